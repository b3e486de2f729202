"""Sheets of cells, and the table of studies that stands in one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.inventory.cells import Cell, as_text, is_unknown
from corpus.inventory.columns import Columns, read_columns
from corpus.inventory.languages import language_of
from corpus.inventory.money_words import spread, take_vat
from corpus.inventory.report import Problem
from corpus.inventory.vocabulary import Meaning
from corpus.text import words

MAX_ROWS = 20_000
"""Rows with something in them that one table may have."""

MAX_COLUMNS = 200

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read, and largest content of a workbook once it is unpacked."""

PEEK = 60
"""Rows among which a header row is looked for."""

PEEK_FURTHER = 10
"""Rows below a header row among which a fuller one may stand."""

LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as the spreadsheet numbers it, from 1."""

    number: int
    cells: tuple[Cell, ...]
    filled: frozenset[int] = frozenset()
    """Places whose value is that of a merged cell which begins in a row above."""

    def is_empty(self) -> bool:
        """Tell whether the row holds nothing of its own."""
        return all(_is_blank(cell) or place in self.filled for place, cell in enumerate(self.cells))


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a sheet in their order, empty ones included, and what could not be read of it."""

    source: str
    rows: Sequence[SheetRow]
    problems: tuple[Problem, ...] = ()
    delimited: bool = False
    """The cells are parted by a mark that may stand in a cell too."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a header row."""

    source: str
    headers: tuple[str, ...]
    columns: Columns
    rows: Sequence[SheetRow]
    above: str = ""
    """What is written above the header."""
    problems: tuple[Problem, ...] = ()
    delimited: bool = False

    def repeats_header(self, row: SheetRow) -> bool:
        """Tell whether a row repeats the header."""
        own = [_header(cell) for cell in row.cells]
        repeated = sum(bool(text) and text == header for text, header in zip(own, self.headers, strict=False))
        return repeated > 1 and repeated * 2 > sum(map(bool, own))


def with_files(table: Table, names: Sequence[str]) -> Table:
    """Return a table of one record with the files that it stands beside, unless it names files itself."""
    if table.columns.of(Meaning.FILE):
        return table
    headers = (*table.headers, "file")
    rows = [replace(row, cells=(*row.cells, tuple(names))) for row in table.rows]
    return replace(table, headers=headers, columns=read_columns(headers), rows=rows)


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet: what follows the row that names most of what a study has.

    ``None`` where no row names a title or a file and something else beside it.
    """
    best: Table | None = None
    rows_left = PEEK
    for place, row in enumerate(sheet.rows):
        if row.is_empty():
            continue
        if not rows_left:
            break
        rows_left -= 1
        for table in (_one_row(sheet, place), _two_rows(sheet, place)):
            if table and (best is None or len(table.columns.used) > len(best.columns.used)):
                best, rows_left = table, min(rows_left, PEEK_FURTHER)
    return best


def _one_row(sheet: Sheet, place: int) -> Table | None:
    return _table(sheet, place, 1, [_header(cell) for cell in sheet.rows[place].cells])


def _two_rows(sheet: Sheet, place: int) -> Table | None:
    """Read "Titre" over "FR" and "NL" as two columns, "Titre FR" and "Titre NL"."""
    if place + 1 >= len(sheet.rows):
        return None
    upper = [_header(cell) for cell in sheet.rows[place].cells]
    lower = [_header(cell) for cell in sheet.rows[place + 1].cells]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    if not any(map(_qualifies, lower)) or not all(
        not below or below == above or _qualifies(below) for above, below in zip(upper, lower, strict=True)
    ):
        return None
    return _table(sheet, place, 2, _joined(upper, lower))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    joined: list[str] = []
    last = ""
    for above, below in zip(upper, lower, strict=True):
        last = above or (last if below else "")
        joined.append(last if below in ("", last) else f"{last} {below}".strip())
    return joined


def _qualifies(text: str) -> bool:
    """Tell whether a header of the second row only says in which language or with which tax."""
    spoken = words(text)
    return bool(spoken) and (
        all(language_of(word) for word in spoken) or take_vat(spread(text))[0] is not None
    )


def _table(sheet: Sheet, place: int, height: int, headers: Sequence[str]) -> Table | None:
    columns = read_columns(headers)
    if not columns.name_studies():
        return None
    above = " ".join(as_text(cell) for row in sheet.rows[:place] for cell in row.cells if cell is not None)
    rows = sheet.rows[place + height :]
    return Table(sheet.source, tuple(headers), columns, rows, above, sheet.problems, sheet.delimited)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _header(cell: Cell) -> str:
    text = as_text(cell) if isinstance(cell, str) and not is_unknown(cell) else ""
    return text if len(text) <= LONGEST_HEADER else ""
