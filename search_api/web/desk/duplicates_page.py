"""``/{language}/desk/duplicates``: studies that may be one work, what was decided, and looking anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.catalogue.store import Catalogue
from corpus.duplicates.decisions import Decision
from corpus.duplicates.errors import DecisionNotFoundError
from corpus.errors import StaleRevisionError
from corpus.jobs import Job, JobKind
from corpus.people.permissions import Permission
from models.language import Language
from search_api.access.forms import DeskForm, Form
from search_api.access.who import DeskReader, Editor, Publisher, Visitor
from search_api.duplicates import deciding
from search_api.duplicates.presenting import present_candidates
from search_api.errors import RequestError
from search_api.messages import message
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.duplicates_view import (
    SHOWN,
    changed_since,
    compared_view,
    decided_views,
    stale,
)
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.jobs_view import is_awaited, lead_job, refreshed
from search_api.web.desk.revision_view import RevisionView
from search_api.web.desk.study_page import number
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

DUPLICATES = "/duplicates"
MOST_COMPARISONS = 10
"""Looked at: those that go on are among them, and the latest that is over."""

_LIST = IN_LANGUAGE + DESK + DUPLICATES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    language: Language
    services: Services
    visitor: Visitor
    site: Site

    def comparisons(self) -> Sequence[Job]:
        """Return the latest comparisons."""
        return self.services.queue.jobs(JobKind.COMPARE, limit=MOST_COMPARISONS)


@router.get(_LIST)
def pairs(
    language: Language, services: ServicesOf, visitor: DeskReader, site: SiteOf, request: Request
) -> Response:
    """List the pairs to be decided, the surest first, what was decided last, and how far a comparison is."""
    desk = _Desk(language=language, services=services, visitor=visitor, site=site)
    if is_awaited(request) and all(job.is_over for job in desk.comparisons()):
        return refreshed()
    return _page(desk)


@router.post(_LIST + "/find")
def look(language: Language, services: ServicesOf, visitor: Editor, _form: DeskForm) -> RedirectResponse:
    """Have all studies compared; the list tells how far that is, whoever asked for it first."""
    services.queue.submit_alone(JobKind.COMPARE, by=visitor.name)
    return to_list(language)


@router.post(_LIST + "/find/jobs/{job}")
def lead(
    language: Language, services: ServicesOf, _visitor: Editor, job: Annotated[str, Path()], form: DeskForm
) -> RedirectResponse:
    """Stop a comparison, or have it tried again."""
    lead_job(services.queue, job, JobKind.COMPARE, form)
    return to_list(language)


@router.post(_LIST + "/undo")
def undo(
    language: Language, services: ServicesOf, visitor: Publisher, form: DeskForm, site: SiteOf
) -> Response:
    """Undo a decision about studies that are as they were when it was listed."""
    desk = _Desk(language=language, services=services, visitor=visitor, site=site)
    decision = _decision(services.catalogue, form)
    seen = {
        decision.first: number(form, "first_revision"),
        decision.second: number(form, "second_revision"),
    }
    try:
        deciding.undo(services, decision.number, by=visitor.name, expected=seen)
    except StaleRevisionError:
        words = wording(language)
        since = changed_since(services.catalogue, seen, services.registry, words)
        return _page(desk, meanwhile=since, wrong=stale(words), status=412)
    return to_list(language)


def to_list(language: Language) -> RedirectResponse:
    """Lead back to the list of pairs."""
    return RedirectResponse(f"/{language}{DESK}{DUPLICATES}", status_code=303)


def _decision(catalogue: Catalogue, form: Form) -> Decision:
    text = form.get("number")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RequestError("number", message("whole.unreadable"))
    for one in catalogue.pair_decisions():
        if one.number == int(text):
            return one
    raise DecisionNotFoundError(int(text))


def _page(
    desk: _Desk, *, meanwhile: Sequence[RevisionView] = (), wrong: str = "", status: int = 200
) -> HTMLResponse:
    words, catalogue = wording(desk.language), desk.services.catalogue
    found = catalogue.candidates()
    return desk_page(
        "duplicates.html",
        desk.language,
        desk.site,
        desk.visitor,
        path=DUPLICATES,
        title=words.text("Duplicates"),
        status=status,
        compared=compared_view(desk.comparisons(), words),
        may_edit=Permission.EDIT in desk.visitor.permissions,
        pairs=present_candidates(catalogue, found[:SHOWN], desk.language),
        more=max(0, len(found) - SHOWN),
        decided=decided_views(catalogue, words),
        meanwhile=meanwhile,
        wrong=wrong,
    )
