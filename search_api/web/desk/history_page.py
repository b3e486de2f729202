"""``/{language}/desk/studies/{id}/history``: what became of a study, and the way back."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.catalogue.documents import STATE
from corpus.catalogue.history import Revision, replayed
from corpus.errors import CorpusError, StudyNotFoundError
from corpus.study import StudyId
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, Editor, Visitor
from search_api.editing import acts
from search_api.outcomes import outcome_of
from search_api.routes.common import ServicesOf, StudyOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.failing import refusal
from search_api.web.desk.frames import desk_page
from search_api.web.desk.list_page import STUDIES
from search_api.web.desk.revision_view import change_rows, revision_view
from search_api.web.desk.study_page import number
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_STUDY = IN_LANGUAGE + STUDIES + "/{study}"


@router.get(_STUDY + "/history")
def history(
    language: Language,
    study: StudyOf,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    first: int = 0,
    second: int = 0,
) -> HTMLResponse:
    """Show every change, and what differs between two states."""
    return _page(language, study, services, visitor, site, first, second)


@router.post(_STUDY + "/revert")
def revert(
    language: Language, study: StudyOf, services: ServicesOf, visitor: Editor, form: DeskForm, site: SiteOf
) -> Response:
    """Restore what the study said after a change; what prevents it is told above the history."""
    to, expected = (number(form, name) for name in ("to", "expected"))
    known = expected if _is_there(services, study) else None
    try:
        acts.revert(services, study, to=to, by=visitor.name, expected=known)
    except CorpusError as error:
        why, status = refusal(error, wording(language)), outcome_of(error).status
        return _page(language, study, services, visitor, site, wrong=why, status=status)
    return RedirectResponse(f"/{language}{STUDIES}/{study}/history", status_code=303)


def _is_there(services: Services, study: StudyId) -> bool:
    try:
        services.catalogue.standing(study)
    except StudyNotFoundError:
        return False
    return True


def _page(
    language: Language,
    study: StudyId,
    services: Services,
    visitor: Visitor,
    site: Site,
    first: int = 0,
    second: int = 0,
    *,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    words, found, registry = wording(language), services.catalogue.history(study), services.registry
    compared = None
    if first and second:
        changes = services.catalogue.compare(study, first, second)
        compared = change_rows(changes, registry, words)
    return desk_page(
        "history.html",
        language,
        site,
        visitor,
        path=f"/studies/{study}/history",
        title=words.text("History of %(study)s", study=study),
        status=status,
        url=f"/{language}{STUDIES}/{study}",
        revisions=[revision_view(one, registry, words) for one in reversed(found)],
        restorable=_restorable(study, found),
        expected=len(found),
        first=first or max(1, len(found) - 1),
        second=second or len(found),
        compared=compared,
        wrong=wrong,
    )


def _restorable(study: StudyId, found: Sequence[Revision]) -> list[int]:
    """Return the numbers of the earlier states in which the study was there."""
    return [one.number for one in found[:-1] if STATE in replayed(study, found, one.number)]
