"""``/{language}/desk/glossary``: the glossary, and each of its entries."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from corpus.lists.concepts import GLOSSARY
from corpus.lists.entries import Listed, standing
from models.glossary import Concept
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import DeskReader, ListKeeper, Visitor
from search_api.lists import acts
from search_api.lists.concepts import read_concept
from search_api.messages import say
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk import entries_page
from search_api.web.desk.concept_fields import concept_document, concept_fields, told_concept
from search_api.web.desk.edit_form import Fields
from search_api.web.desk.entries_page import Cell, Row
from search_api.web.desk.entry_kind import Desk, EntryKind
from search_api.web.desk.entry_names import origin_name
from search_api.web.desk.entry_routes import entry_routes
from search_api.web.desk.frames import DESK
from search_api.web.desk.list_page import Choice
from search_api.web.wording import Wording, wording

router = APIRouter(include_in_schema=False)

_PATH, _NEW_PATH = "/glossary", "/new-term"
_LIST = IN_LANGUAGE + DESK + _PATH
_NEW = IN_LANGUAGE + DESK + _NEW_PATH


def _name(concept: Concept, language: Language) -> str:
    return concept.synonyms[language][0]


def _views(services: Services, _entry: str, _fields: Fields, words: Wording) -> Mapping[str, Any]:
    known = standing(services.lists.entries(GLOSSARY))
    return {
        "languages": [Choice(code, say(f"language.{code}", words.language)) for code in Language],
        "domains": sorted({concept.domain for concept in known.values()}),
    }


_KIND = EntryKind(
    which=GLOSSARY,
    path=_PATH,
    new_path=_NEW_PATH,
    template="concept.html",
    new_template="new_concept.html",
    name=_name,
    fields=concept_fields,
    document=concept_document,
    read=read_concept,
    told=told_concept,
    views=_views,
)


def _desk(language: Language, services: Services, visitor: Visitor, site: Site) -> Desk[Concept]:
    return Desk(_KIND, "", language, services, visitor, site)


@router.get(_LIST)
def glossary(
    language: Language,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    q: str = "",
    origin: str = "",
    page: str = "",
) -> HTMLResponse:
    """List entries by their usual terms in the language of the page."""
    words = wording(language)
    others = [other for other in Language if other is not language]

    def row(one: Listed[Concept]) -> Row:
        return _row(one, language, words)

    return entries_page.list_page(
        _desk(language, services, visitor, site),
        entries_page.read_search(q, origin, page),
        title=words.text("Glossary"),
        columns=[
            *(say(f"language.{code}", language) for code in (language, *others)),
            words.text("Field of policy"),
        ],
        row=row,
        hint=words.text("A question in one language looks for these terms in texts of the other two."),
    )


def _row(one: Listed[Concept], language: Language, words: Wording) -> Row:
    concept, url = one.entry, f"/{language}{DESK}{_PATH}/{one.id}"
    others = [other for other in Language if other is not language]
    return Row(
        name=Cell(text=", ".join(concept.synonyms[language]) if concept else one.id, url=url),
        cells=[
            *(
                Cell(text=", ".join(concept.synonyms[code]) if concept else "", language=code)
                for code in others
            ),
            Cell(text=concept.domain if concept else "", language=Language.EN),
        ],
        origin=origin_name(one.origin, words),
    )


@router.get(_NEW)
def ask(language: Language, services: ServicesOf, visitor: ListKeeper, site: SiteOf) -> HTMLResponse:
    """Show an empty form."""
    title = wording(language).text("New entry of the glossary")
    return entries_page.ask(_desk(language, services, visitor, site), title, {})


@router.post(_NEW)
def add(
    language: Language, services: ServicesOf, visitor: ListKeeper, form: DeskForm, site: SiteOf
) -> Response:
    """Add an entry: the next search of keywords translates by it."""

    def named(read: Concept, chosen: str) -> tuple[Concept, str]:
        made = chosen or acts.free_id(services, GLOSSARY, read.synonyms[Language.EN][0])
        return replace(read, id=made), made

    return entries_page.add(
        _desk(language, services, visitor, site),
        form,
        title=wording(language).text("New entry of the glossary"),
        named=named,
    )


router.include_router(entry_routes(_KIND))
