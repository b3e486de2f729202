"""Inventories as text with a delimiter."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.errors import InventoryError
from corpus.inventory.files import decode, read_bytes
from corpus.inventory.guarding import unguarded
from corpus.inventory.report import Problem, Severity
from corpus.inventory.tables import MAX_COLUMNS, MAX_ROWS, PEEK, Sheet, SheetRow, find_table
from corpus.reasons import reason

DELIMITERS = (";", ",", "\t", "|")
MOST_BROKEN_ROWS = 100


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row whose quotation marks do not match."""

    line: str


def read_csv(path: Path, *, peek: bool = False) -> Sheet:
    """Read a table of text, with the delimiter that makes most columns known.

    A row whose quotation marks do not match becomes a problem, and the rows after it are read. Rows are
    numbered as a spreadsheet does it: a row of several lines is one.

    Args:
        path: The file.
        peek: Read only as far as a header row may stand.

    Raises:
        InventoryError: the file is no text, or has too many rows or too many broken ones.
    """
    text, note = decode(path, read_bytes(path))
    lines = _lines(text)
    delimiter = _declared_delimiter(lines)
    if delimiter:
        del lines[0]
    else:
        delimiter = max(DELIMITERS, key=lambda mark: _known_columns(path.name, lines, mark))
    records = islice(_records(lines, delimiter), PEEK if peek else None)
    sheet = _sheet(path, records)
    problems = (Problem.of_table(path.name, note),) if note else ()
    return Sheet(sheet.source, sheet.rows, problems + sheet.problems, delimited=True)


def _lines(text: str) -> list[str]:
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [f"{line}\n" for line in unified.removesuffix("\n").split("\n")]


def _declared_delimiter(lines: Sequence[str]) -> str | None:
    """Return what the line "sep=;" says, which spreadsheets write for each other and do not count."""
    first = lines[0].strip().lower()
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _known_columns(source: str, lines: Sequence[str], delimiter: str) -> int:
    records = islice(_records(lines, delimiter), PEEK)
    rows = [
        _row(number, record) for number, record in enumerate(records, start=1) if isinstance(record, list)
    ]
    table = find_table(Sheet(source, rows))
    return len(table.columns.used) if table else 0


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str] | _Broken]:
    """Yield the records; after a broken one, start again at the line after its first."""
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        read = 0
        try:
            for record in reader:
                read = reader.line_num
                yield record
        except csv.Error:
            yield _Broken(lines[start + read])
            start += read + 1
        else:
            return


def _sheet(path: Path, records: Iterator[list[str] | _Broken]) -> Sheet:
    rows: list[SheetRow] = []
    problems: list[Problem] = []
    for number, record in enumerate(records, start=1):
        if isinstance(record, _Broken):
            rejected = Severity.ROW_REJECTED
            problems.append(Problem.of_row(path.name, number, record.line, _QUOTES, rejected))
        else:
            rows.append(_row(number, record))
        if len(rows) > MAX_ROWS:
            raise InventoryError(path, reason("inventory.too-many-rows", most=MAX_ROWS))
        if len(problems) > MOST_BROKEN_ROWS:
            raise InventoryError(path, reason("inventory.too-many-broken", _QUOTES, most=MOST_BROKEN_ROWS))
    return Sheet(path.name, rows, tuple(problems))


_QUOTES = reason("row.quotes")


def _row(number: int, record: Sequence[str]) -> SheetRow:
    return SheetRow(number, tuple(map(unguarded, record[:MAX_COLUMNS])))
