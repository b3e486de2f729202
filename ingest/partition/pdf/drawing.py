"""Which pages of a PDF need OCR, and how they are drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.partition.ocr import DPI
from ingest.partition.pdf.content import PageContent
from ingest.partition.scans import Draw, DrawFaultError, Drawing, bounded_dpi, letters

_POINTS = 72.0
_FEW_LETTERS = 40
_PICTURE_SHARE = 0.5
_UNREADABLE_SHARE = 0.3


def needs_ocr(page: PageContent) -> bool:
    """Tell whether the text of a page is in its picture: no letters, next to none, or unreadable ones."""
    count = letters(run.text for run in page.runs)
    return page.marked and (
        count == 0
        or (count < _FEW_LETTERS and page.image_share > _PICTURE_SHARE)
        or page.unmapped_share > _UNREADABLE_SHARE
    )


@contextmanager
def drawn(path: Path) -> Iterator[Draw]:
    """Open a PDF in pdfium; the result draws its pages for as long as the context lasts."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        yield _nothing
        return

    def draw(number: int) -> Drawing:
        try:
            page = document[number - 1]
            width, height = page.get_size()
            dpi = bounded_dpi(DPI, width * height / _POINTS**2)
            image = page.render(scale=dpi / _POINTS, grayscale=True).to_pil()
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise DrawFaultError from error
        return Drawing(image, dpi)

    try:
        yield draw
    finally:
        document.close()


def _nothing(number: int) -> Drawing:
    raise DrawFaultError(number)
