"""Rows of a table to text: cells under their columns, wrapped lines put together."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.partition.pdf.lines import Piece

CELL_BREAK = "\v"
"""Stands between the lines of one cell, as "\\n" does between rows."""
CELL_SEPARATOR = " | "

Row = list[Piece]

ALIGNED = 3.0
"""Points by which edges that stand under one another may differ."""

# A cell that ends or goes on like this is broken over two lines.
_UNFINISHED = re.compile(
    r"(?:[,/(&–-]|['’]|\b(?:de|du|des|la|le|les|et|ou|à|au|aux|en|par|pour|sur|van|het|der|den|of|met|voor|"
    r"per|op|in|and|the|or|for|with))$",
    re.IGNORECASE,
)
_CLOSE = 1.35  # em between the lines of one cell
_TIGHT = 0.85  # of the widest gap between rows
_NUMBER = re.compile(r"[\d\s.,%€+–-]*\d[\d\s.,%€]*")


def table_text(table: Sequence[Row]) -> str:
    """Return a table as one line a row, its cells separated by `` | ``; lines of one cell by CELL_BREAK."""
    columns = column_spans(table)
    tight = _tight_gap(table)
    lines: list[list[str]] = []
    above: Row | None = None
    for row in table:
        cells = _cells(row, columns)
        if above is not None and _continues(above, row, cells, tight) and not _both_numbers(lines[-1], cells):
            lines[-1] = [_stacked(upper, lower) for upper, lower in zip(lines[-1], cells, strict=True)]
        else:
            lines.append(cells)
        above = row
    return "\n".join(_line(cells) for cells in lines)


def _line(cells: Sequence[str]) -> str:
    """Keep empty cells between full ones, so that a value stays under its column."""
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return CELL_SEPARATOR.join(cell or "–" for cell in cells[: last + 1])


def column_spans(table: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the x spans of the columns, from the rows with most cells: those of a header may touch."""
    widest = max(len(row) for row in table)
    full = [row for row in table if len(row) == widest]
    if len(full) == 1:
        full = [row for row in table if len(row) >= max(widest - 1, 2)]
    cells = sorted((cell.x0, cell.x1) for row in full for cell in row)
    spans: list[tuple[float, float]] = []
    for x0, x1 in cells:
        if spans and x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _cells(row: Row, columns: Sequence[tuple[float, float]]) -> list[str]:
    cells = [""] * len(columns)
    for piece in row:
        for text, x0, x1 in _cut(piece, columns):
            place = max(range(len(columns)), key=lambda column: _overlap(x0, x1, columns[column]))
            cells[place] = f"{cells[place]} {text}".strip()
    return cells


def _cut(piece: Piece, columns: Sequence[tuple[float, float]]) -> Sequence[tuple[str, float, float]]:
    """Take a piece apart that lies over several columns: their cells stand as close as words."""
    covered = sum(_overlap(piece.x0, piece.x1, column) > 0 for column in columns)
    return piece.parts if covered > 1 and piece.parts else [(piece.text, piece.x0, piece.x1)]


def _overlap(x0: float, x1: float, column: tuple[float, float]) -> float:
    return min(x1, column[1]) - max(x0, column[0])


def _tight_gap(table: Sequence[Row]) -> float:
    """Return the gap in em under which a row continues the one above; 0 where all are as far apart."""
    gaps = [gap_between(above, row) for above, row in pairwise(table)]
    wide = max(gaps, default=0.0)
    tight = min(_CLOSE, _TIGHT * wide)
    return tight if sum(gap > tight for gap in gaps) >= max(2, len(gaps) / 4) else 0.0


def _continues(above: Row, row: Row, cells: Sequence[str], tight: float) -> bool:
    """Recognise the next line of wrapped cells: set tighter, without a first cell, or unfinished."""
    gap = gap_between(above, row)
    return gap <= tight or (not cells[0] and gap <= _CLOSE) or wraps(above, row)


def _both_numbers(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """A number under a number is the next row, however close."""
    return any(
        _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other) for one, other in zip(upper, lower, strict=True)
    )


def gap_between(above: Row, row: Row) -> float:
    """Return the distance between the baselines of two rows, in em."""
    return (above[0].y - row[0].y) / max(above[0].size, row[0].size, 1.0)


def wraps(above: Row, row: Row) -> bool:
    """Recognise a first cell that goes on alone in the next line ("Quai de", "l'Industrie")."""
    first, rest = above[0], row[0]
    if len(row) > 1 or gap_between(above, row) > _CLOSE or abs(first.x0 - rest.x0) > ALIGNED:
        return False
    return rest.text[:1].islower() or bool(_UNFINISHED.search(first.text))


def _stacked(upper: str, lower: str) -> str:
    return f"{upper}{CELL_BREAK}{lower}" if upper and lower else upper or lower
