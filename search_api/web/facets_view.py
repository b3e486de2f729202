"""The counts to narrow a search by."""

from collections.abc import Sequence
from dataclasses import dataclass

from search_api.answers import FacetsAnswer, FacetValueAnswer
from search_api.web.histograms import Histogram, cost_histogram, year_histogram
from search_api.web.state import Field, Filter, SearchState
from search_api.web.wording import Wording

_SHOWN = 6
"""Values of a facet that are shown at once; the others unfold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value to choose, or to give up again."""

    id: str
    label: str
    count: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """The values of one facet."""

    id: str
    title: str
    values: tuple[ValueView, ...]
    more: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeView:
    """Two bounds to fill in, above what they would find."""

    histogram: Histogram
    least: str
    most: str
    """What is filled in already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetsView:
    """Everything to narrow a search by."""

    lists: tuple[FacetView, ...]
    years: RangeView
    costs: RangeView
    include_unknown: bool
    unknown_costs: str | None
    """How many studies have no known cost."""


def facets_view(state: SearchState, facets: FacetsAnswer, words: Wording) -> FacetsView:
    """Return the facets of an answer."""
    unknown = sum(value.count for value in facets.cost if value.value == "unknown")
    return FacetsView(
        lists=(
            _list(Field.ADMINISTRATION, words.text("Administration"), facets.administration, state, words),
            _list(Field.LANGUAGE, words.text("Language of the text"), facets.language, state, words),
            _list(Field.DOCUMENT_TYPE, words.text("Kind of work"), facets.document_type, state, words),
        ),
        years=RangeView(
            histogram=year_histogram(state, facets.year, words),
            least=state.value(Field.DATE_FROM),
            most=state.value(Field.DATE_TO),
        ),
        costs=RangeView(
            histogram=cost_histogram(state, facets.cost, words),
            least=state.value(Field.COST_MIN),
            most=state.value(Field.COST_MAX),
        ),
        include_unknown=bool(state.value(Field.INCLUDE_UNKNOWN_COST)),
        unknown_costs=_unknown(unknown, words) if unknown else None,
    )


def _unknown(count: int, words: Wording) -> str:
    return words.plural("%(count)s study of unknown cost", "%(count)s studies of unknown cost", count)


def _list(
    field: Field, title: str, values: Sequence[FacetValueAnswer], state: SearchState, words: Wording
) -> FacetView:
    views = [_value(field, value, state, words) for value in values]
    shown = [view for number, view in enumerate(views) if number < _SHOWN or view.chosen]
    more = [view for view in views if view not in shown]
    return FacetView(id=f"facet-{field}", title=title, values=tuple(shown), more=tuple(more))


def _value(field: Field, value: FacetValueAnswer, state: SearchState, words: Wording) -> ValueView:
    chosen = value.value in state.values(field)
    turned = state.without(field, value=value.value) if chosen else state.having(Filter(field, value.value))
    return ValueView(
        id=f"{field}-{value.value}",
        label=value.label,
        count=words.number(value.count),
        url=turned.url(words.language),
        chosen=chosen,
    )
