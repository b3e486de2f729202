"""Draws a page of a PDF as PNG: ``python -m ingest.drawing FILE``, with what to draw as JSON on its input.

In a process of its own, as all reading of files: pdfium may break down on a file, and is no good for threads.
Exit code 3: there is no such page, or the file is no PDF.
"""

import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.process import die_with_parent

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.standing import Box

MEMORY = 1 << 30
"""Bytes that drawing may take."""
NO_PAGE = 3

WIDTH = 900
"""Pixels of a page."""
STRIP = (1100, 250)
"""Pixels of the part around a mark: about three quarters of a line, and seven lines."""

_STRIP_OF = 1400  # pixels that the whole page would be wide, so that its letters are sharp
_MOST_HEIGHT = 4  # times the width
_MARGIN = 40
_YELLOW, _RED, _LINE = (255, 236, 110), (176, 0, 32), 3

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What to draw: of some pages, from 1, the one on which a text stands; the first where none has it."""

    first: int
    last: int
    mark: str = ""
    """The text, which is marked wherever the page has it. Not an argument: other users see those."""
    strip: bool = False
    """Draw what stands around the first mark alone, where there is one."""


def draw(path: Path, sheet: Sheet) -> None:
    """Write the picture to standard output."""
    import pypdfium2

    try:
        page, boxes = _found(pypdfium2.PdfDocument(path), sheet)
        _picture(page, boxes, strip=sheet.strip and bool(boxes)).save(sys.stdout.buffer, "PNG")
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        sys.exit(NO_PAGE)


def _found(document: Any, sheet: Sheet) -> tuple[Any, Sequence["Box"]]:
    from ingest.standing import boxes

    if sheet.mark:
        for number in range(sheet.first, min(sheet.last, len(document)) + 1):
            page = _page(document, number)
            if found := boxes(page.get_textpage(), sheet.mark):
                return page, found
    return _page(document, sheet.first), ()


def _page(document: Any, number: int) -> Any:
    if number < 1:
        raise ValueError(number)
    return document[number - 1]


def _picture(page: Any, boxes: Sequence["Box"], *, strip: bool) -> "Image":
    wide, high = page.get_size()
    if not 0 < high <= _MOST_HEIGHT * wide:
        raise ValueError(high)
    drawn = page.render(scale=(_STRIP_OF if strip else WIDTH) / wide)
    places = drawn.get_posconv(page)
    image: Image = drawn.to_pil()
    marks = [_pixels(places, box, image.size) for box in boxes]
    for mark in marks:
        _mark(image, mark)
    return image.crop(_around(marks[0], image.size)) if strip else image


def _pixels(places: Any, box: "Box", size: tuple[int, int]) -> Pixels:
    """Return where a box is in the picture; its corners may change places where the page is turned."""
    corners = [places.to_bitmap(x, y) for x, y in (box[:2], box[2:])]
    (left, right), (top, bottom) = (sorted(along) for along in zip(*corners, strict=True))
    return (
        max(0, left - _LINE),
        max(0, top - _LINE),
        min(size[0], right + _LINE),
        min(size[1], bottom + _LINE),
    )


def _mark(image: "Image", place: Pixels) -> None:
    from PIL import Image, ImageChops, ImageDraw

    inside = image.crop(place)
    image.paste(ImageChops.multiply(inside, Image.new(inside.mode, inside.size, _YELLOW)), place)
    ImageDraw.Draw(image).rectangle(place, outline=_RED, width=_LINE)


def _around(place: Pixels, size: tuple[int, int]) -> Pixels:
    """Return the strip that has a place at half its height, and where it can the beginnings of the lines."""
    width, height = (min(most, whole) for most, whole in zip(STRIP, size, strict=True))
    left = min(max(0, place[2] + _MARGIN - width), size[0] - width)
    top = min(max(0, (place[1] + place[3] - height) // 2), size[1] - height)
    return left, top, left + width, top + height


if __name__ == "__main__":
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    draw(Path(sys.argv[1]), Sheet(**json.load(sys.stdin)))
