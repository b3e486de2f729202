"""How far a job is, told whenever it has come further."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from anyio import sleep
from anyio.to_thread import run_sync
from fastapi.sse import ServerSentEvent

from corpus.jobs import OVER, JobState

GLANCE = 0.3
"""Seconds between two looks at a job that somebody follows."""


class Told(Protocol):
    """What is told of a job."""

    @property
    def state(self) -> JobState:
        """How far it is."""


async def events(look: Callable[[], Told]) -> AsyncIterator[ServerSentEvent]:
    """Send an event whenever what is told of a job has changed; the last one is called `end`."""
    shown: Any = None
    while shown is None or shown.state not in OVER:
        told = await run_sync(look)
        if told != shown:
            shown = told
            yield ServerSentEvent(event="end" if told.state in OVER else "progress", data=told)
        else:
            await sleep(GLANCE)
