"""The part of a passage that a result shows, cut into marked and plain pieces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GAP = "…"
_LEAD = 4
"""The part of an excerpt that may stand before its first marked word: one in so many."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive text, marked where it holds a word of the question."""

    text: str
    marked: bool = False


def excerpt(text: str, highlights: Sequence[Sequence[int]], *, length: int) -> tuple[Piece, ...]:
    """Return the part of ``text`` with the most marked characters, from a little before the first of them.

    It is about ``length`` characters long, as words are not cut, and begins with a sentence where one begins
    there. Highlights are start and end, in order and apart, as the API has them.
    """
    start, end = _window(text, highlights, length)
    shown = [Piece(f"{_GAP} ")] if start else []
    shown += [Piece(_one_line(piece.text), piece.marked) for piece in pieces(text, start, end, highlights)]
    return (*shown, *([Piece(f" {_GAP}")] if end < len(text) else []))


def _one_line(text: str) -> str:
    """Return the text with a dash where a line ends without a sign: a heading, or a point of a list."""
    return re.sub(r"\s*\n\s*", " – ", re.sub(r"(?<=[.:;,!?…])\s*\n\s*", " ", text))


def pieces(text: str, start: int, end: int, highlights: Sequence[Sequence[int]]) -> Iterator[Piece]:
    """Yield the text from ``start`` to ``end``, cut where it is marked."""
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
    windows = [_around(text, first, last, length) for first, last in highlights] or [(0, length)]
    start, end = max(windows, key=lambda window: (_marked(highlights, *window), -window[0]))
    return start, _word_end(text, end)


def _marked(highlights: Sequence[Sequence[int]], start: int, end: int) -> int:
    return sum(last - first for first, last in highlights if start <= first and last <= end)


def _around(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return a window that shows what stands from ``first`` to ``last``, with something before it."""
    earliest = max(0, min(first - length // _LEAD, len(text) - length))
    sentences = (found.end() for found in _SENTENCE.finditer(text, earliest, first))
    start = next(sentences, _word_start(text, earliest)) if earliest else 0
    return start, max(start + length, last)


def _word_start(text: str, place: int) -> int:
    """Return the start of the word that begins at or before ``place``."""
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return min(place, len(text))
