"""What the cost columns of a table say together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from corpus.inventory.amounts import CostColumn, mark_of, read_cost
from corpus.inventory.cells import Cell, CellFault, Reading, as_text
from corpus.inventory.columns import Column
from corpus.inventory.money_words import spread, take_vat, told_above
from corpus.inventory.report import Problem
from corpus.inventory.row_cells import RowCells
from corpus.inventory.tables import Table
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import reason
from corpus.study import Cost, Vat

CostColumns = Mapping[int, CostColumn]
"""What is known of each cost column, by its place in the row."""


def cost_columns(table: Table) -> tuple[CostColumns, list[Problem]]:
    """Return what headers, the title above them and the cells of each column say of its amounts."""
    vat, scale = told_above(spread(table.above))
    found: dict[int, CostColumn] = {}
    problems: list[Problem] = []
    for column in table.columns.of(Meaning.COST):
        cells = [row.cells[column.index] for row in table.rows if column.index < len(row.cells)]
        units = column.scale or scale or Decimal(1)
        read = CostColumn(column.vat or vat or Vat.UNKNOWN, units, mark_of(cells))
        found[column.index] = read
        if (vat and not column.vat) or (scale and not column.scale):
            told = reason("table.told-above", tax=reason(f"vat.{read.vat}"), units=f"{units:,}")
            problems.append(Problem.of_table(table.source, told, column.header))
    return found, problems


def read_row_cost(cells: RowCells, columns: CostColumns) -> Cost | None:
    """Return what a study cost.

    Amounts of several years are added, which a note says. Where amounts with and without VAT are given, the
    first column's kind counts.
    """
    tax = cells.read(Meaning.VAT, _read_tax)
    costs: list[tuple[Column, Cost]] = []
    for column, cell in cells.known(Meaning.COST):
        known = columns[column.index]
        reader = partial(read_cost, column=replace(known, vat=tax) if tax else known)
        if cost := cells.attempt(column, cell, reader):
            costs.append((column, cost))
            _note_merged(cells, column, cell)
    return _together(cells, costs)


def _together(cells: RowCells, costs: Sequence[tuple[Column, Cost]]) -> Cost | None:
    if not costs:
        return None
    first = costs[0][1]
    alike = [(column, cost) for column, cost in costs if cost.vat is first.vat]
    if len(alike) == 1:
        return first
    total = sum((cost.amount for _, cost in alike), Decimal(0))
    headers = ", ".join(repr(column.header) for column, _ in alike)
    cells.add(alike[0][0], str(total), reason("amount.added", headers=headers))
    return Cost(total, first.vat)


def _note_merged(cells: RowCells, column: Column, cell: Cell) -> None:
    if column.index in cells.row.filled:
        cells.add(column, cell, reason("cell.merged"))


def _read_tax(cell: Cell) -> Reading[Vat]:
    text = as_text(cell)
    if text in tuple(Vat):
        return Reading(Vat(text))
    vat, rest = take_vat(spread(text))
    if vat is None or rest.strip(" ()"):
        raise CellFault(reason("amount.tax"))
    return Reading(vat)
