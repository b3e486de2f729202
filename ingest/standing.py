"""Where a text stands on a page of a PDF."""

from collections.abc import Iterator
from typing import Any

from ingest.personal.folding import folded

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner of the page."""

Run = tuple[int, int]
"""First and last character of the page, both included."""


def boxes(text: Any, wanted: str) -> list[Box]:
    """Return a box for each line of each place where a text stands, in the order of the page.

    Letters and digits alone count, without case and accents: whoever reads a file joins its lines, and
    puts spaces and hyphens otherwise than whoever set it. What stands alone goes before parts of words.

    Args:
        text: the text page of pdfium.
        wanted: what is looked for.
    """
    from pypdfium2 import raw

    shown = "".join(_character(raw.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars()))
    runs = list(_runs(shown, wanted))
    chosen = [run for run in runs if _alone(shown, run)] or runs
    return [box for run in chosen for box in _lines(text, run)]


def _character(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "


def _runs(shown: str, wanted: str) -> Iterator[Run]:
    letters = [(letter, at) for at, character in enumerate(shown) for letter in _letters(character)]
    whole, sought = "".join(letter for letter, _ in letters), _letters(wanted)
    start = whole.find(sought) if sought else -1
    while start >= 0:
        end = start + len(sought)
        yield letters[start][1], letters[end - 1][1]
        start = whole.find(sought, end)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


def _alone(shown: str, run: Run) -> bool:
    before, after = shown[: run[0]][-1:], shown[run[1] + 1 :][:1]
    return not before.isalnum() and not after.isalnum()


def _lines(text: Any, run: Run) -> Iterator[Box]:
    first, last = run
    for line in range(text.count_rects(first, last - first + 1)):
        yield text.get_rect(line)
