"""``/fr``, ``/nl``, ``/en``: the search page, and ``/``, which leads to one of them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from models.language import Language
from search_api import reading
from search_api.errors import RequestError
from search_api.messages import FALLBACK
from search_api.routes.common import DirectoryOf, Reader, ServicesOf
from search_api.routes.search import MOST_SUGGESTIONS, MOST_TYPED
from search_api.site import SiteOf
from search_api.suggesting import suggestions
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.answering import answer_of
from search_api.web.given import read_state
from search_api.web.judge import JudgeOf
from search_api.web.judging_view import judging_view
from search_api.web.rendering import fragment, frame, page
from search_api.web.search_view import search_view
from search_api.web.state import SearchState
from search_api.web.understanding import understand
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(reader: Reader) -> RedirectResponse:
    """Lead to the search page in the language that the browser prefers."""
    return RedirectResponse(f"/{reader or FALLBACK}", status_code=302, headers={"Vary": "Accept-Language"})


@router.get(IN_LANGUAGE)
def search(
    language: Language,
    request: Request,
    services: ServicesOf,
    directory: DirectoryOf,
    site: SiteOf,
    judge: JudgeOf,
    hx_boosted: Annotated[str | None, Header()] = None,
) -> HTMLResponse:
    """Show the state that the address stands for."""
    words = wording(language)
    given = read_state(request.query_params.multi_items(), services, language)
    understood = understand(given.state, services, today=date.today())
    state = understood.state
    answer = answer_of(state, services, language, directory.current().words)
    view = search_view(understood, given.ignored, answer, services, words)
    # A form sends its empty fields too: the address that the script puts into the history is the short one.
    headers = {"HX-Push-Url": view.canonical} if hx_boosted and not given.ignored else {}
    if judge:
        headers["Cache-Control"] = "private, no-store"
    return page(
        "search.html",
        frame(language, _title(state, words), {other: state.url(other) for other in Language}, site),
        headers=headers,
        view=view,
        judging=judging_view(judge, state, answer.query.language, services, words),
    )


@router.get(IN_LANGUAGE + "/suggest")
def suggest(
    language: Language, request: Request, services: ServicesOf, directory: DirectoryOf
) -> HTMLResponse:
    """Return what the typed text may become, as the options of a list; nothing for what cannot be read."""
    try:
        text = reading.words("q", request.query_params.get("q", ""), limit=MOST_TYPED)
    except RequestError:
        return fragment("suggestions.html", language, texts=())
    found = directory.current().suggest(text, limit=MOST_SUGGESTIONS, language=language)
    texts = dict.fromkeys(one.text for one in suggestions(found, services, language))
    return fragment("suggestions.html", language, texts=tuple(texts))


def _title(state: SearchState, words: Wording) -> str:
    return state.q or words.text("Search the public studies of Brussels")
