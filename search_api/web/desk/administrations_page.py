"""``/{language}/desk/administrations``: the list of administrations, and each of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from corpus.administrations import Administration, AdministrationKind
from corpus.lists.administrations import ADMINISTRATIONS
from corpus.lists.entries import Listed
from corpus.study import AdministrationId
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, ListKeeper, Visitor
from search_api.lists import acts
from search_api.lists.administrations import read_administration
from search_api.messages import say
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk import entries_page
from search_api.web.desk.administration_fields import (
    MOST_FORMER,
    administration_document,
    administration_fields,
    former_numbers,
    told_administration,
)
from search_api.web.desk.edit_form import Fields
from search_api.web.desk.entries_page import Cell, Row
from search_api.web.desk.entry_kind import Desk, EntryKind
from search_api.web.desk.entry_names import kind_name, origin_name
from search_api.web.desk.entry_routes import entry_routes
from search_api.web.desk.frames import DESK
from search_api.web.desk.list_page import STUDIES, Choice
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)

_PATH = "/administrations"
_LIST = IN_LANGUAGE + DESK + _PATH
_NEW_PATH = "/new-administration"
_NEW = IN_LANGUAGE + DESK + _NEW_PATH


def _name(entry: Administration, language: Language) -> str:
    return entry.names[language]


def _views(services: Services, entry: str, fields: Fields, words: Wording) -> Mapping[str, Any]:
    carried = services.lists.carriers().get(AdministrationId(entry), 0)
    query = urlencode({"administration": entry})
    numbers = former_numbers(fields)
    return {
        "languages": [Choice(code, say(f"language.{code}", words.language)) for code in Language],
        "kinds": [Choice(kind, kind_name(kind, words)) for kind in AdministrationKind],
        "numbers": range(1, min(MOST_FORMER, max(numbers, default=0) + 1) + 1),
        "carried": carried,
        "studies_url": f"/{words.language}{STUDIES}?{query}",
    }


_KIND = EntryKind(
    which=ADMINISTRATIONS,
    path=_PATH,
    new_path=_NEW_PATH,
    template="administration.html",
    new_template="new_administration.html",
    name=_name,
    fields=administration_fields,
    document=administration_document,
    read=read_administration,
    told=told_administration,
    views=_views,
)


def _desk(language: Language, services: Services, visitor: Visitor, site: Site) -> Desk[Administration]:
    return Desk(_KIND, "", language, services, visitor, site)


@router.get(_LIST)
def administrations(
    language: Language,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    q: str = "",
    origin: str = "",
    page: str = "",
) -> HTMLResponse:
    """List administrations with what they are called and how many studies carry them."""
    words, carried = wording(language), services.lists.carriers()

    def row(one: Listed[Administration]) -> Row:
        return _row(one, carried.get(AdministrationId(one.id), 0), words)

    return entries_page.list_page(
        _desk(language, services, visitor, site),
        entries_page.read_search(q, origin, page),
        title=words.text("Administrations"),
        columns=[words.text(name) for name in ("Administration", "Acronyms", "Sort of body", "Studies")],
        row=row,
        hint=words.text(
            "By these names inventories, questions and filters mean an administration, in whatever spelling."
        ),
    )


def _row(one: Listed[Administration], studies: int, words: Wording) -> Row:
    entry, url = one.entry, f"/{words.language}{DESK}{_PATH}/{one.id}"
    return Row(
        name=Cell(text=entry.names[words.language] if entry else one.id, url=url),
        cells=[
            Cell(text=", ".join(entry.acronyms) if entry else ""),
            Cell(text=kind_name(entry.kind, words) if entry else ""),
            Cell(text=words.number(studies)),
        ],
        origin=origin_name(one.origin, words),
    )


@router.get(_NEW)
def ask(
    language: Language, services: ServicesOf, visitor: ListKeeper, site: SiteOf, name: str = ""
) -> HTMLResponse:
    """Show the form of a new entry, with a name that an inventory has."""
    title, given = wording(language).text("New administration"), reading.clean(name)[: reading.MOST_NAME]
    fields = administration_fields({"names": dict.fromkeys(Language, given)}) if given else {}
    return entries_page.ask(_desk(language, services, visitor, site), title, fields)


@router.post(_NEW)
def add(
    language: Language, services: ServicesOf, visitor: ListKeeper, form: DeskForm, site: SiteOf
) -> Response:
    """Add an administration; studies that bear its name come to carry it."""

    def named(read: Administration, chosen: str) -> tuple[Administration, str]:
        made = chosen or acts.free_id(services, ADMINISTRATIONS, read.names[Language.FR])
        return replace(read, id=AdministrationId(made)), made

    return entries_page.add(
        _desk(language, services, visitor, site),
        form,
        title=wording(language).text("New administration"),
        named=named,
    )


router.include_router(entry_routes(_KIND))
