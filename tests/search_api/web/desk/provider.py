"""A small identity provider: a real server with a key of its own, which signs whatever a test wants."""

import base64
import hashlib
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "savoir", "secret of savoir: 100 %"


@dataclass
class SmallProvider:
    """What the provider says; tests change it."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    """Put over those that are right; ``None`` leaves one out."""
    error: str = ""
    token_status: int = 200
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    published: list[RSAKey] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Paths that were asked for."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = [self.key]

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "sub": "s1", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        said = {name: value for name, value in (right | self.claims).items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, self.key)


def provider_app(provider: SmallProvider) -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def count(request: Request, call_next: Any) -> Response:
        provider.asked.append(request.url.path)
        answer: Response = await call_next(request)
        return answer

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, Any]:
        at = provider.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
            "end_session_endpoint": f"{at}/logout",
        }

    @app.get("/keys")
    async def keys() -> Any:
        return KeySet([*provider.published]).as_dict(private=False)

    @app.get("/authorize")
    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(provider.codes)}"
        provider.codes[code] = asked
        answer = {"error": provider.error} if provider.error else {"code": code}
        query = urlencode(answer | {"state": asked["state"], "iss": provider.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", status_code=302)

    @app.post("/token")
    async def token(request: Request) -> Response:
        if provider.token_status != 200:
            return JSONResponse({"error": "server_error"}, status_code=provider.token_status)
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = provider.codes.pop(form["code"], None)
        if asked is None or not _proved(form, asked, request):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse({"id_token": provider.id_token(asked["nonce"]), "token_type": "Bearer"})

    return app


def _proved(form: dict[str, str], asked: dict[str, str], request: Request) -> bool:
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    pair = base64.b64encode(b"savoir:secret%20of%20savoir%3A%20100%20%25").decode()
    return (
        challenge == asked["code_challenge"]
        and form["redirect_uri"] == asked["redirect_uri"]
        and request.headers["authorization"] == f"Basic {pair}"
    )


def path_of(address: str) -> str:
    """Return an address without its host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
