"""How wide the columns of a table should be."""

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

    A small table stays narrower than ``width``. Where even the longest words do not fit, every column
    gives up the same part.
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    least = [_extent(column, lettering, split=True) for column in columns]
    whole = [_extent(column, lettering, split=False) for column in columns]
    if sum(whole) <= width:
        return whole
    spare = max(width - sum(least), 0.0)
    wishes = [full - part for full, part in zip(whole, least, strict=True)]
    widths = [part + spare * wish / (sum(wishes) or 1) for part, wish in zip(least, wishes, strict=True)]
    return [part * width / sum(widths) for part in widths]


def _extent(column: Sequence[str], lettering: Lettering, *, split: bool) -> float:
    """Return how wide a column is with each cell on one line, or with each word on its own."""
    fonts = [lettering.head, *[lettering.body] * (len(column) - 1)]
    pieces = (
        (piece, font)
        for cell, font in zip(column, fonts, strict=True)
        for piece in (cell.split(" ") if split else [cell])
    )
    widths = (stringWidth(piece, font, lettering.size) for piece, font in pieces)
    return float(max(widths)) + 2 * lettering.padding + 1
