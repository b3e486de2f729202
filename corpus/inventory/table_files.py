"""Finding the tables of studies in a file, whatever its format."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from corpus.errors import InventoryError
from corpus.inventory.csv_sheet import read_csv
from corpus.inventory.json_table import read_json_lines, read_record
from corpus.inventory.report import Problem
from corpus.inventory.tables import Sheet, Table, find_table
from corpus.inventory.xlsx_sheet import read_workbook
from corpus.reasons import reason

TEXTS = frozenset({".csv", ".tsv"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
LINES = frozenset({".jsonl", ".ndjson"})
RECORDS = frozenset({".json", ".toml"})
"""Extensions of files that may describe one study."""

LISTS = TEXTS | WORKBOOKS | LINES
"""Extensions of files that may list studies."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of studies in a file, and what was passed over beside them."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()


def read_tables(path: Path, *, peek: bool = False) -> Tables:
    """Return every table of a file that has a header row: of a workbook, those of all visible sheets.

    Args:
        path: The file.
        peek: Read only so far that the headers are known.

    Raises:
        InventoryError: the file cannot be read as a whole, or has no such table.
    """
    suffix = path.suffix.lower()
    if suffix in LINES:
        table = read_json_lines(path, peek=peek)
        return Tables((table,)) if table.columns.name_studies() else _refuse(path)
    if suffix in RECORDS:
        return Tables((read_record(path),))
    if suffix in TEXTS:
        return _with_header(path, [read_csv(path, peek=peek)])
    if suffix in WORKBOOKS:
        return _with_header(path, read_workbook(path, peek=peek))
    raise InventoryError(
        path, reason("inventory.kind", kind=suffix) if suffix else reason("inventory.no-extension")
    )


def _with_header(path: Path, sheets: Sequence[Sheet]) -> Tables:
    found = [(sheet, find_table(sheet)) for sheet in sheets]
    tables = tuple(table for _, table in found if table)
    if not tables:
        _refuse(path)
    headless = reason("table.no-header")
    others = (Problem.of_table(sheet.source, headless) for sheet, table in found if sheet.rows and not table)
    return Tables(tables, tuple(others))


def _refuse(path: Path) -> NoReturn:
    raise InventoryError(path, reason("inventory.no-header"))
