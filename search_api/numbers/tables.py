"""Studies counted and their costs added up, by what they have in common.

A study whose cost is unknown counts as unknown, never as zero. Amounts with, without and of unknown VAT are
never added to each other. A study of several administrations, languages or possible years counts for each of
them, but once in the total.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from corpus.catalogue.ledger import LedgerEntry
from corpus.study import AdministrationId, Vat
from index.bands import COST_BANDS, band_of
from models.language import Language

if TYPE_CHECKING:
    from search_api.services import Services


class Dimension(StrEnum):
    """What studies can have in common."""

    ADMINISTRATION = "administration"
    YEAR = "year"
    COST = "cost"
    LANGUAGE = "language"


class TableName(StrEnum):
    """The tables; each is counted by one or two dimensions."""

    ADMINISTRATIONS = "administrations"
    YEARS = "years"
    ADMINISTRATIONS_YEARS = "administrations-years"
    COSTS = "costs"
    ADMINISTRATIONS_COSTS = "administrations-costs"
    LANGUAGES = "languages"


DIMENSIONS: Mapping[TableName, tuple[Dimension, ...]] = {
    TableName.ADMINISTRATIONS: (Dimension.ADMINISTRATION,),
    TableName.YEARS: (Dimension.YEAR,),
    TableName.ADMINISTRATIONS_YEARS: (Dimension.ADMINISTRATION, Dimension.YEAR),
    TableName.COSTS: (Dimension.COST,),
    TableName.ADMINISTRATIONS_COSTS: (Dimension.ADMINISTRATION, Dimension.COST),
    TableName.LANGUAGES: (Dimension.LANGUAGE,),
}

PLAIN = tuple(name for name, dimensions in DIMENSIONS.items() if len(dimensions) == 1)
"""The tables by one dimension: some hundred rows; those by two have thousands."""

_MOST_YEARS = 100

Key = tuple[str | None, ...]
"""A value of each dimension of a table; ``None`` where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many studies, and what they cost."""

    studies: int
    cost_unknown: int
    """Studies whose cost is unknown."""
    counts: Mapping[Vat, int]
    """Studies whose cost is known, by its VAT."""
    sums: Mapping[Vat, Decimal]
    """What these cost together, in euros; a kind of VAT that does not occur has no sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Tallies by key, in the order to show."""

    dimensions: tuple[Dimension, ...]
    rows: Mapping[Key, Tally]
    repeated: int
    """Studies that count in more than one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """All tables, of one moment."""

    total: Tally
    tables: Mapping[TableName, Table]
    unlisted: Mapping[AdministrationId, str]
    """Administrations that the registry does not know, as they are written."""


def count(services: "Services") -> Numbers:
    """Return the numbers of a library."""
    return numbers(services.catalogue.ledger(), services.catalogue.unlisted_administrations())


def numbers(entries: Sequence[LedgerEntry], unlisted: Mapping[AdministrationId, str]) -> Numbers:
    """Return the numbers of these studies."""
    tables = {name: table(entries, dimensions) for name, dimensions in DIMENSIONS.items()}
    return Numbers(total=tally(entries), tables=tables, unlisted=unlisted)


def tally(entries: Iterable[LedgerEntry]) -> Tally:
    """Return the tally of these studies."""
    studies, counts, sums = 0, defaultdict[Vat, int](int), defaultdict[Vat, Decimal](Decimal)
    for entry in entries:
        studies += 1
        if entry.cost is not None:
            counts[entry.cost.vat] += 1
            sums[entry.cost.vat] += entry.cost.amount
    return Tally(studies=studies, cost_unknown=studies - sum(counts.values()), counts=counts, sums=sums)


def table(entries: Iterable[LedgerEntry], dimensions: tuple[Dimension, ...]) -> Table:
    """Return the studies counted by these dimensions; a single one has a row for each value between."""
    groups: defaultdict[Key, list[LedgerEntry]] = defaultdict(list)
    repeated = 0
    for entry in entries:
        keys = [*product(*(_VALUES[dimension](entry) or (None,) for dimension in dimensions))]
        repeated += len(keys) > 1
        for key in keys:
            groups[key].append(entry)
    if len(dimensions) == 1:
        for value in _between(dimensions[0], [key[0] for key in groups]):
            groups[(value,)]
    ordered = sorted(groups, key=_order(dimensions, groups))
    return Table(dimensions=dimensions, rows={key: tally(groups[key]) for key in ordered}, repeated=repeated)


def _years(entry: LedgerEntry) -> Sequence[str]:
    """Return every year that the study may have been published in: as a search by year finds it."""
    if entry.published is None:
        return ()
    first, last = entry.published
    return [_year(number) for number in range(first.year, last.year + 1)]


def _year(number: int) -> str:
    return f"{number:04}"


def _band(entry: LedgerEntry) -> Sequence[str]:
    return (band_of(entry.cost.amount if entry.cost else None),)


_VALUES: Mapping[Dimension, Callable[[LedgerEntry], Sequence[str]]] = {
    Dimension.ADMINISTRATION: lambda entry: sorted(entry.administrations),
    Dimension.YEAR: _years,
    Dimension.COST: _band,
    Dimension.LANGUAGE: lambda entry: sorted(entry.languages),
}


def _between(dimension: Dimension, values: Iterable[str | None]) -> Iterable[str]:
    """Return the values that a chart has a place for even if nothing falls on them."""
    if dimension is Dimension.COST:
        return COST_BANDS
    known = [int(value) for value in values if value] if dimension is Dimension.YEAR else []
    # A date that is far from all others is a mistake, and no reason for hundreds of empty rows.
    if not known or max(known) - min(known) > _MOST_YEARS:
        return ()
    return [_year(number) for number in range(min(known), max(known) + 1)]


def _order(
    dimensions: tuple[Dimension, ...], groups: Mapping[Key, Sequence[LedgerEntry]]
) -> Callable[[Key], list[tuple[int, str]]]:
    """Return what sorts rows: administrations by their studies, the others as they go; unknown ones last."""
    studies: defaultdict[str | None, set[str]] = defaultdict(set)
    for key, entries in groups.items():
        studies[key[0]].update(entry.id for entry in entries)
    places = {value: place for place, value in enumerate((*COST_BANDS, *Language))}

    def place(dimension: Dimension, value: str | None) -> tuple[int, str]:
        if value is None:
            return len(places), ""
        if dimension is Dimension.ADMINISTRATION:
            return -len(studies[value]), value
        return places.get(value, 0), value  # years as they are

    return lambda key: [place(*pair) for pair in zip(dimensions, key, strict=True)]
