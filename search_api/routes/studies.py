"""``/api/v1/studies``: the catalogue, and what is like a study."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from search_api import reading
from search_api.answers import SimilarAnswer, StudiesAnswer, StudyDetailAnswer
from search_api.describing import present_studies
from search_api.examples import STUDY_DETAIL
from search_api.parameters import NoParameters, Parameters
from search_api.presenting import present_similar
from search_api.problems import documented
from search_api.requests import StudiesParameters, study_selection
from search_api.routes.common import Reader, ServicesOf, StudyOf

router = APIRouter(tags=["studies"])

MOST_SIMILAR = 20

_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"example": STUDY_DETAIL}}}}


@router.get("/studies", summary="List studies", responses=documented(422, 503))
def studies(
    parameters: Annotated[StudiesParameters, Query()],
    services: ServicesOf,
    reader: Reader,
    response: Response,
) -> StudiesAnswer:
    """List the studies of the catalogue by publication date, newest first, undated ones last."""
    catalogue = services.catalogue
    response.headers["Vary"] = "Accept-Language"
    selection = study_selection(parameters, registry=services.registry, catalogue=catalogue)
    found = catalogue.studies(offset=parameters.offset, limit=parameters.limit, selection=selection)
    return StudiesAnswer(
        total=catalogue.count_studies(selection),
        offset=parameters.offset,
        limit=parameters.limit,
        studies=present_studies(services, found, reader),
    )


@router.get("/studies/{study}", summary="Show a study", responses=_ANSWER | documented(404, 410, 422, 503))
def study(
    study: StudyOf,
    services: ServicesOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> StudyDetailAnswer:
    """Return everything that the catalogue says of a study, and what became of its files."""
    response.headers["Vary"] = "Accept-Language"
    (shown,) = present_studies(services, [services.catalogue.study(study)], reader)
    return shown


class SimilarParameters(Parameters):
    """How many similar studies."""

    limit: int = Field(
        default=10,
        description="Studies wanted.",
        json_schema_extra={"minimum": 1, "maximum": MOST_SIMILAR},
    )


@router.get(
    "/studies/{study}/similar", summary="Find similar studies", responses=documented(404, 410, 422, 503)
)
def similar(
    study: StudyOf, services: ServicesOf, parameters: Annotated[SimilarParameters, Query()]
) -> SimilarAnswer:
    """Return the studies whose passages are closest in meaning, whatever their language."""
    limit = reading.whole("limit", parameters.limit, least=1, most=MOST_SIMILAR)
    return present_similar(services, study, limit=limit)
