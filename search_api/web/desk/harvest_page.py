"""``/{language}/desk/harvests``: what other catalogues bring in."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from corpus.jobs import Job, JobKind
from corpus.people.permissions import Permission
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, Importer, Visitor
from search_api.harvesting.addresses import look_up
from search_api.harvesting.errors import HarvestError, SourceAddressError
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.harvest_view import harvest_view
from search_api.web.desk.jobs_view import is_awaited, lead_job, refreshed
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)

HARVESTS = "/harvests"
MOST_HARVESTS = 20
"""Shown at a time."""

_ADDRESS = f"{IN_LANGUAGE}{DESK}{HARVESTS}"


@router.get(_ADDRESS)
def harvests(
    language: Language, visitor: DeskReader, services: ServicesOf, site: SiteOf, request: Request
) -> Response:
    """Show the sources and the harvests."""
    if is_awaited(request) and all(job.is_over for job in _jobs(services)):
        return refreshed()
    return _page(language, visitor, services, site)


@router.post(_ADDRESS)
def begin(
    language: Language, visitor: Importer, form: DeskForm, services: ServicesOf, site: SiteOf
) -> Response:
    """Have a source harvested; an address that is not asked is told at once."""
    address = form.get("address").strip()
    try:
        look_up(address, allow_private=services.settings.harvest_private)
    except HarvestError as error:
        return _page(language, visitor, services, site, address=address, error=error)
    asked = {
        "address": address,
        "since_last": form.get("do") == "new",
        "files": bool(form.get("files")),
    }
    services.queue.submit(JobKind.HARVEST, by=visitor.name, asked=asked)
    return _back(language)


@router.post(f"{_ADDRESS}/jobs/{{job}}")
def lead(
    language: Language, visitor: Importer, job: Annotated[str, Path()], form: DeskForm, services: ServicesOf
) -> Response:
    """Stop a harvest, or have it tried again; what came in by then stays."""
    lead_job(services.queue, job, JobKind.HARVEST, form)
    return _back(language)


def _page(
    language: Language,
    visitor: Visitor,
    services: Services,
    site: Site,
    *,
    address: str = "",
    error: HarvestError | None = None,
) -> Response:
    words = wording(language)
    return desk_page(
        "harvests.html",
        language,
        site,
        visitor,
        path=HARVESTS,
        title=words.text("Harvests"),
        status=422 if error else 200,
        may_import=Permission.IMPORT in visitor.permissions,
        address=address,
        wrong=_wrong(error, words) if error else "",
        view=harvest_view(services.catalogue.harvest_sources(), _jobs(services), words),
    )


def _wrong(error: HarvestError, words: Wording) -> str:
    if not isinstance(error, SourceAddressError):
        return words.text("No server has this address.")
    if error.private:
        return words.text("This address lies inside of a network. Such addresses are not asked from here.")
    return words.text("Write an address that begins with http:// or https://, without a name and a password.")


def _jobs(services: Services) -> Sequence[Job]:
    return services.queue.jobs(JobKind.HARVEST, limit=MOST_HARVESTS)


def _back(language: Language) -> RedirectResponse:
    return RedirectResponse(f"/{language}{DESK}{HARVESTS}", status_code=303)
