"""Runs of text to pieces of lines: what stands on one baseline without a wide gap."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.partition.pdf.recorder import Run


class Piece(NamedTuple):
    """Part of a line: a whole line of a column, or one cell of a row. Points; y grows upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    artifact: bool = False
    parts: tuple[tuple[str, float, float], ...] = ()
    """Its words, with their x0 and x1, where it was set in several; cells can stand as close as words."""

    @property
    def width(self) -> float:
        """Return the length of the piece in points."""
        return self.x1 - self.x0


WORD_GAP = 0.15
"""Gap between two runs, in em, from which they are two words."""
PIECE_GAP = 0.8
"""Gap in em from which two runs are two pieces: a gutter is wider, a justified space is not."""
_MARKER_GAP = 5.0  # em between a bullet or number and its text
_SAME_LINE = 0.45  # em; a superscript rises by a third
_BOLD_SHARE = 0.95
_RAISED = 0.2
_SMALLER = 0.8
_MARKER = re.compile(
    r"(?:[-–—•◦▪■□●○*·➢➔►✓❖]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)°]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def pieces(runs: Iterable[Run]) -> list[Piece]:
    """Return the pieces of one page's runs, which all have the same direction, from the top down."""
    return [piece for row in _rows(runs) for piece in _merged(row)]


def by_direction(runs: Sequence[Run]) -> list[tuple[int, list[Run]]]:
    """Return the runs by quarter turn, the direction with most text first."""
    groups: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        groups[run.quarter].append(run)
    return sorted(groups.items(), key=lambda group: (-sum(len(run.text) for run in group[1]), group[0]))


def is_marker(text: str) -> bool:
    """Tell whether a text is only a bullet or a number that announces what follows."""
    return bool(_MARKER.fullmatch(text)) or bool(len(text) == 1 and _PRIVATE.match(text))


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    rows: list[list[Run]] = []
    baseline = size = 0.0
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if rows and baseline - run.y <= _SAME_LINE * max(size, run.size):
            rows[-1].append(run)
            if run.size > size:
                baseline, size = run.y, run.size
        else:
            rows.append([run])
            baseline, size = run.y, run.size
    return rows


def _merged(row: list[Run]) -> list[Piece]:
    found: list[list[Run]] = []
    for run in sorted(row, key=lambda run: run.x0):
        if found and _belongs(found[-1], run):
            if not _drawn_twice(found[-1][-1], run):
                found[-1].append(run)
        else:
            found.append([run])
    return [_piece(group) for group in found]


def _belongs(group: list[Run], run: Run) -> bool:
    last = group[-1]
    gap = (run.x0 - max(last.x1, last.x0)) / max(last.size, run.size, 1.0)
    if len(group) == 1 and is_marker(last.text.strip()):
        return gap < _MARKER_GAP
    return gap < PIECE_GAP


def _drawn_twice(last: Run, run: Run) -> bool:
    """Recognise the same text drawn again a hair further, which some programs do for bold."""
    return (
        run.text == last.text
        and abs(run.x0 - last.x0) < 0.2 * run.size
        and abs(run.y - last.y) < 0.2 * run.size
    )


def _piece(group: list[Run]) -> Piece:
    main = max(group, key=lambda run: (run.size, len(run.text)))
    weight = sum(len(run.text) for run in group)
    return Piece(
        text=_joined(group),
        x0=group[0].x0,
        x1=max(run.x1 for run in group),
        y=main.y,
        size=max(group, key=lambda run: len(run.text)).size,
        bold=sum(len(run.text) for run in group if run.bold) >= _BOLD_SHARE * weight,
        artifact=all(run.artifact for run in group),
        parts=_parts(group) if len(group) > 1 else (),
    )


def _parts(group: list[Run]) -> tuple[tuple[str, float, float], ...]:
    """Return the runs of a piece, those without a gap between them as one."""
    parts = [(group[0].text, group[0].x0, group[0].x1)]
    for last, run in pairwise(group):
        if _apart(last, run) or last.text.endswith(" ") or run.text.startswith(" "):
            parts.append((run.text, run.x0, run.x1))
        else:
            text, x0, _ = parts[-1]
            parts[-1] = (text + run.text, x0, run.x1)
    return tuple((text.strip(), x0, x1) for text, x0, x1 in parts)


def _joined(group: list[Run]) -> str:
    parts = [group[0].text]
    for last, run in pairwise(group):
        if _apart(last, run) or _footnote_mark(last, run):
            parts.append(" ")
        parts.append(run.text)
    return " ".join("".join(parts).split())


def _apart(last: Run, run: Run) -> bool:
    return run.x0 - last.x1 > WORD_GAP * min(last.size, run.size)


def _footnote_mark(last: Run, run: Run) -> bool:
    """Recognise the raised number after a word, which would spoil the word ("ménages12")."""
    raised = run.size < _SMALLER * last.size and run.y - last.y > _RAISED * last.size
    return raised and run.text.strip().isdigit() and last.text.rstrip()[-3:].isalpha()
