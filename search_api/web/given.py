"""From the parameters of an address to the state of the search page; what cannot be used is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.errors import UnknownAdministrationError
from corpus.study import DocumentType
from index.question import Mode
from models.language import Language
from search_api import reading
from search_api.errors import RequestError
from search_api.messages import message
from search_api.ordering import Order
from search_api.parameters import unknown_parameter
from search_api.problems import parameter_problems
from search_api.requests import MOST_OFFSET, MOST_QUESTION, search_filters
from search_api.services import Services
from search_api.web.state import PER_PAGE, REPEATED, Field, Filter, SearchState

MOST_IGNORED = 20
"""What more is wrong with an address is not listed: a page is no log."""

MOST_PAGE = MOST_OFFSET // PER_PAGE + 1


@dataclass(frozen=True, slots=True)
class Ignored:
    """A parameter that was left out, and why, in the reader's language."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """What an address asks for, as far as it can be used."""

    state: SearchState
    ignored: tuple[Ignored, ...] = ()


def read_state(pairs: Iterable[tuple[str, str]], services: Services, language: Language) -> Given:
    """Return the state that the parameters stand for; every one that cannot be read is left out and told.

    Empty parameters say nothing: they come from the empty fields of the form.
    """
    reader = _Reader(services, language)
    for name, value in pairs:
        if reading.clean(value):
            reader.take(name, value)
    reader.settle()
    return Given(reader.state, tuple(reader.ignored[:MOST_IGNORED]))


class _Reader:
    """Takes one parameter after the other."""

    def __init__(self, services: Services, language: Language) -> None:
        self._services, self._language = services, language
        self._seen: set[str] = set()
        self.state = SearchState()
        self.ignored: list[Ignored] = []

    def take(self, name: str, value: str) -> None:
        """Take one parameter, or leave it out and say why."""
        try:
            self._once(name)
            self.state = self._with(name, value)
        except (RequestError, UnknownAdministrationError) as error:
            self._ignore(name, value, error)

    def settle(self) -> None:
        """Leave out bounds that contradict each other."""
        for _ in Field:
            try:
                search_filters(
                    self.state.parameters(),
                    registry=self._services.registry,
                    catalogue=self._services.catalogue,
                )
            except RequestError as error:
                field = Field(error.parameter)
                self._ignore(field, self.state.value(field), error)
                self.state = replace(self.state.without(field), page=self.state.page)

    def _once(self, name: str) -> None:
        if name in self._seen and name not in REPEATED:
            raise RequestError(name, message("parameter.repeated"))
        self._seen.add(name)

    def _with(self, name: str, value: str) -> SearchState:
        if name in _FIELDS:
            field = Field(name)
            if len(self.state.values(field)) >= reading.MOST_VALUES:
                raise RequestError(name, message("parameter.too_many", limit=reading.MOST_VALUES))
            read = _FIELDS[field](name, value, self._services)
            return replace(
                self.state.having(Filter(field, read)) if read else self.state, page=self.state.page
            )
        match name:
            case "q":
                return replace(self.state, q=reading.words(name, value, limit=MOST_QUESTION))
            case "mode":
                return replace(self.state, mode=reading.choice(name, value, Mode))
            case "sort":
                return replace(self.state, sort=reading.choice(name, value, Order))
            case "literal":
                return replace(self.state, literal=bool(_yes(name, value, self._services)))
            case "page":
                return replace(self.state, page=_page(name, value))
        raise RequestError(name, unknown_parameter(name, [*_FIELDS, "q", "mode", "sort", "literal", "page"]))

    def _ignore(self, name: str, value: str, error: Exception) -> None:
        reasons = "; ".join(found.reason for found in parameter_problems(error, self._language))
        self.ignored.append(Ignored(reading.shown(name), reading.shown(reading.clean(value)), reasons))


def _page(name: str, value: str) -> int:
    text = reading.clean(value)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise RequestError(name, message("whole.unreadable"))
    return reading.whole(name, int(text), least=1, most=MOST_PAGE)


def _administration(name: str, value: str, services: Services) -> str:
    (found,) = reading.administrations(
        name, [value], registry=services.registry, catalogue=services.catalogue
    )
    return found


def _period(name: str, value: str, _: Services) -> str:
    found = reading.period(name, value)
    return found.isoformat() if found else ""


def _amount(name: str, value: str, _: Services) -> str:
    found = reading.amount(name, value)
    return "" if found is None else f"{found:f}"


def _yes(name: str, value: str, _: Services) -> str:
    if reading.clean(value).lower() not in _YES | _NO:
        raise RequestError(name, message("yes_no.unreadable"))
    return "true" if reading.clean(value).lower() in _YES else ""


_YES, _NO = frozenset({"true", "1", "on", "yes"}), frozenset({"false", "0", "off", "no"})


_FIELDS: Mapping[str, Callable[[str, str, Services], str]] = {
    Field.ADMINISTRATION: _administration,
    Field.DATE_FROM: _period,
    Field.DATE_TO: _period,
    Field.COST_MIN: _amount,
    Field.COST_MAX: _amount,
    Field.INCLUDE_UNKNOWN_COST: _yes,
    Field.LANGUAGE: lambda name, value, _: reading.choice(name, value, Language).value,
    Field.DOCUMENT_TYPE: lambda name, value, _: reading.choice(name, value, DocumentType).value,
}
