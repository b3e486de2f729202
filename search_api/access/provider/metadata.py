"""What a provider publishes of itself: its addresses and its keys, asked for seldom and kept."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from search_api.access.errors import ProviderUnavailableError

if TYPE_CHECKING:
    import httpx
    from joserfc.jwk import KeySet

_KEPT = 3600.0
_AGAIN = 60.0
"""Seconds: of what is kept, and between two requests for keys that a token with an unknown one causes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The addresses of a provider."""

    authorization: str
    token: str
    keys: str
    end_session: str | None
    basic: bool
    """Whether a secret is sent in a header; otherwise in the form."""


class Published:
    """Asks the provider once an hour. Safe to share between threads."""

    def __init__(
        self, issuer: str, client: "httpx.Client", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._issuer, self._client, self._clock = issuer, client, clock
        self._lock = threading.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def metadata(self) -> Metadata:
        """Return the addresses.

        Raises:
            ProviderUnavailableError: it does not answer, or its answer is of another provider.
        """
        with self._lock:
            if self._metadata is None or self._clock() - self._metadata[0] > _KEPT:
                found = self._get(f"{self._issuer}/.well-known/openid-configuration")
                self._metadata = self._clock(), _metadata(found, self._issuer)
            return self._metadata[1]

    def keys(self, *, anew: bool = False) -> "KeySet":
        """Return the keys that tokens are signed with; ``anew``: one was not among them.

        Raises:
            ProviderUnavailableError: it does not answer, or not with keys.
        """
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        address = self.metadata().keys
        with self._lock:
            if self._keys is None or self._clock() - self._keys[0] > (_AGAIN if anew else _KEPT):
                try:
                    self._keys = self._clock(), KeySet.import_key_set(self._get(address))  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise ProviderUnavailableError("its keys cannot be read") from error
            return self._keys[1]

    def _get(self, address: str) -> Mapping[str, Any]:
        import httpx

        try:
            response = self._client.get(address)
            response.raise_for_status()
            found = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ProviderUnavailableError(f"{address} does not answer ({type(error).__name__})") from error
        if not isinstance(found, Mapping):
            raise ProviderUnavailableError(f"{address} does not answer as it should")
        return found


def _metadata(found: Mapping[str, Any], issuer: str) -> Metadata:
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise ProviderUnavailableError("it calls itself by another address than SAVOIR_OIDC_ISSUER")
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Metadata(
        authorization=_address(found, "authorization_endpoint", issuer),
        token=_address(found, "token_endpoint", issuer),
        keys=_address(found, "jwks_uri", issuer),
        end_session=_address(found, "end_session_endpoint", issuer)
        if "end_session_endpoint" in found
        else None,
        basic="client_secret_basic" in methods,
    )


def _address(found: Mapping[str, Any], name: str, issuer: str) -> str:
    """Return an address of the provider, which is protected at least as well as its own is."""
    address = str(found.get(name, ""))
    if urlsplit(address).scheme not in {"https", urlsplit(issuer).scheme}:
        raise ProviderUnavailableError(f"its {name} is missing or not protected")
    return address
