"""Where the pages of the entries of a list are found, whichever list it is."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from corpus.lists.entries import Entry
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, ListKeeper
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk import entry_page
from search_api.web.desk.entry_kind import Desk, EntryKind
from search_api.web.desk.frames import DESK


def entry_routes(kind: EntryKind[Entry]) -> APIRouter:
    """Return the pages that show an entry of a list, save it, take it out and restore it."""
    router = APIRouter(include_in_schema=False)
    address = f"{IN_LANGUAGE}{DESK}{kind.path}/{{entry}}"

    @router.get(address)
    def show(
        language: Language,
        entry: str,
        services: ServicesOf,
        visitor: DeskReader,
        site: SiteOf,
        done: str = "",
    ) -> HTMLResponse:
        return entry_page.show(Desk(kind, entry, language, services, visitor, site), saved=done == "saved")

    @router.post(address)
    def save(
        language: Language,
        entry: str,
        services: ServicesOf,
        visitor: ListKeeper,
        form: DeskForm,
        site: SiteOf,
    ) -> Response:
        return entry_page.save(Desk(kind, entry, language, services, visitor, site), form)

    @router.post(f"{address}/remove")
    def remove(
        language: Language,
        entry: str,
        services: ServicesOf,
        visitor: ListKeeper,
        form: DeskForm,
        site: SiteOf,
    ) -> Response:
        return entry_page.remove(Desk(kind, entry, language, services, visitor, site), form)

    @router.post(f"{address}/restore")
    def restore(
        language: Language,
        entry: str,
        services: ServicesOf,
        visitor: ListKeeper,
        form: DeskForm,
        site: SiteOf,
    ) -> Response:
        return entry_page.restore(Desk(kind, entry, language, services, visitor, site), form)

    return router
