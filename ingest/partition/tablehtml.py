"""The HTML of a table to readable rows."""

from typing import Any

from ingest.partition import markup
from ingest.partition.pdf.cells import CELL_SEPARATOR


def rows_of(html: str) -> str:
    """Return one line a row, its cells separated by `` | ``; empty rows and trailing empty cells go."""
    if not html.strip():
        return ""
    return "\n".join(line for row in markup.html_page(html).iter("tr") if (line := _line(row)))


def _line(row: Any) -> str:
    cells = [" ".join(cell.text_content().split()) for cell in row.iterchildren("td", "th")]
    while cells and not cells[-1]:
        cells.pop()
    return CELL_SEPARATOR.join(cell or "–" for cell in cells)
