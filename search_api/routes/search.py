"""``/api/v1/search`` and ``/api/v1/suggest``."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from corpus.study import AdministrationId
from models.language import Language
from search_api import reading
from search_api.answers import SearchAnswer, SuggestAnswer, SuggestionAnswer
from search_api.directory import Entry, Kind
from search_api.examples import SEARCH
from search_api.parameters import Parameters
from search_api.presenting import present_search
from search_api.problems import documented
from search_api.requests import SearchParameters, search_order, search_request
from search_api.routes.common import DirectoryOf, Reader, ServicesOf
from search_api.services import Services

router = APIRouter(tags=["search"])

MOST_TYPED = 200
MOST_SUGGESTIONS = 10

_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"example": SEARCH}}}}


@router.get("/search", summary="Find studies and passages", responses=_ANSWER | documented(422, 503))
def search(
    parameters: Annotated[SearchParameters, Query()], services: ServicesOf, reader: Reader, response: Response
) -> SearchAnswer:
    """Answer a question with studies, each with at most three of its passages, and counts to narrow by.

    Write in French, Dutch or English: by meaning (`semantic`, `hybrid`), passages in the other two
    languages are found as well.
    """
    request, order = search_request(parameters, services), search_order(parameters)
    response.headers["Vary"] = "Accept-Language"
    return present_search(services, request, order=order, explain=parameters.explain, reader=reader)


class SuggestParameters(Parameters):
    """What was typed so far."""

    q: str = Field(
        description="The beginning of a title, an administration or a keyword, or of words of them.",
        examples=["mobil"],
        json_schema_extra={"minLength": 1, "maxLength": MOST_TYPED},
    )


@router.get("/suggest", summary="Complete what is typed", responses=documented(422, 503))
def suggest(
    parameters: Annotated[SuggestParameters, Query()],
    services: ServicesOf,
    directory: DirectoryOf,
    reader: Reader,
    response: Response,
) -> SuggestAnswer:
    """Return at most ten titles, administrations and keywords; accents and case make no difference."""
    text = reading.words("q", parameters.q, limit=MOST_TYPED)
    response.headers["Vary"] = "Accept-Language"
    found = directory.current().suggest(text, limit=MOST_SUGGESTIONS)
    return SuggestAnswer(q=text, suggestions=[_suggestion(entry, services, reader) for entry in found])


def _suggestion(entry: Entry, services: Services, reader: Language | None) -> SuggestionAnswer:
    """Return a suggestion; an administration found by an acronym is named in the reader's language."""
    text = entry.text
    if entry.kind is Kind.ADMINISTRATION and entry.id and entry.language is None and reader:
        identity = AdministrationId(entry.id)
        text = services.registry.label(identity, reader) if services.registry.get(identity) else text
    return SuggestionAnswer(kind=entry.kind, text=text, id=entry.id, language=entry.language)
