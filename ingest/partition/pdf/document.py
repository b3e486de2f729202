"""A PDF file to Elements: the text layer where there is one, OCR where there is none."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.utils import decode_text

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition import facts
from ingest.partition.faults import PARSER_FAULTS
from ingest.partition.parsed import Facts, Parsed, Shortfall
from ingest.partition.pdf.content import PageContent, PageReader
from ingest.partition.pdf.drawing import drawn, needs_ocr
from ingest.partition.pdf.layout import elements, page_pieces
from ingest.partition.pdf.running import PagePieces
from ingest.partition.scans import Scans, letters, page_letters, read_scans
from ingest.source import Deadline, Limits

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_END = b"%%EOF"
_END_WITHIN = 4096
_PLAUSIBLE_COUNT = 100_000


def partition_pdf(path: Path, limits: Limits, deadline: Deadline) -> Parsed:
    """Read a PDF.

    Raises:
        UnreadableFileError: it is protected, empty, or no page of it can be found.
    """
    read = _read_text_layer(path, limits, deadline)
    with drawn(path) as draw:
        scans = read_scans([page.number for page in read.pages if needs_ocr(page)], draw, limits, deadline)
    pages = [_better(page, scans.pages.get(page.number)) for page in read.pages]
    return Parsed(
        elements=tuple(elements(pages, read.facts.title)),
        pages_found=read.found,
        textless=_textless(read, scans),
        shortfalls=(*_shortfalls(path, read, limits), *scans.shortfalls),
        facts=read.facts,
    )


def _better(page: PageContent, scanned: PagePieces | None) -> PagePieces:
    """Keep the text layer unless OCR gave more letters: a page number does not stand for its scan."""
    if scanned is not None and page_letters(scanned) > letters(run.text for run in page.runs):
        return scanned
    return page_pieces(page)


@dataclass(frozen=True, slots=True)
class _TextLayer:
    pages: tuple[PageContent, ...]
    found: int
    facts: Facts
    late: bool = False
    """Whether the deadline came before the last page."""


def _read_text_layer(path: Path, limits: Limits, deadline: Deadline) -> _TextLayer:
    with _opened(path) as document:
        reader, pages, late = PageReader(), [], False
        for number, page in enumerate(_pages(document), 1):
            if number > limits.pages or deadline.passed:
                late = number <= limits.pages
                break
            pages.append(reader.read(page, number))
        if not pages and not late:
            raise UnreadableFileError(reason("pdf.no-page", _ANOTHER_COPY))
        return _TextLayer(tuple(pages), max(len(pages), _declared_pages(document)), _facts(document), late)


_ANOTHER_COPY = reason("pdf.another-copy")


@contextmanager
def _opened(path: Path) -> Iterator[PDFDocument]:
    with path.open("rb") as file:
        try:
            document = PDFDocument(PDFParser(_from_header(file)))
        except PDFPasswordIncorrect as error:
            raise UnreadableFileError(reason("pdf.password")) from error
        except PDFEncryptionError as error:
            raise UnreadableFileError(reason("pdf.encrypted")) from error
        except PARSER_FAULTS as error:
            raise UnreadableFileError(reason("pdf.damaged", _ANOTHER_COPY)) from error
        yield document


def _from_header(file: BinaryIO) -> BinaryIO:
    """Pass over what stands before the header, as offsets count from there."""
    start = file.read(_HEADER_WITHIN).find(_HEADER)
    if start <= 0:
        return file
    file.seek(start)
    return io.BytesIO(file.read())


def _pages(document: PDFDocument) -> Iterator[PDFPage]:
    """Yield the pages that can be found; a damaged page tree ends early and is counted elsewhere."""
    try:
        yield from PDFPage.create_pages(document)
    except PARSER_FAULTS:
        return


def _declared_pages(document: PDFDocument) -> int:
    try:
        count = resolve1(dict_value(document.catalog["Pages"]).get("Count"))
    except PARSER_FAULTS:
        return 0
    return count if isinstance(count, int) and 0 < count <= _PLAUSIBLE_COUNT else 0


def _facts(document: PDFDocument) -> Facts:
    values: dict[str, str] = {}
    try:
        for info in document.info:
            values.update({key: _decoded(value) for key, value in info.items()})
        values["Lang"] = _decoded(document.catalog.get("Lang"))
    except PARSER_FAULTS:
        return Facts()
    return Facts(
        title=facts.title(values.get("Title")),
        author=facts.author(values.get("Author")),
        created=facts.pdf_date(values.get("CreationDate")),
        language=facts.language(values.get("Lang")),
    )


def _decoded(value: object) -> str:
    plain = resolve1(value)
    return decode_text(plain) if isinstance(plain, bytes) else plain if isinstance(plain, str) else ""


def _textless(read: _TextLayer, scans: Scans) -> frozenset[int]:
    blank = frozenset(page.number for page in read.pages if not page.marked and page.fault is None)
    return blank | scans.textless


def _shortfalls(path: Path, read: _TextLayer, limits: Limits) -> Iterator[Shortfall]:
    unread = frozenset(range(len(read.pages) + 1, read.found + 1))
    if read.late:
        yield Shortfall(reason("pages.late", seconds=f"{limits.seconds:g}"), unread)
    elif read.found > limits.pages <= len(read.pages):
        yield Shortfall(reason("file.pages-cut", most=limits.pages, found=read.found), unread, alone=True)
    elif unread:
        yield Shortfall(reason("pages.lost", _ANOTHER_COPY), unread)
    damaged = frozenset(page.number for page in read.pages if page.fault is not None)
    if damaged:
        yield Shortfall(reason("pages.damaged", _ANOTHER_COPY), damaged)
    if _cut_off(path):
        yield Shortfall(reason("pdf.cut-off"), alone=True)


def _cut_off(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_WITHIN))
        return _END not in file.read()
