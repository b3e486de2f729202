"""Administrations by years: the studies of both, and what these cost, in two grids."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.study import Vat
from search_api.answers import CostAnswer
from search_api.numbers.presenting import NumbersRowAnswer, NumbersTableAnswer
from search_api.numbers.tables import Dimension
from search_api.web.state import Field, Filter, SearchState
from search_api.web.studies_view import cost_text
from search_api.web.wording import Wording

MOST_ADMINISTRATIONS = 20
"""Those with the most studies; the file has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """The studies of one administration in one year, their search, and what they cost."""

    studies: str
    url: str | None
    amounts: tuple[str, ...]
    unknown: bool
    """Whether the cost of any of them is unknown."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """An administration; ``None`` stands for a year without studies of it."""

    label: str
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridView:
    """The grid."""

    years: tuple[str, ...]
    rows: tuple[GridRow, ...]
    cut: bool
    """Whether administrations are missing."""


def grid_view(table: NumbersTableAnswer, years: NumbersTableAnswer, words: Wording) -> GridView:
    """Return the grid of a table by administration and year, with a column for each row of ``years``."""
    columns = {row.key[Dimension.YEAR]: row.label[Dimension.YEAR] for row in years.rows}
    administrations = {
        row.key[Dimension.ADMINISTRATION]: row.label[Dimension.ADMINISTRATION] for row in table.rows
    }
    found = {(row.key[Dimension.ADMINISTRATION], row.key[Dimension.YEAR]): row for row in table.rows}
    shown = list(administrations)[:MOST_ADMINISTRATIONS]
    return GridView(
        years=tuple(columns.values()),
        rows=tuple(
            GridRow(administrations[one], _cells([found.get((one, year)) for year in columns], words))
            for one in shown
        ),
        cut=len(shown) < len(administrations),
    )


def _cells(rows: Sequence[NumbersRowAnswer | None], words: Wording) -> tuple[GridCell | None, ...]:
    return tuple(_cell(row, words) if row else None for row in rows)


def _cell(row: NumbersRowAnswer, words: Wording) -> GridCell:
    return GridCell(
        studies=words.number(row.studies),
        url=search_url(row, words),
        amounts=tuple(
            cost_text(CostAnswer(amount=row.spending[vat].amount, vat=vat), words)
            for vat in Vat
            if vat in row.spending
        ),
        unknown=row.cost_unknown > 0,
    )


def search_url(row: NumbersRowAnswer, words: Wording) -> str | None:
    """Return the search page for the studies of a row; ``None`` where no search can ask for them."""
    if row.search is None:
        return None
    filters = [Filter(Field(name), value) for name, values in row.search.items() for value in values]
    return SearchState().having(*filters).url(words.language)
