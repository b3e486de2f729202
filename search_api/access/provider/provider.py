"""The requests to an identity provider, and the proof of what it answers."""

import base64
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from corpus.people.identities import Identity
from search_api.access.errors import ProviderRefusedError, ProviderUnavailableError
from search_api.access.provider.claims import identity_of
from search_api.access.provider.flow import Flow
from search_api.access.provider.metadata import Metadata, Published
from search_api.access.provider.setup import ProviderSetup, provider_setup
from search_api.settings import Settings

if TYPE_CHECKING:
    import httpx
    from joserfc.jwt import Token

_PATIENCE = 5.0
_SKEW = 60
"""Seconds: that a request may take, and by which the clocks of two servers may differ."""
_SIGNED_WITH = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512"]
"""Signatures by a key of the provider alone: neither none, nor one that the client secret could make."""
_CODE = re.compile(r"[a-z_]{1,60}")


class Provider:
    """An identity provider. Safe to share between threads; nothing is asked before somebody signs in."""

    def __init__(self, setup: ProviderSetup) -> None:
        self.setup = setup

    def address(self, flow: Flow, redirect: str) -> str:
        """Return where a browser goes to prove who sits at it; the answer comes to ``redirect``.

        Raises:
            ProviderUnavailableError: the provider does not answer.
        """
        asked = {
            "response_type": "code",
            "client_id": self.setup.client_id,
            "redirect_uri": redirect,
            "scope": "openid profile email",
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        return _with(self._published.metadata().authorization, asked)

    def identity(self, answer: Mapping[str, str], flow: Flow, redirect: str) -> Identity:
        """Return who the provider vouches for.

        Args:
            answer: the parameters with which it led the browser back.
            flow: the sign-in that the answer belongs to.
            redirect: the address that the provider was told to answer to.

        Raises:
            ProviderRefusedError: it does not vouch for anybody, or not so that it can be believed.
            ProviderUnavailableError: it does not answer.
            NoNameError: it gives no name that an account can have.
            NoRoleError: groups give roles here, and none of theirs does.
        """
        error = answer.get("error", "")
        if error:
            raise ProviderRefusedError(error if _CODE.fullmatch(error) else "error")
        if answer.get("iss", self.setup.issuer).rstrip("/") != self.setup.issuer:  # RFC 9207
            raise ProviderRefusedError("issuer")
        token = self._redeemed(answer.get("code", ""), flow, redirect)
        return identity_of(self._claims(token, flow.nonce), self.setup)

    def sign_out_address(self, back: str) -> str | None:
        """Return where a browser signs out of the provider too; ``None``: it has no such address.

        Raises:
            ProviderUnavailableError: the provider does not answer.
        """
        address = self._published.metadata().end_session
        asked = {"client_id": self.setup.client_id, "post_logout_redirect_uri": back}
        return _with(address, asked) if address else None

    def _redeemed(self, code: str, flow: Flow, redirect: str) -> str:
        """Return the ID token that a code stands for."""
        import httpx

        metadata = self._published.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": flow.verifier,
            **self._in_form(metadata),
        }
        try:
            response = self._client.post(metadata.token, data=form, headers=self._in_header(metadata))
            found = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderUnavailableError(f"{metadata.token} fails ({type(error).__name__})") from error
        if response.status_code >= 500:
            raise ProviderUnavailableError(f"{metadata.token} answers {response.status_code}")
        token = found.get("id_token") if isinstance(found, Mapping) else None
        if response.status_code != 200 or not isinstance(token, str):
            raise ProviderRefusedError(_code(found))
        return token

    def _in_form(self, metadata: Metadata) -> dict[str, str]:
        secret = self.setup.client_secret
        if secret and metadata.basic:
            return {}
        return {"client_id": self.setup.client_id} | ({"client_secret": secret} if secret else {})

    def _in_header(self, metadata: Metadata) -> dict[str, str]:
        secret = self.setup.client_secret
        if not secret or not metadata.basic:
            return {}
        pair = f"{quote(self.setup.client_id, safe='')}:{quote(secret, safe='')}"  # RFC 6749, 2.3.1
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _claims(self, written: str, nonce: str) -> Mapping[str, Any]:
        """Return what an ID token says, once everything about it is proved (Core, 3.1.3.7)."""
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        registry = JWTClaimsRegistry(
            leeway=_SKEW,
            iss={"essential": True},
            sub={"essential": True},
            aud={"essential": True, "value": self.setup.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._verified(written).claims
            registry.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderRefusedError("id_token") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        foreign = str(claims["iss"]).rstrip("/") != self.setup.issuer
        if (
            foreign
            or claims.get("azp", self.setup.client_id if not several else None) != self.setup.client_id
        ):
            raise ProviderRefusedError("id_token")
        return claims

    def _verified(self, written: str) -> "Token":
        """Return a token whose signature is the provider's; its keys are asked for anew where none fits."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            return jwt.decode(written, self._published.keys(), algorithms=_SIGNED_WITH)
        except (JoseError, ValueError):
            return jwt.decode(written, self._published.keys(anew=True), algorithms=_SIGNED_WITH)

    @cached_property
    def _client(self) -> "httpx.Client":
        import httpx

        # People sign in seldom: a connection that is kept would be found closed.
        limits = httpx.Limits(max_keepalive_connections=0)
        return httpx.Client(timeout=_PATIENCE, limits=limits, follow_redirects=False)

    @cached_property
    def _published(self) -> Published:
        return Published(self.setup.issuer, self._client)


def provider_of(settings: Settings) -> Provider | None:
    """Return the identity provider that the settings name; ``None``: there is none."""
    setup = provider_setup(settings)
    return Provider(setup) if setup else None


def _code(found: object) -> str:
    said = found.get("error") if isinstance(found, Mapping) else None
    return said if isinstance(said, str) and _CODE.fullmatch(said) else "no_id_token"


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
