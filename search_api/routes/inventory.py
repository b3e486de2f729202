"""``/api/v1/inventory``: the yearly inventory that the law asks for."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from corpus.inventory.writing import WRITTEN_IN
from models.language import Language
from search_api import reading
from search_api.inventories.files import FORMS, InventoryFormat, write_inventory
from search_api.inventories.year import FIRST_YEAR, LAST_YEAR, InventoryAnswer, inventory_of, studies_of
from search_api.messages import FALLBACK
from search_api.parameters import NoParameters, Parameters
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf

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
