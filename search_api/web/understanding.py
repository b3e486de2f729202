"""Filters said in words: put among the others, so that the page shows them and a reader removes them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from search_api.interpreting.applying import InWords, read_words
from search_api.interpreting.interpretation import Recognised
from search_api.services import Services
from search_api.web.state import Field, Filter, SearchState


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A state in which the filters said in words are filters, and the question is what else was said."""

    state: SearchState
    said: str = ""
    """The whole question, where it said filters."""
    filters: tuple[str, ...] = ()
    """The words that became filters."""
    overruled: tuple[str, ...] = ()
    """The words that would have, but for the filters that were chosen."""
    literal: SearchState | None = None
    """The search for all of these words as they stand."""


def understand(state: SearchState, services: Services, *, today: date) -> Understood:
    """Return what a state means, unless its words are to be searched as they stand."""
    if not state.q or state.literal:
        return Understood(state=state)
    in_words = read_words(state.parameters(), services, today=today)
    recognised = in_words.interpretation.recognised
    if not recognised:
        return Understood(state=state)
    return Understood(
        state=_with_filters(state, in_words),
        said=state.q,
        filters=_texts(one for one in recognised if one.parameters.keys() & in_words.counting.keys()),
        overruled=_texts(one for one in recognised if one.parameters.keys() & in_words.overruled),
        literal=state.as_it_stands(),
    )


def _with_filters(state: SearchState, in_words: InWords) -> SearchState:
    # A page can list what filters alone leave, where the index must be asked something.
    read = in_words.interpretation
    filters = [Filter(Field(name), value) for name, values in in_words.counting.items() for value in values]
    asked = replace(state, q="" if read.asks_nothing else read.question)
    return replace(asked.having(*filters), page=state.page)


def _texts(recognised: Iterable[Recognised]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for one in recognised))
