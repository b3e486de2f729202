"""One line for each request, without what was asked: people's questions are personal data."""

import json
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.clients import shortened

log = logging.getLogger("savoir.access")

_LONGEST = 2_000
_SECRET = re.compile(r"/((fr|nl|en)/)?desk(/|$)")
"""Addresses whose queries may hold what proves somebody: a link, an answer of the identity provider."""


class AccessLog:
    """Writes each request with its outcome to the log ``savoir.access``, as one JSON object."""

    def __init__(self, app: ASGIApp, *, questions: bool) -> None:
        self._app, self._questions = app, questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and write what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Until an answer begins, the outcome is what a mistake of the program makes of it.
        status, sent, began = 500, 0, time.perf_counter()

        async def send_counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        finally:
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            said = {"status": status, "ms": milliseconds, "bytes": sent}
            log.info(json.dumps(self._asked(scope) | said, ensure_ascii=False))

    def _asked(self, scope: Scope) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": shortened(scope),
            "method": scope["method"],
            "path": scope["path"][:_LONGEST],
            "route": getattr(scope.get("route"), "name", None),
        }
        if self._questions and not _SECRET.match(scope["path"]):
            asked["query"] = scope["query_string"].decode("latin-1")[:_LONGEST]
        return asked
