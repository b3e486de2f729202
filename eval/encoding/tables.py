"""Tables of tab-separated cells under a line with the names of the columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvaluationDataError
from eval.files import Line, read_lines

_ENDINGS = (".tsv", ".tsv.gz")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    line: Line
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return what a cell holds, without space around it.

        Raises:
            EvaluationDataError: it holds nothing.
        """
        text = self.cells[column].strip()
        if not text:
            raise self.line.error(f"the cell of column {column!r} is empty")
        return text

    def number(self, column: str) -> float:
        """Return the number in a cell.

        Raises:
            EvaluationDataError: it holds no number.
        """
        text = self.text(column)
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            raise self.line.error(f"{text!r} in column {column!r} is no number")
        return number


@dataclass(frozen=True, slots=True)
class Table:
    """A table with at least one row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, fault: Callable[[tuple[str, ...]], str | None]) -> Table:
    """Read a table. Quotes mean nothing in it: a cell is what stands between two tabs.

    Args:
        path: a plain or gzipped file.
        fault: says what is wrong with the names of the columns, if anything is.

    Raises:
        EvaluationDataError: it cannot be read, its columns are at fault, or a row has not as many cells.
    """
    lines = read_lines(path)
    head = next(lines, None)
    if head is None:
        raise EvaluationDataError(path, None, "it is empty; its first line must name the columns")
    columns = tuple(name.strip() for name in head.text.split("\t"))
    reason = _repeated(columns) or fault(columns)
    if reason:
        raise head.error(reason)
    rows = tuple(_row(line, columns) for line in lines)
    if not rows:
        raise head.error("nothing follows the names of the columns")
    return Table(columns, rows)


def table_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files, and for a folder the tables in it by name; each once.

    Raises:
        EvaluationDataError: a path does not exist, is no table, or is a folder without one.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def name_of(path: Path) -> str:
    """Return the name of a table: that of its file without ``.tsv`` or ``.tsv.gz``."""
    return path.name.removesuffix(".gz").removesuffix(".tsv")


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise EvaluationDataError(path, None, "there is no such file or folder")
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.name.endswith(_ENDINGS))
        if not found:
            raise EvaluationDataError(path, None, "the folder holds no .tsv or .tsv.gz file")
        yield from found
    elif path.name.endswith(_ENDINGS):
        yield path
    else:
        raise EvaluationDataError(path, None, "the name of a table ends in .tsv or .tsv.gz")


def _repeated(columns: tuple[str, ...]) -> str | None:
    twice = next((name for name in columns if columns.count(name) > 1), None)
    return None if twice is None else f"the column {twice!r} is there twice"


def _row(line: Line, columns: tuple[str, ...]) -> Row:
    cells = line.text.split("\t")
    if len(cells) != len(columns):
        reason = f"the row has {len(cells)} cells, but the first line names {len(columns)} columns"
        raise line.error(reason)
    return Row(line, dict(zip(columns, cells, strict=True)))
