"""Pages that are pictures: drawn, read by OCR, and accounted for one by one."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.reasons import Reason, reason
from ingest.partition.ocr import Ocr, OcrFaultError, installed
from ingest.partition.parsed import Shortfall
from ingest.partition.pdf.running import PagePieces
from ingest.source import Deadline, Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72.0
_MAX_PIXELS = 12_000_000  # A2 at 150 dpi


class Drawing(NamedTuple):
    """The picture of a page, with its dots per inch."""

    image: "Image"
    dpi: float


class DrawFaultError(Exception):
    """The picture of a page cannot be had."""


Draw = Callable[[int], Drawing]
"""Draws the page of a number, or raises DrawFaultError."""


@dataclass(slots=True)
class Scans:
    """What OCR gave, and what it did not."""

    pages: dict[int, PagePieces] = field(default_factory=dict)
    failed: dict[Reason, set[int]] = field(default_factory=dict)
    installable: bool = False
    """Whether a program or a language pack is missing."""

    @property
    def textless(self) -> frozenset[int]:
        """Return the pages where OCR found no letter."""
        return frozenset(number for number, page in self.pages.items() if not page_letters(page))

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Return the pages that could not be read, by reason."""
        return tuple(
            Shortfall(why, frozenset(pages), installable=self.installable)
            for why, pages in self.failed.items()
        )

    def fail(self, why: Reason, numbers: Iterable[int]) -> None:
        """Note that pages were not read, and why."""
        self.failed.setdefault(why, set()).update(numbers)


def letters(texts: Iterable[str]) -> int:
    """Return how many letters there are in the texts."""
    return sum(character.isalpha() for text in texts for character in text)


def page_letters(page: PagePieces) -> int:
    """Return how many letters there are on a page."""
    return letters(piece.text for piece in page.pieces)


def bounded_dpi(dpi: float, inches: float) -> float:
    """Return ``dpi``, or less where a page of that many square inches would be too large a picture."""
    return min(dpi, math.sqrt(_MAX_PIXELS / max(inches, 1e-3)))


def read_scans(numbers: Sequence[int], draw: Draw, limits: Limits, deadline: Deadline) -> Scans:
    """Read pages by OCR, one after the other, until the deadline."""
    ocr = installed()
    scans = Scans(installable=bool(numbers) and ocr.missing is not None)
    if not numbers:
        return scans
    if not ocr.languages:
        scans.fail(reason("pages.no-ocr", packages=ocr.missing or ""), numbers)
        return scans
    for index, number in enumerate(numbers):
        if deadline.passed:
            scans.fail(reason("pages.ocr-late", seconds=f"{limits.seconds:g}"), numbers[index:])
            break
        _read_one(number, draw, scans, ocr, limits)
    if ocr.missing:
        scans.fail(reason("pages.ocr-languages", packages=ocr.missing), numbers)
    return scans


def _read_one(number: int, draw: Draw, scans: Scans, ocr: Ocr, limits: Limits) -> None:
    try:
        image, dpi = draw(number)
        found = ocr.read(image, dpi=dpi, seconds=limits.ocr_seconds)
    except DrawFaultError:
        scans.fail(reason("pages.not-drawn"), [number])
    except OcrFaultError as error:
        scans.fail(error.reason, [number])
    else:
        scans.pages[number] = PagePieces(number, 0.0, image.height * _POINTS / dpi, found)
