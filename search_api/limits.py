"""How much a request may bring."""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.language import Language
from search_api.describing import API
from search_api.messages import say
from search_api.problems import language_of, problem

BODY_LIMIT = 64 * 1024
"""Bytes of a request's body where nothing else is said."""

_ALL_OF_A_STUDY = 1024 * 1024
_LANGUAGE = "|".join(Language)
_LIMITS = (
    (re.compile(rf"/({_LANGUAGE})/desk/(sign-in|new-password)"), BODY_LIMIT),
    (re.compile(rf"/({_LANGUAGE})/desk(/.*)?"), _ALL_OF_A_STUDY),
    (re.compile(rf"{API}/.*"), _ALL_OF_A_STUDY),
)
"""Bytes by address; the first that fits the whole path says how many."""

_UPLOADS = re.compile(rf"{API}/imports|/(?:{_LANGUAGE})/desk/inbox")
"""Addresses that files are sent to."""

_FORM = 1 << 20
"""Bytes of an upload beside its files."""


def limit_of(method: str, path: str, *, uploads: int) -> int:
    """Return how many bytes a request to a path may bring; what is only read needs none.

    Args:
        method: of HTTP.
        path: of the address.
        uploads: bytes that the files of one upload may have.
    """
    if method in ("GET", "HEAD"):
        return BODY_LIMIT
    if method == "POST" and _UPLOADS.fullmatch(path):
        return uploads + _FORM
    return next((limit for pattern, limit in _LIMITS if pattern.fullmatch(path)), BODY_LIMIT)


class BodyLimit:
    """Refuses a body that says it is too large, and stops reading one that turns out to be.

    FastAPI's own limit answers in plain text, from outside of all middleware.
    """

    def __init__(self, app: ASGIApp, *, uploads: int) -> None:
        """Take the bytes that the files of an upload may have."""
        self._app, self._uploads = app, uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = limit_of(scope["method"], scope["path"], uploads=self._uploads)
        if _announced(scope) > limit:
            request = Request(scope)
            detail = say("detail.too-large", language_of(request), limit=limit)
            await problem(request, 413, "too-large", detail)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:18]) if length.isascii() and length.isdigit() else 0
