"""Tables as CSV for the spreadsheets of Belgium.

Excel there opens a file by a double click as it should only with semicolons between cells, commas in
amounts and a mark at the start that says UTF-8. R's ``read.csv2`` reads the same, and pandas with
``sep=";", decimal=","``.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from corpus.inventory.guarding import guarded
from search_api.reading import clean

MEDIA_TYPE = "text/csv; charset=utf-8"

Cell = str | int | Decimal | None


def sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return the table; ``None`` is an empty cell, an amount has two decimals."""
    written = io.StringIO(newline="")
    written.write("\ufeff")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:.2f}".replace(".", ",")
        case int():
            return str(value)
        case _:
            return guarded(clean(value))
