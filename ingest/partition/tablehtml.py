"""Tables to readable rows."""

from collections.abc import Iterable
from typing import Any

from ingest.partition import markup
from ingest.partition.pdf.cells import CELL_SEPARATOR


def rows_of(html: str) -> str:
    """Return one line a row, its cells separated by `` | ``; empty rows and trailing empty cells go."""
    if not html.strip():
        return ""
    return "\n".join(line for row in markup.html_page(html).iter("tr") if (line := _line(row)))


def row_line(cells: Iterable[str]) -> str:
    """Return one row as a line, "" where all its cells are empty."""
    tidy = [" ".join(cell.split()) for cell in cells]
    while tidy and not tidy[-1]:
        tidy.pop()
    return CELL_SEPARATOR.join(cell or "–" for cell in tidy)


def _line(row: Any) -> str:
    return row_line(cell.text_content() for cell in row.iterchildren("td", "th"))
