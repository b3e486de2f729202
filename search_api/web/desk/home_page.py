"""``/{language}/desk``: where a librarian begins."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus.life import StudyState
from models.language import Language
from search_api.access.who import DeskReader
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.home_view import upkeep, what_waits
from search_api.web.desk.names import state_name
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + DESK)
def home(language: Language, services: ServicesOf, visitor: DeskReader, site: SiteOf) -> HTMLResponse:
    """Say what waits, what is in the library and when it was looked after."""
    counts = services.catalogue.everything().count_states()
    words = wording(language)
    return desk_page(
        "home.html",
        language,
        site,
        visitor,
        path="",
        title=words.text("Desk"),
        waits=list(what_waits(services, words)),
        states=[
            (state, state_name(state, words), words.number(counts.get(state, 0))) for state in StudyState
        ],
        upkeep=list(upkeep(services, visitor, words)),
    )
