"""``/api/v1/numbers``: the library in numbers."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from models.language import Language
from search_api import reading
from search_api.exporting.sheet import MEDIA_TYPE
from search_api.messages import FALLBACK
from search_api.numbers.presenting import NumbersAnswer, as_csv, present_numbers
from search_api.numbers.tables import PLAIN, TableName
from search_api.parameters import Parameters
from search_api.problems import documented
from search_api.routes.common import NumbersOf, Reader, ServicesOf

router = APIRouter(tags=["numbers"])

CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}}}}
}
"""What an address answers that gives a table away."""


class NumbersParameters(Parameters):
    """Which tables a reader wants."""

    table: list[str] = Field(
        default=[],
        description="Table wanted; repeat it for several. Without any: those by one dimension.",
        examples=[["years"]],
        json_schema_extra={
            "maxItems": reading.MOST_VALUES,
            "items": {"type": "string", "enum": [name.value for name in TableName]},
        },
    )


@router.get("/numbers", summary="Count and add up", responses=documented(422, 503))
def numbers(
    services: ServicesOf,
    kept: NumbersOf,
    reader: Reader,
    response: Response,
    parameters: Annotated[NumbersParameters, Query()],
) -> NumbersAnswer:
    """Return studies and spending by administration, year, band of cost and language of the files.

    Unknown costs are counted, never taken for zero; sums are kept apart by their VAT.
    """
    wanted = reading.choices("table", parameters.table, TableName) or set(PLAIN)
    names = [name for name in TableName if name in wanted]
    response.headers["Vary"] = "Accept-Language"
    return present_numbers(kept.current(), names, services.registry, reader or FALLBACK)


class TableParameters(Parameters):
    """Whom a table is written for."""

    reader: str | None = Field(
        default=None,
        description="Language of the labels; otherwise the header Accept-Language.",
        examples=["nl"],
        json_schema_extra={"enum": [language.value for language in Language]},
    )


@router.get(
    "/numbers/{table}.csv",
    summary="Take a table of numbers away",
    response_class=Response,
    responses=CSV | documented(422, 503),
)
def numbers_table(
    table: Annotated[
        str,
        Path(
            description="One of the tables.", json_schema_extra={"enum": [name.value for name in TableName]}
        ),
    ],
    parameters: Annotated[TableParameters, Query()],
    services: ServicesOf,
    kept: NumbersOf,
    browser: Reader,
) -> Response:
    """Return one table as CSV, with semicolons and decimal commas: as Excel in Belgium opens it."""
    name = reading.choice("table", table, TableName)
    reader = reading.choice("reader", parameters.reader, Language) if parameters.reader else browser
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Vary": "Accept-Language"}
    text = as_csv(kept.current(), name, services.registry, reader or FALLBACK)
    return Response(text, media_type=MEDIA_TYPE, headers=headers)
