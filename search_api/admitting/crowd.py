"""How many requests are worked on at the same time."""

from collections.abc import AsyncIterator

from fastapi import Request

from search_api.errors import BusyError

ALWAYS = "/healthz"
"""A server with too much to do is alive."""


class Crowd:
    """The requests that are worked on now."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._within = 0

    def enter(self) -> None:
        """Begin to work on a request.

        Raises:
            BusyError: as many as there may be are worked on already.
        """
        if self._most and self._within >= self._most:
            raise BusyError(self._most)
        self._within += 1

    def leave(self) -> None:
        """End the work on a request that entered."""
        self._within -= 1


async def room(request: Request) -> AsyncIterator[None]:
    """Hold a place while an answer is made; sending it needs none, so that slow readers keep nobody out."""
    crowd: Crowd = request.app.state.crowd
    if request.scope["path"] == ALWAYS:
        yield
        return
    crowd.enter()
    try:
        yield
    finally:
        crowd.leave()


async def room_to_hash(request: Request) -> AsyncIterator[None]:
    """Hold a place while a password is looked at: each takes 64 MiB and a processor for a moment."""
    crowd: Crowd = request.app.state.hashing
    crowd.enter()
    try:
        yield
    finally:
        crowd.leave()
