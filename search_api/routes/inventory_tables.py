"""``/api/v1/inventory``: what studies lack of what the law asks for, all years and study by study."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from corpus.catalogue.records import MissingFact
from models.language import Language
from search_api import reading
from search_api.exporting.sheet import MEDIA_TYPE
from search_api.inventories.lacking import RequiredFact, lacking_ids, present_lacking
from search_api.inventories.names import names_for
from search_api.inventories.tables import administrations_csv, lacking_csv, years_csv
from search_api.inventories.year import FIRST_YEAR, LAST_YEAR, disclosures_of, inventory_of
from search_api.inventories.years import YearsAnswer, years_of
from search_api.messages import FALLBACK
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf
from search_api.routes.inventory import Year
from search_api.routes.numbers import CSV, TableParameters

router = APIRouter(tags=["inventory"])

_CSV = CSV | documented(422, 429, 503)

Table = Annotated[TableParameters, Query()]


class LackingParameters(TableParameters):
    """Which studies that lack something are listed."""

    lacking: str | None = Field(
        default=None,
        description="Those that lack this; otherwise those that lack either.",
        json_schema_extra={"enum": [fact.value for fact in RequiredFact]},
    )
    administration: str | None = Field(
        default=None,
        description="Id, as the counts of the year have it; `unknown` for studies of which none is known.",
        examples=["actiris"],
    )


@router.get("/inventory", summary="Count the studies of all years", responses=documented(422, 429, 503))
def years(services: ServicesOf, _: Annotated[NoParameters, Query()]) -> YearsAnswer:
    """Return, per year, the studies published and how many of them lack author, cost or both."""
    return years_of(services.catalogue)


@router.get(
    "/inventory/years.csv",
    summary="Take the table of all years away",
    response_class=Response,
    responses=_CSV,
)
def years_table(parameters: Table, services: ServicesOf, browser: Reader) -> Response:
    """Return the same as CSV, as Excel in Belgium opens it."""
    return _table(years_csv(years_of(services.catalogue), _reader(parameters, browser)), "years")


@router.get(
    "/inventory/{year}/administrations.csv",
    summary="Take the table of a year away",
    response_class=Response,
    responses=_CSV,
)
def administrations_table(year: Year, parameters: Table, services: ServicesOf, browser: Reader) -> Response:
    """Return, per administration, the studies of a year and how many lack what, as CSV."""
    year = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    reader = _reader(parameters, browser)
    counted = inventory_of(services.catalogue, services.registry, year, reader)
    return _table(administrations_csv(counted, reader), f"administrations-{year}")


@router.get(
    "/inventory/{year}/lacking.csv",
    summary="Take the studies that lack something away",
    response_class=Response,
    responses=_CSV,
)
def lacking_table(
    year: Year, parameters: Annotated[LackingParameters, Query()], services: ServicesOf, browser: Reader
) -> Response:
    """Return the studies of a year that lack author or cost, as CSV, the oldest first."""
    year = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    reader, catalogue = _reader(parameters, browser), services.catalogue
    ids = lacking_ids(
        disclosures_of(catalogue, year),
        fact=_fact(parameters.lacking),
        administration=parameters.administration or None,
    )
    studies = present_lacking(catalogue, ids, names_for(catalogue, services.registry, reader))
    return _table(lacking_csv(studies, reader), f"lacking-{year}")


def _fact(told: str | None) -> MissingFact | None:
    return MissingFact(reading.choice("lacking", told, RequiredFact)) if told else None


def _reader(parameters: TableParameters, browser: Language | None) -> Language:
    if parameters.reader:
        return reading.choice("reader", parameters.reader, Language)
    return browser or FALLBACK


def _table(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Vary": "Accept-Language"}
    return Response(text, media_type=MEDIA_TYPE, headers=headers)
