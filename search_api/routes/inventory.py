"""``/api/v1/inventory``: the yearly inventory that the law asks for."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from corpus.inventory.writing import WRITTEN_IN
from models.language import Language
from search_api import reading
from search_api.exporting.sheet import MEDIA_TYPE
from search_api.inventories.files import FORMS, InventoryFormat, write_inventory
from search_api.inventories.lacking import lacking_ids, present_lacking
from search_api.inventories.names import names_for
from search_api.inventories.tables import administrations_csv, lacking_csv, years_csv
from search_api.inventories.year import (
    FIRST_YEAR,
    LAST_YEAR,
    InventoryAnswer,
    disclosures_of,
    inventory_of,
    studies_of,
)
from search_api.inventories.years import YearsAnswer, years_of
from search_api.messages import FALLBACK
from search_api.parameters import NoParameters, Parameters
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf
from search_api.routes.numbers import CSV, TableParameters

router = APIRouter(tags=["inventory"])

_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            form.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for form in FORMS.values()
        },
    }
}


class InventoryLanguage(StrEnum):
    """The languages that inventories are written in."""

    FR = "fr"
    NL = "nl"


class InventoryParameters(Parameters):
    """Whom an inventory is written for."""

    language: str | None = Field(
        default=None,
        description="Of the header and of the words in cells: `fr` or `nl`; otherwise the header "
        "Accept-Language, else French.",
        json_schema_extra={"enum": [language.value for language in WRITTEN_IN]},
    )


Year = Annotated[
    int,
    Path(
        description="Of publication.",
        examples=[2021],
        json_schema_extra={"minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    ),
]
Form = Annotated[
    str,
    Path(description="Of the file.", json_schema_extra={"enum": [form.value for form in InventoryFormat]}),
]


Table = Annotated[TableParameters, Query()]


@router.get("/inventory", summary="Count the studies of all years", responses=documented(422, 429, 503))
def inventories(services: ServicesOf, _: Annotated[NoParameters, Query()]) -> YearsAnswer:
    """Return, per year, the studies published and how many of them lack author, cost or both."""
    return years_of(services.catalogue)


# Before the addresses of a year, which would take the name for one.
@router.get(
    "/inventory/years.csv",
    summary="Take the table of all years away",
    response_class=Response,
    responses=CSV | documented(422, 429, 503),
)
def years_table(parameters: Table, services: ServicesOf, browser: Reader) -> Response:
    """Return the same as CSV, as Excel in Belgium opens it."""
    return _table(years_csv(years_of(services.catalogue), _reader(parameters, browser)), "years")


# Before the next one, whose year would take the form in.
@router.get(
    "/inventory/{year}.{form}",
    summary="Take the inventory of a year away",
    response_class=Response,
    responses=_FILES | documented(422, 429, 503),
)
def inventory_file(
    year: Year,
    form: Form,
    parameters: Annotated[InventoryParameters, Query()],
    services: ServicesOf,
    browser: Reader,
) -> Response:
    """Return the studies published in a year, in the table that `savoir ingest` reads."""
    year = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    chosen = reading.choice("form", form, InventoryFormat)
    language = _language(parameters.language, browser)
    body = write_inventory(studies_of(services.catalogue, year), chosen, language, services.registry)
    headers = {
        "Content-Disposition": f'attachment; filename="inventory-{year}-{language}.{chosen}"',
        "Vary": "Accept-Language",
    }
    return Response(body, media_type=FORMS[chosen].media_type, headers=headers)


@router.get(
    "/inventory/{year}/administrations.csv",
    summary="Take the table of a year away",
    response_class=Response,
    responses=CSV | documented(422, 429, 503),
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
    responses=CSV | documented(422, 429, 503),
)
def lacking_table(year: Year, parameters: Table, services: ServicesOf, browser: Reader) -> Response:
    """Return the studies of a year that lack author or cost, as CSV, the oldest first."""
    year = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    reader, catalogue = _reader(parameters, browser), services.catalogue
    names = names_for(catalogue, services.registry, reader)
    studies = present_lacking(catalogue, lacking_ids(disclosures_of(catalogue, year)), names)
    return _table(lacking_csv(studies, reader), f"lacking-{year}")


@router.get("/inventory/{year}", summary="Count the studies of a year", responses=documented(422, 429, 503))
def inventory(
    year: Year,
    services: ServicesOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> InventoryAnswer:
    """Return, per administration, the studies published in a year and those without author or cost."""
    year = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    response.headers["Vary"] = "Accept-Language"
    return inventory_of(services.catalogue, services.registry, year, reader or FALLBACK)


def _language(parameter: str | None, browser: Language | None) -> Language:
    if parameter:
        return Language(reading.choice("language", parameter, InventoryLanguage))
    return browser if browser in WRITTEN_IN else Language.FR


def _reader(parameters: TableParameters, browser: Language | None) -> Language:
    if parameters.reader:
        return reading.choice("reader", parameters.reader, Language)
    return browser or FALLBACK


def _table(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Vary": "Accept-Language"}
    return Response(text, media_type=MEDIA_TYPE, headers=headers)
