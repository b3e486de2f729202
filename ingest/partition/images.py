"""Pictures of text (PNG, JPEG, TIFF) to Elements, by OCR."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reasons import reason
from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.partition.faults import PARSER_FAULTS
from ingest.partition.ocr import DPI
from ingest.partition.parsed import Parsed, Shortfall
from ingest.partition.pdf.layout import elements
from ingest.partition.scans import DrawFaultError, Drawing, bounded_dpi, read_scans
from ingest.source import Deadline, Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_A4_WIDTH = 8.27  # inches; the size of a picture that does not tell its own
_TELLING_DPI = (80.0, 1200.0)  # 72 is what programs write who do not know


def partition_image(path: Path, limits: Limits, deadline: Deadline) -> Parsed:
    """Read a picture; the frames of a TIFF are its pages.

    Raises:
        FileTooLargeError: it has more pixels than ``limits.pixels``.
        UnreadableFileError: it is damaged.
    """
    with _opened(path, limits) as image:
        found = int(getattr(image, "n_frames", 1))
        numbers = range(1, min(found, limits.pages) + 1)
        scans = read_scans(numbers, lambda number: _frame(image, number), limits, deadline)
    few = reason("file.pages-cut", most=limits.pages, found=found)
    cut = Shortfall(few, frozenset(range(limits.pages + 1, found + 1)), alone=True)
    return Parsed(
        elements=tuple(elements(list(scans.pages.values()))),
        pages_found=found,
        textless=scans.textless,
        shortfalls=(*([cut] if found > limits.pages else []), *scans.shortfalls),
    )


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator["Image"]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit below says more, and in pixels that a setting knows
    try:
        image = Image.open(path)
    except PARSER_FAULTS as error:
        raise UnreadableFileError(reason("file.picture")) from error
    with image:
        if image.width * image.height > limits.pixels:
            raise FileTooLargeError(
                reason("file.pixels", width=image.width, height=image.height, most=limits.pixels)
            )
        yield image


def _frame(image: "Image", number: int) -> Drawing:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata
            image.seek(number - 1)
            grey = image.convert("L")
    except PARSER_FAULTS as error:
        raise DrawFaultError(number) from error
    dpi = _dpi(image)
    wanted = bounded_dpi(min(dpi, 2 * DPI), grey.width * grey.height / dpi**2)
    if wanted < dpi:
        grey = grey.resize(
            (max(1, round(grey.width * wanted / dpi)), max(1, round(grey.height * wanted / dpi)))
        )
    return Drawing(grey, wanted)


def _dpi(image: "Image") -> float:
    told = image.info.get("dpi", (0.0, 0.0))[0]
    if _TELLING_DPI[0] <= told <= _TELLING_DPI[1]:
        return float(told)
    return max(min(image.width, image.height) / _A4_WIDTH, _TELLING_DPI[0])
