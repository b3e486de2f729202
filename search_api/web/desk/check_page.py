"""``/{language}/desk/check``: whether the parts of the library say the same, and mending what does not."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from corpus.jobs import JobKind
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import Administrator
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.check_view import check_view
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.jobs_view import is_awaited, lead_job, refreshed
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

CHECK = "/check"
MOST_CHECKS = 10
"""Shown at a time."""

_ADDRESS = f"{IN_LANGUAGE}{DESK}{CHECK}"


@router.get(_ADDRESS)
def checks(
    language: Language, visitor: Administrator, services: ServicesOf, site: SiteOf, request: Request
) -> Response:
    """Show what the newest check found, and those before."""
    words, jobs = wording(language), services.queue.jobs(JobKind.CHECK, limit=MOST_CHECKS)
    if is_awaited(request) and all(job.is_over for job in jobs):
        return refreshed()
    title, view = words.text("Check"), check_view(jobs, services.catalogue, words)
    return desk_page("check.html", language, site, visitor, path=CHECK, title=title, view=view)


@router.post(_ADDRESS)
def begin(
    language: Language, visitor: Administrator, form: DeskForm, services: ServicesOf
) -> RedirectResponse:
    """Have the library checked, or mended."""
    asked = {"repair": form.get("do") == "repair", "deep": bool(form.get("deep"))}
    services.queue.submit(JobKind.CHECK, by=visitor.name, asked=asked)
    return _back(language)


@router.post(f"{_ADDRESS}/jobs/{{job}}")
def lead(
    language: Language,
    visitor: Administrator,
    job: Annotated[str, Path()],
    form: DeskForm,
    services: ServicesOf,
) -> RedirectResponse:
    """Stop a check, or have it tried again."""
    lead_job(services.queue, job, JobKind.CHECK, form)
    return _back(language)


def _back(language: Language) -> RedirectResponse:
    return RedirectResponse(f"/{language}{DESK}{CHECK}", status_code=303)
