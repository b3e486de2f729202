"""``/{language}/desk/law``: what the law asks of a year, and which studies lack it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from corpus.catalogue.ledger import LedgerEntry
from corpus.inventory.writing import WRITTEN_IN
from corpus.study import StudyId
from models.language import Language
from search_api import reading
from search_api.access.who import DeskReader
from search_api.inventories.files import InventoryFormat
from search_api.inventories.year import FIRST_YEAR, LAST_YEAR, inventory_of
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.links import Choice
from search_api.web.rendering import NAMES
from search_api.web.studies_view import title_for
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

LAW = "/law"


@router.get(IN_LANGUAGE + DESK + LAW)
def newest(language: Language, services: ServicesOf, _visitor: DeskReader) -> RedirectResponse:
    """Lead to the newest year that has studies."""
    counts = _years(services.catalogue.ledger())
    return RedirectResponse(_url(language, max(counts, default=date.today().year)), status_code=303)


@router.get(IN_LANGUAGE + DESK + LAW + "/{year}")
def year(
    language: Language, year: int, services: ServicesOf, visitor: DeskReader, site: SiteOf
) -> HTMLResponse:
    """Show the published studies of a year by administration, and which lack author or cost."""
    chosen = reading.whole("year", year, least=FIRST_YEAR, most=LAST_YEAR)
    words, ledger = wording(language), services.catalogue.ledger()
    title = words.text("Legal view")
    view = inventory_of(services.catalogue, services.registry, chosen, language)
    return desk_page(
        "law.html",
        language,
        site,
        visitor,
        path=f"{LAW}/{chosen}",
        title=f"{title} – {chosen}",
        inventory=view,
        titles=_titles(services, view.total.without_author + view.total.without_cost, language),
        years=[
            Choice(f"{one} ({words.number(count)})", _url(language, one), one == chosen)
            for one, count in sorted(_years(ledger).items(), reverse=True)
        ],
        undated=sum(entry.published is None for entry in ledger),
        downloads=_downloads(chosen),
    )


def _titles(services: Services, studies: Sequence[str], language: Language) -> dict[str, str]:
    found = services.catalogue.studies_by_id([StudyId(study) for study in dict.fromkeys(studies)])
    return {study: title_for(one.titles, language, one.id).text for study, one in found.items()}


def _years(ledger: Sequence[LedgerEntry]) -> Counter[int]:
    """Return how many studies each year has; a study of two possible years counts for both."""
    return Counter(
        year
        for entry in ledger
        if entry.published
        for year in range(entry.published[0].year, entry.published[1].year + 1)
    )


def _downloads(year: int) -> list[tuple[str, str, str]]:
    """Return form, language and address of each file of the inventory."""
    return [
        (form.value.upper(), NAMES[language], f"/api/v1/inventory/{year}.{form}?language={language}")
        for form in InventoryFormat
        for language in WRITTEN_IN
    ]


def _url(language: Language, year: int) -> str:
    return f"/{language}{DESK}{LAW}/{year}"
