"""``/api/v1/desk/comparisons``: comparing all studies, for pairs that may be one work."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from corpus.jobs import Job, JobId, JobKind
from search_api.access.who import DeskReader, Editor
from search_api.jobs.presenting import ComparingAnswer, present_comparing
from search_api.messages import FALLBACK
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf

router = APIRouter(tags=["desk"])

_LED = documented(401, 403, 404, 409, 422, 503)


def comparison_of(
    services: ServicesOf,
    job: Annotated[str, Path(description="Id of a comparison.", examples=["61920bbe0d0c"])],
) -> Job:
    """Return the comparison of an address.

    Raises:
        JobNotFoundError: there is none.
    """
    return services.queue.job(JobId(job), JobKind.COMPARE)


ComparisonOf = Annotated[Job, Depends(comparison_of)]
"""Comes after who asks: strangers do not learn which comparisons there are."""


@router.post(
    "/desk/comparisons",
    status_code=202,
    summary="Compare all studies",
    responses=documented(401, 403, 422, 503),
)
def compare(
    request: Request,
    services: ServicesOf,
    visitor: Editor,
    response: Response,
    reader: Reader,
    _: Annotated[NoParameters, Query()],
) -> ComparingAnswer:
    """Have all studies compared; where that waits or is under way already, tell of it instead."""
    job = services.queue.job(services.queue.submit_alone(JobKind.COMPARE, by=visitor.name))
    response.headers["Location"] = f"{request.url.path}/{job.id}"
    return present_comparing(job, reader or FALLBACK)


@router.get(
    "/desk/comparisons/{job}", summary="Show a comparison", responses=documented(401, 403, 404, 422, 503)
)
def comparison(
    _: DeskReader, job: ComparisonOf, reader: Reader, __: Annotated[NoParameters, Query()]
) -> ComparingAnswer:
    """Say how far a comparison of all studies is, and how many pairs it left to be decided."""
    return present_comparing(job, reader or FALLBACK)


@router.post("/desk/comparisons/{job}/cancel", summary="Stop a comparison", responses=_LED)
def cancel_comparison(_: Editor, job: ComparisonOf, services: ServicesOf, reader: Reader) -> ComparingAnswer:
    """Stop a comparison; the pairs that were found before stay."""
    return present_comparing(services.queue.cancel(job.id), reader or FALLBACK)


@router.post("/desk/comparisons/{job}/retry", summary="Try a comparison again", responses=_LED)
def retry_comparison(_: Editor, job: ComparisonOf, services: ServicesOf, reader: Reader) -> ComparingAnswer:
    """Have a comparison tried again that failed."""
    return present_comparing(services.queue.retry(job.id), reader or FALLBACK)
