"""``/{language}/desk/inbox``: files that come in, and what they leave to decide."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from corpus.jobs import JobKind, TodoId
from corpus.people.permissions import Permission
from models.language import Language
from search_api.access.forms import FIELD, DeskForm, check_csrf
from search_api.access.who import DeskReader, Editor, Importer
from search_api.jobs import settling
from search_api.jobs.bringing import bring
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.change_view import change_view
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.inbox_view import job_view
from search_api.web.desk.jobs_view import lead_job
from search_api.web.desk.todo_view import todo_views
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

INBOX = "/inbox"
MOST_JOBS, MOST_CHANGES, MOST_TODOS = 20, 5, 100
"""Shown at a time."""

_ADDRESS = f"{IN_LANGUAGE}{DESK}{INBOX}"


@router.get(_ADDRESS)
def inbox(language: Language, visitor: DeskReader, services: ServicesOf, site: SiteOf) -> HTMLResponse:
    """Show the form, the imports and the questions."""
    words, queue = wording(language), services.queue
    left, todos = queue.todo.count(), queue.todo.todos(limit=MOST_TODOS)
    studies = [todo.question.study for todo in todos if todo.question.study]
    return desk_page(
        "inbox.html",
        language,
        site,
        visitor,
        path=INBOX,
        title=words.text("Inbox"),
        may_import=Permission.IMPORT in visitor.permissions,
        may_edit=Permission.EDIT in visitor.permissions,
        most=words.number(services.settings.upload_limit >> 20),
        jobs=[job_view(job, words) for job in queue.jobs(limit=MOST_JOBS)],
        changes=[change_view(job, words) for job in queue.jobs(JobKind.CHANGE, limit=MOST_CHANGES)],
        todos=todo_views(todos, services.catalogue.everything().studies_by_id(studies), words),
        left=words.plural("%(count)s question is open.", "%(count)s questions are open.", left),
    )


@router.post(_ADDRESS)
async def bring_in(
    language: Language, visitor: Importer, request: Request, services: ServicesOf
) -> RedirectResponse:
    """Take files in that the form sends; what proves the form comes before its files."""
    await bring(
        services.queue,
        request,
        by=visitor.name,
        allow=lambda fields: check_csrf(request, fields.get(FIELD, "")),
    )
    return _back(language)


@router.post(f"{_ADDRESS}/jobs/{{job}}")
def lead(
    language: Language, visitor: Importer, job: Annotated[str, Path()], form: DeskForm, services: ServicesOf
) -> RedirectResponse:
    """Stop an import, or have it tried again."""
    lead_job(services.queue, job, JobKind.IMPORT, form)
    return _back(language)


@router.post(f"{_ADDRESS}/todo/{{todo}}")
def settle(
    language: Language, visitor: Editor, todo: Annotated[str, Path()], form: DeskForm, services: ServicesOf
) -> RedirectResponse:
    """Carry a proposal out, or leave everything as it is."""
    if form.get("dismiss"):
        settling.dismiss(services.catalogue, TodoId(todo), by=visitor.name)
    else:
        choice = form.get("accept")
        settling.accept(services, services.registry, TodoId(todo), choice, by=visitor.name)
    return _back(language, "#todo")


def _back(language: Language, place: str = "") -> RedirectResponse:
    return RedirectResponse(f"/{language}{DESK}{INBOX}{place}", status_code=303)
