"""What a browser keeps while its reader is at the provider, so that a forged answer can be told."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass, fields
from urllib.parse import parse_qsl, urlencode

from search_api.access.errors import SignInInterruptedError

FLOW_COOKIE = "savoir_sign_in"
FLOW_SECONDS = 600
"""How long somebody may take at the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One sign-in that was begun in a browser."""

    state: str
    """Comes back in the address: the answer is to a request of this browser (RFC 9700, 4.7)."""
    nonce: str
    """Comes back in the ID token: it was made for this request (OpenID Connect Core, 3.1.2.1)."""
    verifier: str
    """Proves to the provider that the code is used by who asked for it (RFC 7636)."""
    target: str
    """Where to lead afterwards; to be checked again then."""

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier at first."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def kept(self) -> str:
        """Return what the cookie holds."""
        return urlencode(asdict(self))


def new_flow(target: str) -> Flow:
    """Begin a sign-in that leads to ``target``."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Flow(state=state, nonce=nonce, verifier=verifier, target=target)


def resumed(cookie: str, state: str) -> Flow:
    """Return the sign-in that an answer of the provider belongs to.

    Raises:
        SignInInterruptedError: none was begun in this browser, or another one.
    """
    kept = dict(parse_qsl(cookie, keep_blank_values=True))
    if set(kept) != {entry.name for entry in fields(Flow)}:
        raise SignInInterruptedError
    flow = Flow(**kept)
    if not flow.state or not hmac.compare_digest(flow.state.encode(), state.encode("utf-8", "replace")):
        raise SignInInterruptedError
    return flow
