"""Renders the files of studies, each by the writer of its layout."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.sample.rendering.docx_writer import write_docx
from corpus.sample.rendering.edition import Edition, read_edition
from corpus.sample.rendering.html_page import write_html
from corpus.sample.rendering.odt import write_odt
from corpus.sample.rendering.pdf import write_pdf
from corpus.sample.rendering.pdf_scan import write_scan
from corpus.sample.rendering.pptx_writer import write_pptx
from corpus.sample.rendering.source import Layout, SourceFile, SourceStudy
from corpus.sample.rendering.text import write_text

SAMPLE = Path(__file__).parents[1]
SOURCES = SAMPLE / "sources"

WRITERS: Mapping[Layout, Callable[[Edition], bytes]] = {
    Layout.PDF_ONE_COLUMN: write_pdf,
    Layout.PDF_TWO_COLUMNS: write_pdf,
    Layout.PDF_SCAN: write_scan,
    Layout.DOCX: write_docx,
    Layout.ODT: write_odt,
    Layout.HTML: write_html,
    Layout.PPTX: write_pptx,
    Layout.TXT: write_text,
}


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file, not yet written anywhere."""

    name: str
    content: bytes


def render_file(study: SourceStudy, file: SourceFile) -> RenderedFile:
    """Render one file of a study; the same sources always give the same bytes.

    Raises:
        SourceError: Its text is not in the Markdown subset.
    """
    return RenderedFile(file.name, WRITERS[file.layout](read_edition(study, file)))


def render_study(study: SourceStudy) -> Iterator[RenderedFile]:
    """Render every file of a study.

    Raises:
        SourceError: A text is not in the Markdown subset.
    """
    return (render_file(study, file) for file in study.files)
