"""How wide the columns of a table should be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.sample.rendering.blocks import Table


@dataclass(frozen=True, slots=True)
class Lettering:
    """The letters of a table. Lengths are points."""

    body: str = "Helvetica"
    head: str = "Helvetica-Bold"
    size: float = 10.0
    padding: float = 5.0


def column_widths(table: Table, width: float, lettering: Lettering) -> list[float]:
    """Share ``width`` out: no column narrower than its longest word, the rest by what the columns hold.

    A small table stays narrower than ``width``. Where the longest words do not fit, a hyphen ends a word;
    where they do not fit even so, every column gives up the same part.
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    whole = [_extent(column, lettering, "$") for column in columns]
    if sum(whole) <= width:
        return whole
    least = [_extent(column, lettering, " ") for column in columns]
    if sum(least) > width:
        least = [_extent(column, lettering, "[ -]") for column in columns]
    # Two lines are enough for a header: half its length counts, but the whole length of the other cells.
    cells = [_extent(["", *column[1:]], lettering, "$") for column in columns]
    wishes = [max(cell, full / 2) - part for cell, full, part in zip(cells, whole, least, strict=True)]
    wishes = [max(wish, 0.0) for wish in wishes]
    spare = max(width - sum(least), 0.0)
    widths = [part + spare * wish / (sum(wishes) or 1) for part, wish in zip(least, wishes, strict=True)]
    return [part * width / sum(widths) for part in widths]


def _extent(column: Sequence[str], lettering: Lettering, breaks: str) -> float:
    """Return how wide a column is when each cell is broken wherever ``breaks`` matches."""
    fonts = [lettering.head, *[lettering.body] * (len(column) - 1)]
    pieces = (
        (piece, font) for cell, font in zip(column, fonts, strict=True) for piece in re.split(breaks, cell)
    )
    widths = (stringWidth(piece, font, lettering.size) for piece, font in pieces)
    return float(max(widths)) + 2 * lettering.padding + 1
