"""``/fr/numbers``: studies and spending, in tables that are charts."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from models.language import Language
from search_api.numbers.presenting import present_numbers
from search_api.routes.common import NumbersOf, ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.numbers_view import TABLES, numbers_view
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + "/numbers")
def numbers(language: Language, services: ServicesOf, kept: NumbersOf, site: SiteOf) -> HTMLResponse:
    """Show the library in numbers."""
    words = wording(language)
    view = numbers_view(present_numbers(kept.current(), TABLES, services.registry, language), words)
    urls = {other: f"/{other}/numbers" for other in Language}
    return page("numbers.html", frame(language, words.text("Numbers"), urls, site), view=view)
