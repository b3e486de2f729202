"""Small histograms whose bars are links: drawn on the server, a list to a screen reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.bands import COST_BANDS, bounds, label
from search_api.answers import FacetValueAnswer
from search_api.web.state import Field, Filter, SearchState
from search_api.web.wording import Wording

HEIGHT = 40
"""Units of the highest bar."""

_MOST_BARS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar; ``top`` and ``height`` are in units of the drawing, from above."""

    id: str
    label: str
    url: str | None
    """``None`` of an empty bar."""
    top: int
    height: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from left to right, with what stands beneath the first and the last."""

    bars: tuple[Bar, ...]
    first: str
    last: str


def year_histogram(state: SearchState, years: Sequence[FacetValueAnswer], words: Wording) -> Histogram:
    """Return the studies by year; over a long time, by several years at once."""
    counts = {int(year.value): year.count for year in years}
    if not counts:
        return Histogram((), "", "")
    first, last = min(counts), max(counts)
    step = -(-(last - first + 1) // _MOST_BARS)
    spans = [(year, min(year + step - 1, last)) for year in range(first, last + 1, step)]
    highest = max(_within(counts, span) for span in spans)
    bars = tuple(_year_bar(state, span, _within(counts, span), highest, words) for span in spans)
    return Histogram(bars, str(first), str(last))


def _within(counts: dict[int, int], span: tuple[int, int]) -> int:
    return sum(count for year, count in counts.items() if span[0] <= year <= span[1])


def _year_bar(state: SearchState, span: tuple[int, int], count: int, highest: int, words: Wording) -> Bar:
    first, last = span
    years = str(first) if first == last else f"{first}–{last}"
    narrowed = state.having(Filter(Field.DATE_FROM, f"{first:04}"), Filter(Field.DATE_TO, f"{last:04}"))
    value = FacetValueAnswer(value=years, label=years, count=count)
    chosen = narrowed.filters == state.filters
    return _bar(f"year-{first}", value, highest, narrowed.url(words.language), chosen, words)


def cost_histogram(
    state: SearchState, costs: Sequence[FacetValueAnswer], words: Wording, *, marked: str | None = None
) -> Histogram:
    """Return the studies by band of cost, without those of unknown cost.

    Marked is the band that the filters name, or that ``marked`` does.
    """
    counts = {cost.value: cost.count for cost in costs}
    known = [(_band(band, counts, words), limits) for band in COST_BANDS if (limits := bounds(band))]
    highest = max(cost.count for cost, _ in known)
    if not highest:
        return Histogram((), "", "")
    bars = [_cost_bar(state, cost, limits, highest, words, marked) for cost, limits in known]
    return Histogram(tuple(bars), known[0][0].label, known[-1][0].label)


def _band(band: str, counts: Mapping[str, int], words: Wording) -> FacetValueAnswer:
    return FacetValueAnswer(value=band, label=label(band, words.language), count=counts.get(band, 0))


def _cost_bar(
    state: SearchState,
    cost: FacetValueAnswer,
    limits: tuple[Decimal, Decimal | None],
    highest: int,
    words: Wording,
    marked: str | None,
) -> Bar:
    least, most = limits
    filters = [Filter(Field.COST_MIN, f"{least:f}")] if least else []
    filters += [Filter(Field.COST_MAX, f"{most:f}")] if most is not None else []
    # A band takes the place of other bounds, also of one that it has not itself.
    narrowed = state.without(Field.COST_MIN, Field.COST_MAX).having(*filters)
    chosen = narrowed.filters == state.filters or cost.value == marked
    return _bar(f"cost-{cost.value}", cost, highest, narrowed.url(words.language), chosen, words)


def _bar(identity: str, value: FacetValueAnswer, highest: int, url: str, chosen: bool, words: Wording) -> Bar:
    height = max(2, round(HEIGHT * value.count / highest)) if value.count else 0
    studies = words.plural("%(count)s study", "%(count)s studies", value.count)
    return Bar(
        id=identity,
        label=words.text("%(span)s: %(studies)s", span=value.label, studies=studies),
        url=url if value.count else None,
        top=HEIGHT - height,
        height=height,
        chosen=chosen,
    )
