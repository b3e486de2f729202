"""Reading order: columns of running text are read one after the other, everything else from the top down."""

from collections.abc import Sequence

from ingest.partition.pdf.lines import Piece

_FULL_LINES = 3  # lines of running text that make a column
_FULL_CHARACTERS = 20  # of such a line; cells of tables are shorter
_FULL_WIDTH = 0.75  # of the column
_FULL_SHARE = 0.2  # of the lines of a column; the others may be tables, lists, captions
_MAX_DEPTH = 4
_CANDIDATES = 8
_ALIGNED = 2.0  # points


def regions(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """Return the pieces by region, in reading order; the regions of a page with one column are one.

    A region is read row by row. Pieces that reach across a gutter end the columns above them.
    """
    gutter = _gutter(pieces) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [list(pieces)] if pieces else []
    found: list[list[Piece]] = []
    flat: list[Piece] = []
    for left, right, across in _bands(pieces, gutter):
        if _in_columns(left, right):
            found += [flat] if flat else []
            flat = []
            found += regions(left, depth + 1) + regions(right, depth + 1)
        else:
            flat += left + right
        flat += across
    return found + ([flat] if flat else [])


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the x with most running text in columns on its two sides, or None."""
    scores = {x: _score(pieces, x) for x in _candidates(pieces)}
    best = max(scores, key=lambda x: scores[x], default=None)
    return best if best is not None and scores[best] > 0 else None


def _candidates(pieces: Sequence[Piece]) -> list[float]:
    """Return left edges where several lines begin, most frequent first."""
    starts = sorted(piece.x0 for piece in pieces)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= _ALIGNED:
            groups[-1].append(start)
        else:
            groups.append([start])
    groups = [group for group in groups[1:] if len(group) >= _FULL_LINES]
    return [group[0] for group in sorted(groups, key=len, reverse=True)[:_CANDIDATES]]


def _score(pieces: Sequence[Piece], x: float) -> int:
    return sum(
        sum(len(piece.text) for piece in left + right)
        for left, right, _ in _bands(pieces, x)
        if _are_columns(left, right)
    )


def _bands(pieces: Sequence[Piece], x: float) -> list[tuple[list[Piece], list[Piece], list[Piece]]]:
    """Cut a region into bands: what is left of ``x``, right of it, and the pieces across that end it."""
    bands: list[tuple[list[Piece], list[Piece], list[Piece]]] = [([], [], [])]
    for piece in pieces:
        left, right, across = bands[-1]
        if piece.x0 < x - _ALIGNED and piece.x1 > x + _ALIGNED:
            across.append(piece)
            continue
        if across:
            left, right, across = [], [], []
            bands.append((left, right, across))
        (right if piece.x0 >= x - _ALIGNED else left).append(piece)
    return bands


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether running text stands on both sides, side by side."""
    return _beside(left, right) and _is_prose(left) and _is_prose(right)


def _in_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell the same of a band on a page that is known to have columns: short bands have few lines."""
    return _beside(left, right) and max(len(piece.text) for piece in left) >= _FULL_CHARACTERS


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    if not left or not right:
        return False
    return min(left[0].y, right[0].y) > max(left[-1].y, right[-1].y) - left[0].size


def _is_prose(column: Sequence[Piece]) -> bool:
    width = max(piece.x1 for piece in column) - min(piece.x0 for piece in column)
    full = [
        piece
        for piece in column
        if len(piece.text) >= _FULL_CHARACTERS and piece.width >= _FULL_WIDTH * width
    ]
    rows = len({round(piece.y) for piece in column})
    return len(full) >= max(_FULL_LINES, _FULL_SHARE * rows)
