"""All that a request must pass, as dependencies of every address."""

from fastapi import Depends, FastAPI

from search_api.admitting.crowd import Crowd, room, room_to_hash
from search_api.admitting.rates import RateLimits, within_rate
from search_api.admitting.size import short_enough
from search_api.settings import Settings

# Dependencies, not middleware: what they raise becomes a page or a problem document as any error does.
ADMISSION = [Depends(short_enough), Depends(within_rate), Depends(room, scope="function")]

HASHING = [Depends(room_to_hash, scope="function")]
"""What a request must pass besides, that brings a password."""

_PASSWORDS = 4
"""Passwords that are looked at at the same time."""


def prepare(app: FastAPI, settings: Settings) -> None:
    """Give an application what its dependencies count with."""
    app.state.rates = RateLimits(settings)
    app.state.crowd = Crowd(settings.concurrent_requests)
    app.state.hashing = Crowd(_PASSWORDS)
