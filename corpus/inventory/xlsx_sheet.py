"""Inventories as XLSX workbooks, read through openpyxl a row at a time."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.errors import InventoryError
from corpus.inventory.cells import Cell, Unreadable
from corpus.inventory.files import read_bytes
from corpus.inventory.guarding import unguarded
from corpus.inventory.report import Problem
from corpus.inventory.spans import month, year
from corpus.inventory.tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, PEEK, Sheet, SheetRow
from corpus.reasons import reason
from corpus.workbooks import without_blanks

LONGEST_GAP = 2_000
"""Empty rows after which a sheet is taken to have ended."""

MOST_MERGES = 10_000
_OLE = b"\xd0\xcf\x11\xe0"
_UNSAVED = Unreadable("formula", reason("cell.formula"))
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_FOREIGN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, IndexError, ValueError, TypeError,
    AttributeError, SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl, zipfile and ElementTree raise for broken workbooks."""


def read_workbook(path: Path, *, peek: bool = False) -> tuple[Sheet, ...]:
    """Read the visible sheets of a workbook: values, not formulas, and real dates.

    A date that is shown without its day is a month, one shown as a year a year. A cell merged over several
    rows counts in each of them.

    Args:
        path: The file.
        peek: Read only as far as a header row may stand.

    Raises:
        InventoryError: the workbook is protected, broken, or unpacks to more than ``MAX_BYTES``.
    """
    content = read_bytes(path)
    _check(path, content)
    with _translated(path), warnings.catch_warnings():
        content = without_blanks(content)
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells of styles that it does not know
        sheets = _sheets(path, content, formulas=True, most=PEEK if peek else None)
        if any(_has_formula(sheet) for sheet in sheets):
            return _with_results(sheets, _sheets(path, content, formulas=False, most=PEEK if peek else None))
        return sheets


def _check(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        raise InventoryError(path, reason("inventory.protected"))
    with _translated(path), zipfile.ZipFile(BytesIO(content)) as archive:
        unpacked = sum(
            part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))
        )
    if unpacked > MAX_BYTES:
        raise InventoryError(path, reason("inventory.unpacks-too-large", most=MAX_BYTES >> 20))


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except _FOREIGN as error:
        told = reason("inventory.broken-workbook", fault=type(error).__name__)
        raise InventoryError(path, told) from error


def _sheets(path: Path, content: bytes, *, formulas: bool, most: int | None) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=not formulas, keep_links=False)
    try:
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        several = len(visible) > 1
        sheets = []
        for sheet in visible:
            source = f"{path.name} / {sheet.title}" if several else path.name
            read = _rows(source, path, sheet, most)
            sheets.append(replace(read, rows=_filled(_cut(read.rows), _merges(content, sheet))))
        return tuple(sheets)
    finally:
        workbook.close()


def _rows(source: str, path: Path, sheet: Any, most: int | None) -> Sheet:
    """Read rows up to the last one that holds something; a gap longer than ``LONGEST_GAP`` ends the sheet."""
    sheet.reset_dimensions()  # some programs write a wrong one
    rows: list[SheetRow] = []
    last, full = 0, 0
    for number, cells in enumerate(islice(sheet.iter_rows(max_col=MAX_COLUMNS), most), start=1):
        row = SheetRow(number, tuple(_value(cell) for cell in cells))
        rows.append(row)
        if not row.is_empty():
            last, full = number, full + 1
        if full > MAX_ROWS:
            raise InventoryError(path, reason("inventory.too-many-rows", most=MAX_ROWS))
        if number - last > LONGEST_GAP:
            gap = Problem.of_table(source, reason("table.gap", most=LONGEST_GAP))
            return Sheet(source, rows[:last], (gap,))
    return Sheet(source, rows[:last])


def _cut(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Drop the columns after the last one that holds something in any row."""
    width = max(
        (place + 1 for row in rows for place, cell in enumerate(row.cells) if cell is not None), default=0
    )
    return [replace(row, cells=row.cells[:width]) for row in rows]


def _value(cell: Any) -> Cell:
    if cell.data_type == "f":
        return _UNSAVED
    if cell.data_type == "e" and cell.value is not None:
        return Unreadable(str(cell.value), reason("cell.error"))
    if isinstance(cell.value, date):
        return _as_shown(cell.value, cell.number_format or "")
    if isinstance(cell.value, str):
        return unguarded(cell.value)
    value: Cell = cell.value
    return value


def _as_shown(value: date, number_format: str) -> Cell:
    """Return a date as far as its cell shows it: "mmm-yy" shows a month, though it holds a day."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", number_format).lower()
    if "d" in letters or "j" in letters or "y" not in letters:
        return value
    return month(value.year, value.month) if "m" in letters else year(value.year)


def _merges(content: bytes, sheet: Any) -> list[tuple[int, int, int]]:
    """Return the cells merged over several rows: place in the row, first and last row.

    Read from the sheet's own part of the archive, since openpyxl passes over it when it reads by rows.
    """
    from openpyxl.utils import column_index_from_string

    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read(sheet._worksheet_path)
    found = [
        (column_index_from_string(match[1].decode()) - 1, int(match[2]), int(match[3]))
        for match in islice(_MERGE.finditer(part), MOST_MERGES)
    ]
    return [merge for merge in found if merge[1] < merge[2]]


def _filled(rows: list[SheetRow], merges: Iterable[tuple[int, int, int]]) -> list[SheetRow]:
    """Give each row of a merged cell its value."""
    for place, first, last in merges:
        if first > len(rows) or place >= len(rows[first - 1].cells):
            continue
        value = rows[first - 1].cells[place]
        for index in range(first, min(last, len(rows))):
            row = rows[index]
            if place < len(row.cells) and value is not None:
                cells = (*row.cells[:place], value, *row.cells[place + 1 :])
                rows[index] = replace(row, cells=cells, filled=row.filled | {place})
    return rows


def _has_formula(sheet: Sheet) -> bool:
    return any(cell is _UNSAVED for row in sheet.rows for cell in row.cells)


def _with_results(formulas: Iterable[Sheet], results: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return the results, and ``_UNSAVED`` where a formula has none."""
    return tuple(
        replace(shown, rows=[_row_of_results(*pair) for pair in zip(written.rows, shown.rows, strict=False)])
        for written, shown in zip(formulas, results, strict=True)
    )


def _row_of_results(written: SheetRow, shown: SheetRow) -> SheetRow:
    cells = tuple(
        _UNSAVED if formula is _UNSAVED and result is None else result
        for formula, result in zip(written.cells, shown.cells, strict=True)
    )
    return replace(shown, cells=cells)
