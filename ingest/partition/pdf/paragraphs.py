"""Lines of a region to paragraphs, list items and headings."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.partition.pdf.cells import Row
from ingest.partition.pdf.lines import is_marker

_LEADING = 1.15  # a gap this much wider than the usual one ends a paragraph
_USUAL = 1.3  # em, where a region has one line only
_MAX_LEADING = 2.8  # em; typewritten pages are double-spaced
_SIZE_STEP = 0.08  # part of the size
_INDENT = (0.8, 4.0)  # em
_SHORT = 0.25  # of the width of the region
LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
"""The dots between an entry and its page in a table of contents."""

_SENTENCE_END = re.compile(r"[.!?:;…][\"'»”’)]*$")
_BULLET = re.compile(
    r"(?:[-–—•◦▪■□●○·➢➔►✓❖\ue000-\uf8ff]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])(?=\s)", re.IGNORECASE
)


class Line(NamedTuple):
    """A full line of a region. Points; y grows upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


class Paragraph(NamedTuple):
    """Lines that belong together, with line breaks kept for the hyphens to be judged later."""

    text: str
    size: float
    bold: bool
    listed: bool
    lines: int
    top: float = 0.0
    bottom: float = 0.0


def as_line(row: Row) -> Line:
    """Return the pieces of a row as one line."""
    main = max(row, key=lambda piece: len(piece.text))
    return Line(
        text=" ".join(piece.text for piece in row),
        x0=row[0].x0,
        x1=row[-1].x1,
        y=row[0].y,
        size=main.size,
        bold=all(piece.bold for piece in row if not is_marker(piece.text))
        and any(piece.bold for piece in row),
    )


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Group the lines of one region, from the top down, into paragraphs."""
    if not lines:
        return []
    usual = _usual_gap(lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        if _begins(groups[-1], line, usual, left, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_paragraph(group) for group in groups]


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = [(above.y - line.y) / line.size for above, line in pairwise(lines) if line.size]
    return median([gap for gap in gaps if 0 < gap < _MAX_LEADING] or [_USUAL])


def _begins(group: Sequence[Line], line: Line, usual: float, left: float, right: float) -> bool:
    last = group[-1]
    size = max(last.size, line.size, 1.0)
    gap = (last.y - line.y) / size
    if gap < 0 or gap > max(usual * _LEADING, 1.0):
        return True
    if abs(last.size - line.size) > _SIZE_STEP * size or last.bold != line.bold:
        return True
    if _BULLET.match(line.text) or LEADERS.search(last.text):
        return True
    return _indented(group, line) or _after_short(last, line, left, right)


def _indented(group: Sequence[Line], line: Line) -> bool:
    if _BULLET.match(group[0].text):
        return line.x0 < group[0].x0 - 1 and bool(_SENTENCE_END.search(group[-1].text))
    indent = (line.x0 - group[-1].x0) / max(line.size, 1.0)
    return _INDENT[0] < indent < _INDENT[1] and bool(_SENTENCE_END.search(group[-1].text))


def _after_short(last: Line, line: Line, left: float, right: float) -> bool:
    short = last.x1 < right - _SHORT * (right - left)
    return short and bool(_SENTENCE_END.search(last.text)) and not line.text[:1].islower()


def _paragraph(group: Sequence[Line]) -> Paragraph:
    return Paragraph(
        text="\n".join(line.text for line in group),
        size=_main_size(group),
        bold=all(line.bold for line in group),
        listed=bool(_BULLET.match(group[0].text)),
        lines=len(group),
        top=group[0].y,
        bottom=group[-1].y,
    )


def _main_size(group: Iterable[Line]) -> float:
    return max(group, key=lambda line: len(line.text)).size
