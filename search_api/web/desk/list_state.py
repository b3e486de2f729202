"""What a list of the desk shows, and the address that brings it back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from corpus.catalogue.records import StudySelection
from corpus.errors import UnknownAdministrationError
from search_api import reading
from search_api.editing.selecting import DeskParameters, desk_selection
from search_api.errors import RequestError
from search_api.problems import parameter_problems
from search_api.services import Services
from search_api.web.paging import page_number
from search_api.web.wording import Wording

PER_PAGE = 50
LAST_PAGE = 200
_FIELDS = ("q", "state", "missing", "held", "administration", "document_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """The search of a list, as it was written."""

    fields: Mapping[str, Sequence[str]]
    page: int = 1

    def values(self, name: str) -> Sequence[str]:
        """Return what was written into a field."""
        return self.fields.get(name, ())

    def value(self, name: str) -> str:
        """Return what was written into a field that has one value."""
        return next(iter(self.values(name)), "")

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the search, without the page."""
        return [(name, value) for name in _FIELDS for value in self.values(name)]

    def query(self, page: int = 1) -> str:
        """Return the query of the address of a page of the list."""
        return urlencode(self.pairs() + ([("page", str(page))] if page > 1 else []))

    def path(self, page: int = 1) -> str:
        """Return where a page of the list is, below ``/{language}/desk``."""
        query = self.query(page)
        return f"/studies?{query}" if query else "/studies"

    def selection(self, services: Services) -> StudySelection:
        """Return which studies are listed.

        Raises:
            RequestError: a field that cannot be answered.
            UnknownAdministrationError: a name that nobody knows.
        """
        parameters = DeskParameters(
            q=self.value("q"),
            state=list(self.values("state")),
            missing=list(self.values("missing")),
            held=bool(self.value("held")),
            administration=list(self.values("administration")),
            document_type=list(self.values("document_type")),
        )
        return desk_selection(parameters, services)


def read_list(pairs: Iterable[tuple[str, str]]) -> ListState:
    """Return the search of an address or a form; what is none of its fields is passed over."""
    fields: dict[str, list[str]] = {}
    page = 1
    for name, value in pairs:
        if name in _FIELDS and reading.clean(value):
            fields.setdefault(name, []).append(value)
        if name == "page":
            page = min(page_number(value), LAST_PAGE)
    return ListState(fields=fields, page=page)


def selected(
    state: ListState, services: Services, words: Wording
) -> tuple[ListState, StudySelection, list[str]]:
    """Return the search as far as it can be answered, and why a part of it cannot."""
    wrong: list[str] = []
    for _ in _FIELDS:
        try:
            return state, state.selection(services), wrong
        except (RequestError, UnknownAdministrationError) as error:
            told = parameter_problems(error, words.language)
            wrong += [problem.reason for problem in told]
            bad = {problem.parameter for problem in told}
            state = replace(state, fields={name: v for name, v in state.fields.items() if name not in bad})
    return replace(state, fields={}), StudySelection(), wrong
