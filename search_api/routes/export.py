"""``/api/v1/search/export``: a whole list of results as a file."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from search_api import reading
from search_api.exporting.formats import EXPORTS, MOST_EXPORTED, Export, ExportAnswer, ExportFormat
from search_api.listing import ListingParameters, matching, present_in_order, reader_of
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf
from search_api.site import SiteOf

router = APIRouter(tags=["search"])

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "model": ExportAnswer,
        "content": {
            form.media_type.partition(";")[0]: _TEXT
            for kind, form in EXPORTS.items()
            if kind is not ExportFormat.JSON
        },
        "headers": {
            "Savoir-Total": {"description": "Studies found.", "schema": {"type": "integer"}},
            "Savoir-Cut": {
                "description": f"`true` where more than {MOST_EXPORTED} were found and the rest is missing.",
                "schema": {"type": "string", "enum": ["true", "false"]},
            },
        },
    }
}


class ExportParameters(ListingParameters):
    """A search, and the form to take its results away in."""

    format: str = Field(
        default=ExportFormat.CSV.value,
        description="`csv` (semicolons, decimal commas: as Excel in Belgium opens it), `json`, `bibtex` or "
        "`ris`.",
        json_schema_extra={"enum": [kind.value for kind in ExportFormat]},
    )


@router.get(
    "/search/export",
    summary="Take a list of results away",
    response_class=Response,
    responses=_ANSWERS | documented(422, 429, 503),
)
def export(
    parameters: Annotated[ExportParameters, Query()], services: ServicesOf, browser: Reader, site: SiteOf
) -> Response:
    """Return the first 1,000 studies of a search, in its order; without a question, newest first.

    A search by meaning ranks every study that the filters let through: for those that hold the words, ask
    with `mode=keyword`.
    """
    form = EXPORTS[reading.choice("format", parameters.format, ExportFormat)]
    reader = reader_of(parameters, browser)
    found = matching(parameters, services, most=MOST_EXPORTED)
    taken = Export(
        total=found.total, studies=present_in_order(services, found.studies, reader), site=site, reader=reader
    )
    headers = {
        "Content-Disposition": f'attachment; filename="studies.{form.extension}"',
        "Savoir-Total": str(taken.total),
        "Savoir-Cut": "true" if taken.cut else "false",
        "Vary": "Accept-Language",
    }
    return Response(form.write(taken), media_type=form.media_type, headers=headers)
