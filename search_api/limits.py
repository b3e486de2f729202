"""How much a request may bring."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.messages import say
from search_api.problems import language_of, problem

BODY_LIMIT = 64 * 1024
"""Bytes of a request's body; no address needs one."""


class BodyLimit:
    """Refuses a body that says it is too large, and stops reading one that turns out to be.

    FastAPI's own limit answers in plain text, from outside of all middleware.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is too large."""
        if scope["type"] == "http" and _announced(scope) > BODY_LIMIT:
            request = Request(scope)
            detail = say("detail.too-large", language_of(request), limit=BODY_LIMIT)
            await problem(request, 413, "too-large", detail)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > BODY_LIMIT:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:18]) if length.isascii() and length.isdigit() else 0
