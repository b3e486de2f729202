"""Filters as conditions on payloads, for the engines, and as a predicate, for everyone else."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from index.bands import UNKNOWN, cents
from index.port import AnyLanguage, Filters, StudyFacts
from models.language import Language

UNDETERMINED = "und"
"""Stands for the language of text whose language is unknown (ISO 639-2)."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where the field has one of the values."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds where the field has none of the values."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Holds where the field has a number within the bounds, both included; ``None`` is no bound."""

    key: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """Holds where one of the conditions does."""

    conditions: "tuple[AnyOf | Between, ...]"


Condition = AnyOf | NoneOf | Between | Either


def conditions(
    filters: Filters, *, text_language: Language | AnyLanguage | None = AnyLanguage.ANY
) -> tuple[Condition, ...]:
    """Return the conditions that must all hold: the filters, and the language that a text is written in."""
    return (
        *_memberships(filters),
        *_absences(filters),
        *_dates(filters),
        *_costs(filters),
        *_text_language(text_language),
    )


def passes(facts: StudyFacts, filters: Filters) -> bool:
    """Return whether the filters let a point with these facts through."""
    return (
        _one_of(filters.studies, (facts.study,))
        and facts.study not in filters.without
        and _one_of(filters.administrations, facts.administrations)
        and _one_of(filters.languages, facts.languages)
        and _one_of(filters.document_types, (facts.document_type,))
        and _touches(filters.date_from, filters.date_to, facts.published)
        and _affordable(filters, facts.cost)
    )


def _memberships(filters: Filters) -> Iterator[AnyOf]:
    fields: tuple[tuple[str, Iterable[str]], ...] = (
        ("study", filters.studies),
        ("administration", filters.administrations),
        ("language", filters.languages),
        ("document_type", filters.document_types),
    )
    for key, wanted in fields:
        values = tuple(sorted(str(value) for value in wanted))
        if values:
            yield AnyOf(key, values)


def _absences(filters: Filters) -> Iterator[NoneOf]:
    if filters.without:
        yield NoneOf("study", tuple(sorted(filters.without)))


def _dates(filters: Filters) -> Iterator[Between]:
    if filters.date_from:
        yield Between("published_last", low=day_number(filters.date_from))
    if filters.date_to:
        yield Between("published_first", high=day_number(filters.date_to))


def _costs(filters: Filters) -> Iterator[Condition]:
    if filters.cost_min is None and filters.cost_max is None:
        return
    low, high = _cost_bounds(filters)
    known = Between("cost", low, high)
    unknown = AnyOf("cost_band", (UNKNOWN,))
    yield Either((known, unknown)) if filters.include_unknown_cost else known


def _text_language(language: Language | AnyLanguage | None) -> Iterator[AnyOf]:
    if language is not AnyLanguage.ANY:
        yield AnyOf("text_language", (language or UNDETERMINED,))


def day_number(day: date) -> int:
    """Return a day as a number that orders days: 20210312."""
    return day.year * 10_000 + day.month * 100 + day.day


def _cost_bounds(filters: Filters) -> tuple[int | None, int | None]:
    """Return the bounds in whole cents; a bound between two cents moves inwards."""
    return (
        None if filters.cost_min is None else cents(_to_cent(filters.cost_min, ROUND_CEILING)),
        None if filters.cost_max is None else cents(_to_cent(filters.cost_max, ROUND_FLOOR)),
    )


def _to_cent(euros: Decimal, rounding: str) -> Decimal:
    return (euros * 100).to_integral_value(rounding) / 100


def _one_of(wanted: Collection[object], values: Iterable[object]) -> bool:
    return not wanted or any(value in wanted for value in values)


def _touches(first: date | None, last: date | None, published: tuple[date, date] | None) -> bool:
    if first is None and last is None:
        return True
    if published is None:
        return False
    return (first is None or published[1] >= first) and (last is None or published[0] <= last)


def _affordable(filters: Filters, cost: Decimal | None) -> bool:
    low, high = _cost_bounds(filters)
    if low is None and high is None:
        return True
    if cost is None:
        return filters.include_unknown_cost
    amount = cents(cost)
    return (low is None or amount >= low) and (high is None or amount <= high)
