"""Rows of a region to tables: several rows in a row whose cells stand under one another."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.partition.pdf.cells import ALIGNED, Row, column_spans, gap_between, wraps
from ingest.partition.pdf.lines import Piece

_DRAWN = re.compile(r"\s*([^\w\s])(?:\s*\1){3,}\s*")
_SAME_ROW = 0.45  # em
_STRETCHED = 1.5  # em; the widest space of a justified line
_PROSE_WORDS = 6
_PROSE_LETTERS = 0.6
_ALIGNED_SHARE = 0.6
_MIN_ROWS = 3
_WIDE_ROW = 3  # two rows of three cells are a table already
_LONELY = 2  # rows of one cell that may stand between rows of several
_FAR = 3.0  # em between the baselines of two rows of one table


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Return the pieces of a region by baseline from the top down, each row from left to right.

    Rules and bars that are drawn with characters ("//////", "#####") are left out.
    """
    found: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if _DRAWN.fullmatch(piece.text):
            continue
        if found and found[-1][0].y - piece.y <= _SAME_ROW * max(found[-1][0].size, piece.size):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [_tightened(sorted(row, key=lambda piece: piece.x0)) for row in found]


def _tightened(row: Row) -> Row:
    """Join the pieces of a line of prose that was set wide to fill its column."""
    text = " ".join(piece.text for piece in row)
    narrow = [_gap(left, right) < _STRETCHED for left, right in pairwise(row)]
    prose = len(text.split()) >= _PROSE_WORDS and sum(map(str.isalpha, text)) > _PROSE_LETTERS * len(text)
    if not prose or sum(narrow) * 2 < len(narrow) or len(narrow) < 2:
        return row
    joined = [row[0]]
    for is_narrow, piece in zip(narrow, row[1:], strict=True):
        if is_narrow:
            last = joined.pop()
            piece = last._replace(
                text=f"{last.text} {piece.text}", x1=piece.x1, bold=last.bold and piece.bold, parts=()
            )
        joined.append(piece)
    return joined


def _gap(left: Piece, right: Piece) -> float:
    return (right.x0 - left.x1) / max(left.size, right.size, 1.0)


def blocks(all_rows: Sequence[Row]) -> list[tuple[bool, list[Row]]]:
    """Return consecutive rows as blocks, each with whether it is a table."""
    found: list[tuple[bool, list[Row]]] = []
    start = 0
    while start < len(all_rows):
        end = _table_end(all_rows, start)
        if end > start:
            found.append((True, list(all_rows[start:end])))
            start = end
        else:
            if not found or found[-1][0]:
                found.append((False, []))
            found[-1][1].append(all_rows[start])
            start += 1
    return found


def _table_end(all_rows: Sequence[Row], start: int) -> int:
    """Return where the table that begins at ``start`` ends, or ``start`` if none begins there."""
    if len(all_rows[start]) < 2:
        return start
    end = last = start + 1
    while end < len(all_rows) and _follows(all_rows[end - 1], all_rows[end]):
        if len(all_rows[end]) > 1:
            last = end + 1
        elif end - last >= _LONELY and not _under_cell(all_rows[last - 1], all_rows[end][0]):
            break
        end += 1
    while last < len(all_rows) and wraps(all_rows[last - 1], all_rows[last]):
        last += 1
    return last if _is_table(all_rows[start:last]) else start


def _under_cell(above: Row, piece: Piece) -> bool:
    return any(abs(cell.x0 - piece.x0) <= ALIGNED for cell in above[1:])


def _follows(above: Row, row: Row) -> bool:
    return gap_between(above, row) <= _FAR


def _is_table(candidate: Sequence[Row]) -> bool:
    full = [row for row in candidate if len(row) > 1]
    enough = len(full) >= _MIN_ROWS or (len(full) == 2 and min(map(len, full)) >= _WIDE_ROW)
    if not enough or len(full) * 2 < len(candidate):
        return False
    cells = [(index, cell) for index, row in enumerate(full) for cell in row[1:]]
    aligned = sum(_has_partner(cell, index, full) for index, cell in cells)
    return aligned >= _ALIGNED_SHARE * len(cells) and len(column_spans(candidate)) > 1


def _has_partner(cell: Piece, index: int, full: Sequence[Row]) -> bool:
    neighbours = [*full[max(0, index - 3) : index], *full[index + 1 : index + 4]]
    return any(_stand_together(cell, other) for row in neighbours for other in row[1:])


def _stand_together(one: Piece, other: Piece) -> bool:
    return (
        abs(one.x0 - other.x0) <= ALIGNED
        or abs(one.x1 - other.x1) <= ALIGNED
        or abs(one.x0 + one.x1 - other.x0 - other.x1) <= 2 * ALIGNED
    )
