"""``/fr``, ``/nl``, ``/en``: the search page, and ``/``, which leads to one of them."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from models.language import Language
from search_api.answers import SearchAnswer
from search_api.messages import FALLBACK
from search_api.presenting import present_search
from search_api.requests import search_order, search_request
from search_api.routes.common import Reader, ServicesOf
from search_api.services import Services
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.given import read_state
from search_api.web.rendering import frame, page
from search_api.web.search_view import search_view
from search_api.web.state import SearchState
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(reader: Reader) -> RedirectResponse:
    """Lead to the search page in the language that the browser prefers."""
    return RedirectResponse(f"/{reader or FALLBACK}", status_code=302, headers={"Vary": "Accept-Language"})


@router.get(IN_LANGUAGE)
def search(language: Language, request: Request, services: ServicesOf) -> HTMLResponse:
    """Show the state that the address stands for."""
    words = wording(language)
    given = read_state(request.query_params.multi_items(), services, language)
    answer = _answer(given.state, services, language) if given.state.q else None
    return page(
        "search.html",
        frame(language, _title(given.state, words), {other: given.state.url(other) for other in Language}),
        view=search_view(given, answer, words),
    )


def _answer(state: SearchState, services: Services, language: Language) -> SearchAnswer:
    parameters = state.parameters()
    request, order = search_request(parameters, services), search_order(parameters)
    return present_search(services, request, order=order, explain=True, reader=language)


def _title(state: SearchState, words: Wording) -> str:
    return state.q or words.text("Search the public studies of Brussels")
