"""``/oai``: the library for harvesters (OAI-PMH 2.0)."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from search_api.keeping import Keeper
from search_api.oai.items import Harvest
from search_api.oai.provider import MEDIA_TYPE, PATH, Provider, answer
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf

router = APIRouter()

_FORM = "application/x-www-form-urlencoded"


async def _harvest(request: Request) -> Keeper[Harvest]:
    keeper: Keeper[Harvest] = request.app.state.harvest
    return keeper


async def _given(request: Request) -> list[tuple[str, str]]:
    """Return the arguments, which a POST has in its body (OAI-PMH 2.0, 3.1.1)."""
    if request.method != "POST":
        return request.query_params.multi_items()
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return []
    body = await request.body()
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


# The description of the API leaves it out: the protocol describes itself.
@router.api_route(PATH, methods=["GET", "POST"], include_in_schema=False)
async def oai(
    given: Annotated[list[tuple[str, str]], Depends(_given)],
    kept: Annotated[Keeper[Harvest], Depends(_harvest)],
    services: ServicesOf,
    site: SiteOf,
) -> Response:
    """Answer a harvester; what is wrong with a request is told in the answer, whose status is 200."""

    def told() -> bytes:
        return answer(Provider(services, kept.current(), site), given)

    return Response(await run_in_threadpool(told), media_type=MEDIA_TYPE)
