"""``/api/v1/search`` and ``/api/v1/suggest``."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from search_api import reading
from search_api.answers import SearchAnswer, SuggestAnswer
from search_api.examples import INTERPRETED, SEARCH
from search_api.interpreting.applying import asked
from search_api.parameters import Parameters
from search_api.presenting import present_search
from search_api.problems import documented
from search_api.requests import SearchParameters, search_order
from search_api.routes.common import DirectoryOf, Reader, ServicesOf
from search_api.suggesting import suggestions

router = APIRouter(tags=["search"])

MOST_TYPED = 200
MOST_SUGGESTIONS = 10

_EXAMPLES = {
    "answer": {"summary": "Studies with their passages", "value": SEARCH},
    "interpreted": {"summary": "With filters said in words (interpret=true)", "value": INTERPRETED},
}
_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"examples": _EXAMPLES}}}}


@router.get("/search", summary="Find studies and passages", responses=_ANSWER | documented(422, 429, 503))
def search(
    parameters: Annotated[SearchParameters, Query()],
    services: ServicesOf,
    directory: DirectoryOf,
    reader: Reader,
    response: Response,
) -> SearchAnswer:
    """Answer a question with studies, each with at most three of its passages, and counts to narrow by.

    With `interpret=true`, filters said in words inside the question are applied: when studies came out, for
    whom, at what cost, in which language and of which kind. What may mean something else stays in the
    question.

    Write in French, Dutch or English: by meaning (`semantic`, `hybrid`), passages in the other two
    languages are found as well.
    """
    wanted, order = asked(parameters, services, today=date.today()), search_order(parameters)
    response.headers["Vary"] = "Accept-Language"
    return present_search(
        services,
        wanted.request,
        order=order,
        explain=parameters.explain,
        reader=reader,
        in_words=wanted.in_words,
        known=directory.current().words,
    )


class SuggestParameters(Parameters):
    """What was typed so far."""

    q: str = Field(
        description="The beginning of a title, an administration or a keyword, or of words of them.",
        examples=["mobil"],
        json_schema_extra={"minLength": 1, "maxLength": MOST_TYPED},
    )


@router.get("/suggest", summary="Complete what is typed", responses=documented(422, 429, 503))
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
    return SuggestAnswer(q=text, suggestions=suggestions(found, services, reader))
