"""``/{language}/desk/law``: what the law asks of every year, and which studies lack it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.inventory.writing import WRITTEN_IN
from models.language import Language
from search_api import reading
from search_api.access.who import DeskReader
from search_api.inventories.files import InventoryFormat
from search_api.inventories.lacking import lacking_ids, present_lacking
from search_api.inventories.names import names_for
from search_api.inventories.year import FIRST_YEAR, LAST_YEAR, counted, disclosures_of
from search_api.inventories.years import YearsAnswer, years_of
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.law_view import (
    INVENTORY,
    LAW,
    Narrowing,
    gaps_rows,
    lacking_view,
    page_of,
    read_narrowing,
    total_row,
)
from search_api.web.links import Link
from search_api.web.rendering import NAMES
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + DESK + LAW)
def years(language: Language, services: ServicesOf, visitor: DeskReader, site: SiteOf) -> HTMLResponse:
    """Show all years, and how many of their studies lack author or cost."""
    words = wording(language)
    return desk_page(
        "law_years.html",
        language,
        site,
        visitor,
        path=LAW,
        title=words.text("Legal view"),
        inventories=years_of(services.catalogue),
        number=words.number,
        csv=f"{INVENTORY}/years.csv?reader={language}",
    )


@router.get(IN_LANGUAGE + DESK + LAW + "/{year}")
def year(
    language: Language,
    year: int,
    request: Request,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
) -> HTMLResponse:
    """Show the published studies of a year by administration, and which lack author or cost."""
    chosen = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    catalogue, words = services.catalogue, wording(language)
    disclosed, names = disclosures_of(catalogue, chosen), names_for(catalogue, services.registry, language)
    asked = read_narrowing(request.query_params.multi_items(), chosen, language)
    ids = lacking_ids(disclosed, fact=asked.fact, administration=asked.administration)
    shown, listed = page_of(ids, asked)
    inventory, whole = counted(chosen, disclosed, names), Narrowing(year=chosen, language=language)
    return desk_page(
        "law.html",
        language,
        site,
        visitor,
        path=shown.path,
        title=f"{words.text('Legal view')} – {chosen}",
        rows=gaps_rows(inventory, whole, words),
        total=total_row(inventory, whole, words),
        lacking=lacking_view(present_lacking(catalogue, listed, names), len(ids), shown, names, words),
        beside=_beside(years_of(catalogue), whole),
        csv=f"{INVENTORY}/{chosen}/administrations.csv?reader={language}",
        downloads=_downloads(chosen),
    )


def _beside(answer: YearsAnswer, here: Narrowing) -> list[Link]:
    """Return the next year with studies on each side, the earlier one first."""
    known = [row.year for row in answer.years if row.year is not None]
    earlier = max((one for one in known if one < here.year), default=None)
    later = min((one for one in known if one > here.year), default=None)
    return [
        Link(str(one), f"/{here.language}{DESK}{LAW}/{one}") for one in (earlier, later) if one is not None
    ]


def _downloads(year: int) -> list[Link]:
    """Return the address of each file of the inventory."""
    return [
        Link(f"{form.value.upper()}, {NAMES[language]}", f"{INVENTORY}/{year}.{form}?language={language}")
        for form in InventoryFormat
        for language in WRITTEN_IN
    ]
