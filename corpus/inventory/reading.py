"""An inventory, from its file to study records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.administrations import Registry
from corpus.inventory.cells import as_text
from corpus.inventory.costs import CostColumns, cost_columns
from corpus.inventory.merging import merge
from corpus.inventory.report import (
    NOTHING_SKIPPED,
    ColumnUse,
    InventoryReport,
    Problem,
    Severity,
    SkippedRows,
)
from corpus.inventory.row_cells import row_cells
from corpus.inventory.rows import Draft, Knowledge, read_row
from corpus.inventory.skipping import Kind, kind_of
from corpus.inventory.table_files import read_tables
from corpus.inventory.tables import SheetRow, Table
from corpus.inventory.texts import Identify
from corpus.reasons import reason
from models.language import Language


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the rows of an inventory say, before those of one study are merged."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    skipped: SkippedRows = NOTHING_SKIPPED

    def __add__(self, other: "Drafts") -> "Drafts":
        return Drafts(
            self.drafts + other.drafts,
            self.problems + other.problems,
            self.columns + other.columns,
            self.skipped + other.skipped,
        )


def read_inventory(
    path: Path, registry: Registry, *, today: date | None = None, identify: Identify | None = None
) -> InventoryReport:
    """Read the inventory in a CSV, XLSX or JSON Lines file, or the one study that a JSON or TOML file tells.

    Args:
        path: The file. In a workbook every visible sheet with a header row is read.
        registry: The administrations, by any of their names.
        today: Bounds the years of publication; the day of the call unless given.
        identify: Tells the language of a text whose column does not; lingua's guess unless given.

    Raises:
        InventoryError: the file cannot be read as a whole.
    """
    drafts = read_drafts(path, knowledge(registry, today, identify))
    rows, oddities = merge(drafts.drafts)
    return InventoryReport(
        rows=rows, problems=drafts.problems + oddities, columns=drafts.columns, skipped=drafts.skipped
    )


def knowledge(registry: Registry, today: date | None = None, identify: Identify | None = None) -> Knowledge:
    """Return what reading needs besides the inventory, with the defaults of ``read_inventory``."""
    return Knowledge(registry, today or date.today(), identify or _identify)


def read_drafts(path: Path, known: Knowledge, folder: str = "") -> Drafts:
    """Return what each row of an inventory says; ``folder`` is where it lies in the folder that is read.

    Raises:
        InventoryError: the file cannot be read as a whole.
    """
    found = read_tables(path)
    drafts = Drafts(problems=_sourced(found.problems, folder))
    for table in found.tables:
        drafts += table_drafts(table, known, folder)
    return drafts


def table_drafts(table: Table, known: Knowledge, folder: str = "") -> Drafts:
    """Return what each row of a table says; see ``read_drafts``."""
    source = f"{folder}/{table.source}" if folder else table.source
    table = replace(table, source=source, problems=_sourced(table.problems, folder))
    costs, notes = cost_columns(table)
    problems = [*table.problems, *_unused(table), *notes]
    drafts: list[Draft] = []
    counts = dict.fromkeys(Kind, 0)
    for row in table.rows:
        kind = kind_of(row, table, known.registry)
        counts[kind] += 1
        if kind is Kind.STUDY:
            draft, found = _draft(table, row, costs, known)
            problems += found
            drafts += [_placed(draft, folder)] if draft else []
    skipped = SkippedRows(counts[Kind.EMPTY], counts[Kind.TOTAL], counts[Kind.HEADER])
    uses = tuple(ColumnUse(table.source, column.header, column.describe()) for column in table.columns.used)
    return Drafts(tuple(drafts), tuple(problems), uses, skipped)


def _draft(
    table: Table, row: SheetRow, costs: CostColumns, known: Knowledge
) -> tuple[Draft | None, list[Problem]]:
    if table.delimited and any(map(as_text, row.cells[len(table.headers) :])):
        told = reason("row.too-many-cells")
        shown = " | ".join(map(as_text, row.cells))
        return None, [Problem.of_row(table.source, row.number, shown, told, Severity.ROW_REJECTED)]
    cells = row_cells(table, row)
    return read_row(cells, costs, known), cells.problems


def _placed(draft: Draft, folder: str) -> Draft:
    return (
        replace(draft, files=tuple(replace(file, folder=folder) for file in draft.files)) if folder else draft
    )


def _sourced(problems: Iterable[Problem], folder: str) -> tuple[Problem, ...]:
    prefix = f"{folder}/" if folder else ""
    return tuple(replace(problem, source=f"{prefix}{problem.source}") for problem in problems)


def _unused(table: Table) -> Iterable[Problem]:
    for header, why in table.columns.unused:
        yield Problem.of_table(table.source, why, header)
    for place, header in enumerate(table.headers):
        if not header and any(place < len(row.cells) and as_text(row.cells[place]) for row in table.rows):
            yield Problem.of_table(table.source, reason("table.unnamed-column", column=place + 1))


def _identify(text: str) -> Language | None:
    from models.identify import query_language

    return query_language(text)
