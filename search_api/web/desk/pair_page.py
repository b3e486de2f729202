"""``/{language}/desk/duplicates/{first}/{second}``: two studies side by side, to decide about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from corpus.duplicates.decisions import Act
from corpus.errors import StaleRevisionError, StudyIdError, StudyNotFoundError
from corpus.ids import given_study_id
from corpus.study import StudyId
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, Publisher, Visitor
from search_api.duplicates import deciding
from search_api.duplicates.presenting import side_by_side
from search_api.reading import shown
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.duplicates_page import DUPLICATES, to_list
from search_api.web.desk.duplicates_view import Choice, changed_since, pair_view, stale
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.revision_view import RevisionView
from search_api.web.desk.study_page import number
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_PAIR = IN_LANGUAGE + DESK + DUPLICATES + "/{first}/{second}"


async def _pair(first: str, second: str) -> tuple[StudyId, StudyId]:
    """Return both ids; a text that no study can have as its id never reaches the database."""
    try:
        return given_study_id(first), given_study_id(second)
    except StudyIdError as error:
        raise StudyNotFoundError(shown(f"{first}/{second}")) from error


PairOf = Annotated[tuple[StudyId, StudyId], Depends(_pair)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    language: Language
    services: Services
    visitor: Visitor
    site: Site
    pair: tuple[StudyId, StudyId]


@router.get(_PAIR)
def pair(
    language: Language, pair: PairOf, services: ServicesOf, visitor: DeskReader, site: SiteOf
) -> HTMLResponse:
    """Lay two studies side by side."""
    return _page(_Desk(language=language, services=services, visitor=visitor, site=site, pair=pair))


@router.post(_PAIR)
def decide(
    language: Language, pair: PairOf, services: ServicesOf, visitor: Publisher, form: DeskForm, site: SiteOf
) -> Response:
    """Keep what was decided about two studies that are as they were seen."""
    desk = _Desk(language=language, services=services, visitor=visitor, site=site, pair=pair)
    choice = reading.choice("choice", form.get("choice"), Choice)
    seen = {pair[0]: number(form, "first_revision"), pair[1]: number(form, "second_revision")}
    try:
        _decide(desk, choice, seen)
    except StaleRevisionError:
        words = wording(language)
        since = changed_since(services.catalogue, seen, services.registry, words)
        return _page(desk, meanwhile=since, wrong=stale(words), status=412)
    return to_list(language)


def _decide(desk: _Desk, choice: Choice, seen: Mapping[StudyId, int]) -> None:
    turned = choice in (Choice.KEEP_SECOND, Choice.SECOND_NEWER)
    first, second = reversed(desk.pair) if turned else desk.pair
    catalogue, by = desk.services.catalogue, desk.visitor.name
    match choice:
        case Choice.KEEP_FIRST | Choice.KEEP_SECOND:
            deciding.merge(desk.services, first, second, by=by, expected=seen)
        case Choice.LANGUAGES:
            catalogue.link(first, second, Act.LINK_LANGUAGE, by=by, expected=seen)
        case Choice.FIRST_NEWER | Choice.SECOND_NEWER:
            catalogue.link(first, second, Act.LINK_NEWER, by=by, expected=seen)
        case Choice.APART:
            catalogue.set_apart(first, second, by=by, expected=seen)


def _page(
    desk: _Desk, *, meanwhile: Sequence[RevisionView] = (), wrong: str = "", status: int = 200
) -> HTMLResponse:
    services, (first, second) = desk.services, desk.pair
    words, everything = wording(desk.language), services.catalogue.everything()
    # Read before the texts: whatever is changed in between is newer than what is decided about, and refused.
    records = everything.record(first), everything.record(second)
    both = side_by_side(services, services.catalogue, first, second, desk.language)
    return desk_page(
        "duplicates_pair.html",
        desk.language,
        desk.site,
        desk.visitor,
        path=f"{DUPLICATES}/{first}/{second}",
        title=words.text("Two studies side by side"),
        status=status,
        view=pair_view(both, records, services.registry, words),
        meanwhile=meanwhile,
        wrong=wrong,
    )
