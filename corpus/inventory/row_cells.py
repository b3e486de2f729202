"""One row with its columns: hands out cells and collects what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.inventory.cells import MAX_CELL, Cell, CellFault, Reading, Unreadable, as_text, is_unknown
from corpus.inventory.columns import Column
from corpus.inventory.report import Place, Problem, Severity, shorten
from corpus.inventory.tables import SheetRow, Table
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import Reason, reason

T = TypeVar("T")


@dataclass(slots=True)
class RowCells:
    """The cells of a row by what they mean. Reading them adds to ``problems``."""

    table: Table
    row: SheetRow
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return Place(self.table.source, self.row.number)

    def known(self, meaning: Meaning) -> list[tuple[Column, Cell]]:
        """Return the cells of a meaning that say something, each with its column."""
        columns = [column for column in self.table.columns.of(meaning) if column.index < len(self.row.cells)]
        pairs = [(column, self.row.cells[column.index]) for column in columns]
        return [(column, cell) for column, cell in pairs if not is_unknown(cell)]

    def read(self, meaning: Meaning, reader: Callable[[Cell], Reading[T]]) -> T | None:
        """Return what the first known cell of a meaning says; ``None`` where that cannot be read."""
        for column, cell in self.known(meaning):
            return self.attempt(column, cell, reader)
        return None

    def attempt(self, column: Column, cell: Cell, reader: Callable[[Cell], Reading[T]]) -> T | None:
        """Read a cell; a fault drops its value and is kept as a problem, and so is a note."""
        try:
            reading = reader(cell)
        except CellFault as fault:
            self.add(column, cell, fault.reason, Severity.VALUE_DROPPED, fault.proposals)
            return None
        if reading.note:
            self.add(column, cell, reading.note)
        return reading.value

    def add(
        self,
        column: Column | None,
        cell: Cell,
        reason: Reason,
        severity: Severity = Severity.NOTE,
        proposals: tuple[str, ...] = (),
    ) -> None:
        """Keep a problem with one cell, or with the row where ``column`` is ``None``."""
        self.problems.append(
            Problem(
                source=self.table.source,
                row=self.row.number,
                column=column.header if column else None,
                value=shorten(as_text(cell)) or None,
                reason=reason,
                severity=severity,
                proposals=proposals,
            )
        )


def row_cells(table: Table, row: SheetRow) -> RowCells:
    """Return the cells of a row without those that are too long or broken, which become problems."""
    cells = RowCells(table, row)
    kept = list(row.cells)
    for column in table.columns.used:
        if column.index < len(kept) and (refused := _refused(kept[column.index])):
            cells.add(column, kept[column.index], refused, Severity.VALUE_DROPPED)
            kept[column.index] = None
    return RowCells(table, replace(row, cells=tuple(kept)), cells.problems)


def _refused(cell: Cell) -> Reason | None:
    if isinstance(cell, Unreadable):
        return cell.reason
    if isinstance(cell, str) and len(cell) > MAX_CELL:
        return reason("cell.too-long", most=MAX_CELL)
    return None
