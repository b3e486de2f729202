"""What the pages of all lists do: show the entries that are looked for, and add one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import CorpusError
from corpus.lists.entries import Entry, Listed, Origin
from corpus.lists.errors import ListError
from corpus.text import fold
from search_api import reading
from search_api.access.forms import Form
from search_api.editing.errors import InvalidEntryError
from search_api.editing.reader import given_id
from search_api.errors import RequestError
from search_api.lists import acts
from search_api.lists.finding import holds, texts_of
from search_api.outcomes import outcome_of
from search_api.web.desk.edit_form import EditForm, Fields
from search_api.web.desk.entry_conflicts import told_problems
from search_api.web.desk.entry_kind import Desk
from search_api.web.desk.entry_names import origin_name
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.list_page import Choice
from search_api.web.desk.list_state import PER_PAGE
from search_api.web.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text of a row, and the language that it is in where that is not the page's."""

    text: str
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry of a list."""

    name: Cell
    cells: Sequence[Cell]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for in a list."""

    q: str
    origin: Origin | None
    page: int

    def finds(self, one: Listed[Entry]) -> bool:
        """Tell whether an entry is among what is looked for."""
        return self.origin in (None, one.origin) and holds(texts_of(one), self.q)

    def query(self, page: int) -> str:
        """Return the query of the address of a page."""
        told = {"q": self.q, "origin": self.origin or "", "page": str(page) if page > 1 else ""}
        return urlencode({name: value for name, value in told.items() if value})


def read_search(q: str, origin: str, page: str) -> Search:
    """Return what an address looks for; what it cannot look for is passed over."""
    return Search(
        q=reading.clean(q)[:200],
        origin=Origin(origin) if origin in set(Origin) else None,
        page=int(page[:4]) if page.isascii() and page.isdigit() else 1,
    )


def list_page(
    desk: Desk[Entry],
    search: Search,
    *,
    title: str,
    columns: Sequence[str],
    row: Callable[[Listed[Entry]], Row],
    hint: str,
) -> HTMLResponse:
    """Show the entries of a list that are looked for, by name, one page of them."""
    words = wording(desk.language)
    entries = desk.services.lists.entries(desk.kind.which).values()
    found = sorted((row(one) for one in entries if search.finds(one)), key=_by_name)
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(1, search.page), last)
    return desk_page(
        "entries.html",
        desk.language,
        desk.site,
        desk.visitor,
        path=desk.kind.path,
        title=title,
        hint=hint,
        new=desk.kind.new_path,
        search=search,
        origins=[Choice(one, origin_name(one, words)) for one in Origin],
        count=words.plural("%(count)s entry", "%(count)s entries", len(found)),
        columns=columns,
        rows=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        page=page,
        last=last,
    )


def _by_name(row: Row) -> tuple[str, str]:
    return fold(row.name.text), row.name.url


def ask(desk: Desk[Entry], title: str, fields: Fields) -> HTMLResponse:
    """Show the form of a new entry."""
    return _new(desk, title, EditForm(fields=fields))


def add(
    desk: Desk[Entry],
    form: Form,
    *,
    title: str,
    named: Callable[[Entry, str], tuple[Entry, str]],
) -> Response:
    """Add an entry; show the form again where something in it cannot be saved.

    Args:
        desk: where, and who.
        form: what was filled in.
        title: of the page.
        named: gives the entry the id that it is to have, and returns it; an empty one is made of its name.
    """
    words, status = wording(desk.language), 422
    wrong = words.text("This was not saved: see what is written beside the fields.")
    problems: Mapping[str, Sequence[str]] = {}
    try:
        value, entry = named(desk.kind.read(desk.kind.document(form), ""), given_id(form.get("id") or None))
        acts.add(desk.services, desk.kind.which, entry, value, by=desk.visitor.name)
    except (InvalidEntryError, RequestError) as error:
        problems = told_problems(_problems(error), words)
    except ListError as error:
        wrong, status = sentence_of(error, desk.language), outcome_of(error).status
    else:
        return RedirectResponse(f"{desk.list_url}/{entry}?done=saved", status_code=303)
    shown = EditForm(fields=form.fields, problems=problems)
    return _new(desk, title, shown, wrong=wrong, status=status)


def _problems(error: InvalidEntryError | RequestError) -> Sequence[RequestError]:
    return error.problems if isinstance(error, CorpusError) else (error,)


def _new(
    desk: Desk[Entry], title: str, form: EditForm, *, wrong: str = "", status: int = 200
) -> HTMLResponse:
    views: Mapping[str, Any] = desk.kind.views(desk.services, "", form.fields, wording(desk.language))
    return desk_page(
        desk.kind.new_template,
        desk.language,
        desk.site,
        desk.visitor,
        path=desk.kind.new_path,
        title=title,
        status=status,
        url=f"/{desk.language}{DESK}{desk.kind.new_path}",
        form=form,
        wrong=wrong,
        **views,
    )
