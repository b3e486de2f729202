"""All that a request must pass, as dependencies of every address."""

from fastapi import Depends, FastAPI

from search_api.admitting.crowd import Crowd, room
from search_api.admitting.rates import RateLimits, within_rate
from search_api.admitting.size import short_enough
from search_api.settings import Settings

# Dependencies, not middleware: what they raise becomes a page or a problem document as any error does.
ADMISSION = [Depends(short_enough), Depends(within_rate), Depends(room, scope="function")]


def prepare(app: FastAPI, settings: Settings) -> None:
    """Give an application what its dependencies count with."""
    app.state.rates = RateLimits(settings)
    app.state.crowd = Crowd(settings.concurrent_requests)
