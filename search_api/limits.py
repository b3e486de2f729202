"""How much a request may bring."""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.messages import say
from search_api.problems import language_of, problem

BODY_LIMIT = 64 * 1024
"""Bytes of a request's body, but for uploads."""

UPLOADS = re.compile(r"/api/v1/imports|/(?:fr|nl|en)/desk/inbox")
"""Addresses that files are sent to."""

_FORM = 1 << 20
"""Bytes of an upload beside its files."""


class BodyLimit:
    """Refuses a body that says it is too large, and stops reading one that turns out to be.

    FastAPI's own limit answers in plain text, from outside of all middleware.
    """

    def __init__(self, app: ASGIApp, *, uploads: int) -> None:
        """Take the bytes that the files of an upload may have."""
        self._app, self._uploads = app, uploads + _FORM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is too large."""
        limit = self._limit(scope)
        if scope["type"] == "http" and _announced(scope) > limit:
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

    def _limit(self, scope: Scope) -> int:
        is_upload = scope.get("method") == "POST" and UPLOADS.fullmatch(scope["path"])
        return self._uploads if is_upload else BODY_LIMIT


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:18]) if length.isascii() and length.isdigit() else 0
