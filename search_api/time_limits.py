"""How long a request may take: its body to arrive, and its answer to begin."""

import asyncio
import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.errors import AnswerTooLateError
from search_api.handlers import answer_error

BODY_SECONDS = 20.0
"""How long one waits for a body that does not come."""

BODY_PACE = 500
"""Bytes a second of a body that is waited for longer (both as in Apache's RequestReadTimeout)."""

log = logging.getLogger("savoir")


class BodyPace:
    """Refuses a body that arrives too slowly; only the time spent waiting for it counts."""

    def __init__(self, app: ASGIApp, *, seconds: float = BODY_SECONDS, pace: int = BODY_PACE) -> None:
        """Take how long to wait, and for how many bytes a second one waits on."""
        self._app, self._seconds, self._pace = app, seconds, pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; whoever reads its body gets 408 (RFC 9110, 15.5.9) where it lingers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        clock, left, complete = asyncio.get_running_loop().time, self._seconds, False

        async def paced() -> Message:
            nonlocal left, complete
            if complete:  # what is waited for now is that the reader goes away
                return await receive()
            began = clock()
            try:
                async with asyncio.timeout(left):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, headers={"Connection": "close"}) from None
            left += len(message.get("body", b"")) / self._pace - (clock() - began)
            complete = not message.get("more_body", False)
            return message

        await self._app(scope, paced, send)


class AnswerLimit:
    """Tells a reader that an answer takes too long, where nothing but reading was asked for.

    Threads cannot be stopped: the work goes on to its end and keeps its place among the requests at work.
    What changes something is waited for, as its outcome must be known.
    """

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        """Take within how many seconds an answer begins; 0: no limit."""
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer in its stead where its answer does not begin in time."""
        if not self._seconds or scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        begun = late = False

        async def send_in_time(message: Message) -> None:
            nonlocal begun
            if not late:
                begun = True
                await send(message)

        work = asyncio.ensure_future(self._app(scope, receive, send_in_time))
        try:
            done, _ = await asyncio.wait({work}, timeout=self._seconds)
            if done or begun:
                await work
                return
        except asyncio.CancelledError:
            work.cancel()
            raise
        late = True
        work.add_done_callback(_log_failure)
        answer = answer_error(Request(scope), AnswerTooLateError(self._seconds))
        await answer(scope, receive, send)


def _log_failure(work: asyncio.Future[None]) -> None:
    """Keep the mistake of an answer that nobody waits for any more; its words may repeat a question."""
    if not work.cancelled() and (error := work.exception()):
        log.error("an answer that came too late failed: %s", type(error).__name__)
