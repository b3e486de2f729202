"""The state of the search page, and the address that brings it back."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from index.question import Mode
from models.language import Language
from search_api.ordering import Order
from search_api.requests import SearchParameters

PER_PAGE = 10
"""Studies on one page."""


class Field(StrEnum):
    """A filter, by the name of its parameter: the same as in the API."""

    ADMINISTRATION = "administration"
    DATE_FROM = "date_from"
    DATE_TO = "date_to"
    COST_MIN = "cost_min"
    COST_MAX = "cost_max"
    INCLUDE_UNKNOWN_COST = "include_unknown_cost"
    LANGUAGE = "language"
    DOCUMENT_TYPE = "document_type"


REPEATED = frozenset({Field.ADMINISTRATION, Field.LANGUAGE, Field.DOCUMENT_TYPE})
"""Filters whose values are alternatives, chosen from lists; the others have one value, in a field."""

_ORDER = {field: number for number, field in enumerate(Field)}


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """One value of one filter, as the address has it."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """What a search page shows. Equal states have one address."""

    q: str = ""
    filters: tuple[Filter, ...] = ()
    """In the order of ``Field``, none twice."""
    mode: Mode = Mode.HYBRID
    sort: Order = Order.RELEVANCE
    literal: bool = False
    """Whether the words of the question are searched as they stand, none of them read as a filter."""
    page: int = 1

    def having(self, *filters: Filter) -> "SearchState":
        """Return the first page of the search with these filters, each in place of what it excludes."""
        added = {one if one.field in REPEATED else one.field: one for one in filters}
        kept = [one for one in self.filters if one.field not in added]
        ordered = sorted({*kept, *added.values()}, key=lambda one: (_ORDER[one.field], one.value))
        return replace(self, filters=tuple(ordered), page=1)

    def without(self, *fields: Field, value: str | None = None) -> "SearchState":
        """Return the first page of the search without these filters, or without one value of one."""
        kept = (one for one in self.filters if one.field not in fields or value not in (None, one.value))
        return replace(self, filters=tuple(kept), page=1)

    def unfiltered(self) -> "SearchState":
        """Return the first page of the search without any filter, by words and meaning."""
        return replace(self, filters=(), mode=Mode.HYBRID, page=1)

    def as_it_stands(self) -> "SearchState":
        """Return the first page of the search for the words as they stand."""
        return replace(self, literal=True, page=1)

    def on_page(self, page: int) -> "SearchState":
        """Return another page of the search."""
        return replace(self, page=page)

    def in_order(self, order: Order) -> "SearchState":
        """Return the first page of the search in another order."""
        return replace(self, sort=order, page=1)

    def values(self, field: Field) -> tuple[str, ...]:
        """Return the values of a filter."""
        return tuple(one.value for one in self.filters if one.field is field)

    def value(self, field: Field) -> str:
        """Return the value of a filter that has one; empty where it is not set."""
        return next(iter(self.values(field)), "")

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the address; what is as usual is left out."""
        usual = SearchState()
        pairs = [("q", self.q)] if self.q else []
        pairs += [(one.field.value, one.value) for one in self.filters]
        pairs += [("mode", self.mode.value)] if self.mode is not usual.mode else []
        pairs += [("sort", self.sort.value)] if self.sort is not usual.sort else []
        pairs += [("literal", "true")] if self.literal else []
        return pairs + ([("page", str(self.page))] if self.page != usual.page else [])

    def url(self, language: Language) -> str:
        """Return the address of this state in a language."""
        query = urlencode(self.pairs())
        return f"/{language}?{query}" if query else f"/{language}"

    def parameters(self) -> SearchParameters:
        """Return the same search as the API takes it."""
        return SearchParameters(
            q=self.q,
            mode=self.mode,
            sort=self.sort,
            administration=list(self.values(Field.ADMINISTRATION)),
            date_from=self.value(Field.DATE_FROM) or None,
            date_to=self.value(Field.DATE_TO) or None,
            cost_min=self.value(Field.COST_MIN) or None,
            cost_max=self.value(Field.COST_MAX) or None,
            include_unknown_cost=bool(self.value(Field.INCLUDE_UNKNOWN_COST)),
            language=list(self.values(Field.LANGUAGE)),
            document_type=list(self.values(Field.DOCUMENT_TYPE)),
            limit=PER_PAGE,
            offset=(self.page - 1) * PER_PAGE,
            explain=True,
        )
