"""Filters said in words, put beside the parameters that a reader gave outright."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.search import SearchRequest
from models.identify import query_language
from search_api import reading
from search_api.interpreting.interpret import interpret
from search_api.interpreting.interpretation import Interpretation, Parameters
from search_api.requests import MOST_QUESTION, SearchParameters, search_request

if TYPE_CHECKING:
    from search_api.services import Services

_RANGES = (("date_from", "date_to"), ("cost_min", "cost_max"))
_LISTS = frozenset({"administration", "language", "document_type"})


@dataclass(frozen=True, slots=True)
class InWords:
    """What a question said in words."""

    text: str
    """The whole question."""
    interpretation: Interpretation
    overruled: frozenset[str]
    """Parameters said in words that do not count, since others were given."""

    @property
    def counting(self) -> Parameters:
        """The parameters said in words that count."""
        return {
            name: values
            for one in self.interpretation.recognised
            for name, values in one.parameters.items()
            if name not in self.overruled
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """A search; ``in_words`` is ``None`` where the words of the question were not to be interpreted."""

    request: SearchRequest
    in_words: InWords | None = None


def asked(parameters: SearchParameters, services: "Services", *, today: date) -> Asked:
    """Return what the index is asked; with ``interpret``, by the parameters and the words together.

    A parameter that was given outright counts for more than the words, and so does one that they
    contradict.

    Raises:
        RequestError: a parameter that cannot be answered.
        UnknownAdministrationError: a name that nobody knows.
    """
    if not parameters.interpret:
        return Asked(search_request(parameters, services))
    in_words = read_words(parameters, services, today=today)
    values = {name: _value(name, values) for name, values in in_words.counting.items()}
    meant = parameters.model_copy(update={**values, "q": in_words.interpretation.question})
    request = replace(search_request(meant, services), language=query_language(in_words.text))
    return Asked(request, in_words)


def read_words(parameters: SearchParameters, services: "Services", *, today: date) -> InWords:
    """Return what the question of these parameters says in words, and what of it counts beside them.

    Raises:
        RequestError: the question, or a bound that was given, cannot be read.
    """
    text = reading.words("q", parameters.q, limit=MOST_QUESTION)
    interpretation = interpret(text, registry=services.registry, today=today)
    said = {name: values for one in interpretation.recognised for name, values in one.parameters.items()}
    overruled = frozenset(
        name for name in said if _is_given(parameters, name) or _clashes(parameters, name, said)
    )
    return InWords(text, interpretation, overruled)


def _is_given(parameters: SearchParameters, name: str) -> bool:
    given = getattr(parameters, name)
    return any(map(reading.clean, given if name in _LISTS else [given or ""]))


def _clashes(parameters: SearchParameters, name: str, said: Parameters) -> bool:
    """Tell whether a bound said in words lies beyond the other one, which was given."""
    for low, high in _RANGES:
        if name in (low, high):
            least, most = (
                said[side][0] if side == name else getattr(parameters, side) for side in (low, high)
            )
            return _is_empty(low, least, high, most)
    return False


def _is_empty(low: str, least: str | None, high: str, most: str | None) -> bool:
    if low == "date_from":
        begin, end = reading.period(low, least), reading.period(high, most)
        return bool(begin and end and begin.first > end.last)
    floor, ceiling = reading.amount(low, least), reading.amount(high, most)
    return floor is not None and ceiling is not None and floor > ceiling


def _value(name: str, values: tuple[str, ...]) -> list[str] | str:
    return list(values) if name in _LISTS else values[0]
