"""The part of a passage that a result shows, cut into marked and plain pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LENGTH = 320
"""Characters of an excerpt, about: words are not cut."""

_GAP = "…"
_LEAD = 60
"""Characters before the first marked word, where the passage begins earlier."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive text, marked where it holds a word of the question."""

    text: str
    marked: bool = False


def excerpt(text: str, highlights: Sequence[Sequence[int]], *, length: int = LENGTH) -> tuple[Piece, ...]:
    """Return the part of ``text`` with the most marked characters, from a little before the first of them.

    Highlights are start and end, in order and apart, as the API has them.
    """
    start, end = _window(text, highlights, length)
    pieces = [Piece(_GAP + " ")] if start else []
    pieces += _pieces(text, start, end, highlights)
    return (*pieces, *([Piece(" " + _GAP)] if end < len(text) else []))


def _pieces(text: str, start: int, end: int, highlights: Sequence[Sequence[int]]) -> Iterator[Piece]:
    place = start
    for first, last in highlights:
        if place <= first and last <= end:
            if text[place:first]:
                yield Piece(text[place:first])
            yield Piece(text[first:last], marked=True)
            place = last
    if text[place:end]:
        yield Piece(text[place:end])


def _window(text: str, highlights: Sequence[Sequence[int]], length: int) -> tuple[int, int]:
    if len(text) <= length * 1.2:
        return 0, len(text)
    starts = [max(0, min(first - _LEAD, len(text) - length)) for first, _ in highlights] or [0]
    best = max(starts, key=lambda start: (_marked(highlights, start, start + length), -start))
    return _word_start(text, best), _word_end(text, best + length)


def _marked(highlights: Sequence[Sequence[int]], start: int, end: int) -> int:
    return sum(last - first for first, last in highlights if start <= first and last <= end)


def _word_start(text: str, place: int) -> int:
    """Return the start of the word that begins at or before ``place``."""
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place
