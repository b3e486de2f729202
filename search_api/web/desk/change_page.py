"""``/{language}/desk/bulk/{job}``: how far a change of many studies is, and what became of it."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from corpus.jobs import Job, JobId, JobKind
from corpus.people.permissions import Permission
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, Editor
from search_api.jobs.events import events as follow
from search_api.jobs.presenting import present_progress
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.bulk_page import BULK
from search_api.web.desk.change_view import change_view
from search_api.web.desk.frames import desk_page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_JOB = IN_LANGUAGE + BULK + "/{job}"


def _change_of(services: ServicesOf, job: Annotated[str, Path()]) -> Job:
    """Return the change of an address.

    Raises:
        JobNotFoundError: there is none.
    """
    return services.queue.job(JobId(job), JobKind.CHANGE)


ChangeOf = Annotated[Job, Depends(_change_of)]
"""Comes after who asks: strangers do not learn which changes there are."""


@router.get(_JOB)
def show(language: Language, visitor: DeskReader, job: ChangeOf, site: SiteOf) -> HTMLResponse:
    """Show how far a change is, or what became of it."""
    words = wording(language)
    return desk_page(
        "change.html",
        language,
        site,
        visitor,
        path=f"/bulk/{job.id}",
        title=words.text("Change many studies"),
        change=change_view(job, words),
        may_edit=Permission.EDIT in visitor.permissions,
    )


@router.post(_JOB)
def lead(
    language: Language, visitor: Editor, form: DeskForm, job: ChangeOf, services: ServicesOf
) -> RedirectResponse:
    """Stop a change before it is made, or have it tried again."""
    act = services.queue.retry if form.get("do") == "retry" else services.queue.cancel
    act(job.id)
    return RedirectResponse(f"/{language}{BULK}/{job.id}", status_code=303)


@router.get(_JOB + "/events", response_class=EventSourceResponse)
async def events(
    language: Language, _: DeskReader, job: ChangeOf, services: ServicesOf
) -> AsyncIterator[ServerSentEvent]:
    """Tell whenever a change has come further."""
    queue = services.queue
    async for event in follow(lambda: present_progress(queue.job(job.id))):
        yield event
