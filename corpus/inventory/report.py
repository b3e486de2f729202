"""What reading an inventory gives: the studies, and a line for all that could not be read as written."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.reasons import Reason
from corpus.study import Study
from models.language import Language

LONGEST_SHOWN = 200
"""Characters of a cell that a report line repeats."""


class Severity(StrEnum):
    """What a problem cost."""

    ROW_REJECTED = "row_rejected"
    """The row did not go in."""
    VALUE_DROPPED = "value_dropped"
    """The row went in without this value."""
    NOTE = "note"
    """Nothing was lost, but someone should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One line of the report."""

    source: str
    """Name of the inventory, with its sheet where it has several."""
    row: int | None
    """As the spreadsheet numbers it, from 1; ``None`` where the whole table or folder is meant."""
    column: str | None
    """The header as written."""
    value: str | None
    """The cell as written, cut where it is long."""
    reason: Reason
    severity: Severity
    proposals: tuple[str, ...] = ()
    """Readings to choose from: the two amounts of an ambiguous one, the nearest names of an unknown one."""

    @classmethod
    def of_row(cls, source: str, row: int, value: str, reason: Reason, severity: Severity) -> "Problem":
        """Return a problem with a whole row."""
        shown = shorten(value)
        return cls(source=source, row=row, column=None, value=shown, reason=reason, severity=severity)

    @classmethod
    def of_table(cls, source: str, reason: Reason, column: str | None = None) -> "Problem":
        """Return a note on a whole table, or on one of its columns."""
        return cls(source=source, row=None, column=column, value=None, reason=reason, severity=Severity.NOTE)


def shorten(value: str) -> str:
    """Return a cell as a report shows it."""
    text = " ".join(value.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of an inventory."""

    source: str
    row: int

    def __str__(self) -> str:
        return f"row {self.row}"


@dataclass(frozen=True, slots=True)
class FileName:
    """A file as the inventory names it; ``language`` is ``None`` where the inventory does not tell it."""

    name: str
    language: Language | None = None
    folder: str = ""
    """Where the inventory that names it lies, from the folder that is read."""


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A study as the inventory tells it: ``study.files`` is empty until its files are found."""

    study: Study
    files: tuple[FileName, ...]
    places: tuple[Place, ...]
    """The rows that tell it, more than one where each language version has its own."""
    gives_id: bool
    """Whether the id of the study stands in the inventory; otherwise it was made of the title."""


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """How many rows were passed over because they describe no study."""

    empty: int = 0
    totals: int = 0
    repeated_headers: int = 0

    def __add__(self, other: "SkippedRows") -> "SkippedRows":
        return SkippedRows(
            self.empty + other.empty,
            self.totals + other.totals,
            self.repeated_headers + other.repeated_headers,
        )


NOTHING_SKIPPED = SkippedRows()


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column was read as, in plain words ("cost, VAT excluded, 2021")."""

    source: str
    header: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryReport:
    """All that one inventory says."""

    rows: tuple[InventoryRow, ...]
    problems: tuple[Problem, ...]
    columns: tuple[ColumnUse, ...]
    skipped: SkippedRows
