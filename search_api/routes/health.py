"""``/healthz`` and ``/readyz``: for those who watch over the server."""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.answers import HealthAnswer, ReadyAnswer
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.common import ServicesOf

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is the server alive?", responses=documented(422))
async def alive(_: Annotated[NoParameters, Query()]) -> HealthAnswer:
    """Answer without asking anyone: a server that does not should be restarted."""
    return HealthAnswer()


@router.get("/readyz", summary="Can the server answer questions?", responses=documented(422, 503))
def ready(services: ServicesOf, _: Annotated[NoParameters, Query()]) -> ReadyAnswer:
    """Open the index and ask the catalogue; 503 says which of them cannot answer, and why."""
    studies = services.catalogue.count_studies()
    return ReadyAnswer(studies=studies, index=services.live.check())
