"""``/{language}/desk/duplicates``: studies that may be one work, side by side, to decide about."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.duplicates.decisions import Act
from corpus.errors import StudyIdError, StudyNotFoundError
from corpus.ids import given_study_id
from corpus.jobs import JobKind
from corpus.people.permissions import Permission
from corpus.study import StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, Editor, Publisher
from search_api.duplicates import deciding
from search_api.duplicates.presenting import present_candidates, side_by_side
from search_api.errors import RequestError
from search_api.messages import message
from search_api.reading import shown
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.duplicates_view import SHOWN, Choice, compared_view, decided_views, pair_view
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.jobs_view import is_awaited, lead_job, refreshed
from search_api.web.wording import wording
from search_api.wiring import writing

router = APIRouter(include_in_schema=False)

PATH = "/duplicates"
MOST_COMPARISONS = 10
"""Looked at: those that go on are among them, and the latest that is over."""

_LIST = IN_LANGUAGE + DESK + PATH
_PAIR = _LIST + "/{first}/{second}"


async def _pair(first: str, second: str) -> tuple[StudyId, StudyId]:
    """Return both ids; a text that no study can have as its id never reaches the database."""
    try:
        return given_study_id(first), given_study_id(second)
    except StudyIdError as error:
        raise StudyNotFoundError(shown(f"{first}/{second}")) from error


PairOf = Annotated[tuple[StudyId, StudyId], Depends(_pair)]


@router.get(_LIST)
def pairs(
    language: Language, services: ServicesOf, visitor: DeskReader, site: SiteOf, request: Request
) -> Response:
    """List the pairs to be decided, the surest first, what was decided last, and how far a comparison is."""
    jobs = services.queue.jobs(JobKind.COMPARE, limit=MOST_COMPARISONS)
    if is_awaited(request) and all(job.is_over for job in jobs):
        return refreshed()
    words, found = wording(language), services.catalogue.candidates()
    return desk_page(
        "duplicates.html",
        language,
        site,
        visitor,
        path=PATH,
        title=words.text("Duplicates"),
        compared=compared_view(jobs, words),
        may_edit=Permission.EDIT in visitor.permissions,
        pairs=present_candidates(services.catalogue, found[:SHOWN], language),
        more=max(0, len(found) - SHOWN),
        decided=decided_views(services.catalogue.pair_decisions(), words),
    )


@router.post(_LIST + "/find")
def look(language: Language, services: ServicesOf, visitor: Editor, _form: DeskForm) -> RedirectResponse:
    """Have all studies compared; the list tells how far that is, whoever asked for it first."""
    services.queue.submit_alone(JobKind.COMPARE, by=visitor.name)
    return _to_list(language)


@router.post(_LIST + "/find/jobs/{job}")
def lead(
    language: Language, services: ServicesOf, _visitor: Editor, job: Annotated[str, Path()], form: DeskForm
) -> RedirectResponse:
    """Stop a comparison, or have it tried again."""
    lead_job(services.queue, job, JobKind.COMPARE, form)
    return _to_list(language)


@router.post(_LIST + "/undo")
def undo(language: Language, services: ServicesOf, visitor: Publisher, form: DeskForm) -> RedirectResponse:
    """Undo a decision."""
    number = form.get("number")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise RequestError("number", message("whole.unreadable"))
    with writing(services.settings) as library:
        deciding.undo(library, int(number), Unwatched(), by=visitor.name)
    return _to_list(language)


@router.get(_PAIR)
def pair(
    language: Language, pair: PairOf, services: ServicesOf, visitor: DeskReader, site: SiteOf
) -> HTMLResponse:
    """Lay two studies side by side."""
    words = wording(language)
    both = side_by_side(services, services.catalogue, *pair, language)
    title, path = words.text("Two studies side by side"), f"{PATH}/{pair[0]}/{pair[1]}"
    everything = services.catalogue.everything()
    records = everything.record(pair[0]), everything.record(pair[1])
    view = pair_view(both, records, services.registry, words)
    return desk_page("duplicates_pair.html", language, site, visitor, path=path, title=title, view=view)


@router.post(_PAIR)
def decide(
    language: Language, pair: PairOf, services: ServicesOf, visitor: Publisher, form: DeskForm
) -> RedirectResponse:
    """Keep what was decided about two studies."""
    if form.get("choice") not in set(Choice):
        raise RequestError("choice", message("parameter.unreadable"))
    _decide(services, pair, Choice(form.get("choice")), visitor.name)
    return _to_list(language)


def _decide(services: Services, pair: tuple[StudyId, StudyId], choice: Choice, by: str) -> None:
    first, second = reversed(pair) if choice in (Choice.KEEP_SECOND, Choice.SECOND_NEWER) else pair
    match choice:
        case Choice.KEEP_FIRST | Choice.KEEP_SECOND:
            with writing(services.settings) as library:
                deciding.merge(library, first, second, Unwatched(), by=by)
        case Choice.LANGUAGES:
            services.catalogue.link(first, second, Act.LINK_LANGUAGE, by=by)
        case Choice.FIRST_NEWER | Choice.SECOND_NEWER:
            services.catalogue.link(first, second, Act.LINK_NEWER, by=by)
        case Choice.APART:
            services.catalogue.set_apart(first, second, by=by)


def _to_list(language: Language) -> RedirectResponse:
    return RedirectResponse(f"/{language}{DESK}{PATH}", status_code=303)
