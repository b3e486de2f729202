"""Writes a study as a PDF of one or two columns."""

from collections.abc import Callable
from functools import partial
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from corpus.sample.rendering.edition import Edition
from corpus.sample.rendering.pdf_story import prose, story
from corpus.sample.rendering.pdf_theme import Styles, register_fonts, theme_of
from corpus.sample.rendering.source import Layout
from corpus.sample.rendering.typography import shortened

WIDTH, HEIGHT = A4
SIDE, TOP, BOTTOM, GUTTER = 23 * mm, 26 * mm, 22 * mm, 7 * mm
NARROW_SIDE = 17 * mm

Paint = Callable[[Canvas, BaseDocTemplate], None]


class Report(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document that tells its table of contents where the headings fell."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Record a heading that was just placed."""
        name = flowable.style.name if isinstance(flowable, Paragraph) else ""
        if name in ("heading", "subheading"):
            level = int(name == "subheading")
            key = f"h{self.seq.nextf('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, level)
            self.notify("TOCEntry", (level, escape(flowable.getPlainText()), self.page, key))


def write_pdf(edition: Edition) -> bytes:
    """Return the PDF, with "page n of N" in its footers."""
    register_fonts()
    _, pages = _render(edition, pages=0)
    content, _ = _render(edition, pages=pages)
    return content


def _render(edition: Edition, *, pages: int) -> tuple[bytes, int]:
    target = BytesIO()
    report = Report(target, **_metadata(edition))
    narrow = edition.file.layout is Layout.PDF_TWO_COLUMNS
    styles = Styles(theme_of(edition.study, edition.file.layout), edition.language, narrow=narrow)
    paint = partial(_furniture, edition=edition, styles=styles, pages=pages)
    if narrow:
        flowables = _two_columns(report, edition, styles, paint)
    else:
        flowables = _one_column(report, edition, styles, paint)
    report.multiBuild(flowables)
    return target.getvalue(), report.page


def _metadata(edition: Edition) -> dict[str, Any]:
    return {
        "pagesize": A4,
        "invariant": 1,
        "title": edition.text.title,
        "author": edition.study.contractor,
        "subject": edition.administrations,
        "keywords": ", ".join(edition.keywords),
        "lang": edition.language.value,
        "creator": "Savoir",
    }


def _one_column(report: Report, edition: Edition, styles: Styles, paint: Paint) -> list[Flowable]:
    width = WIDTH - 2 * SIDE
    frame = Frame(SIDE, BOTTOM, width, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    report.addPageTemplates(
        [
            PageTemplate("first", [frame], onPage=partial(_cover_band, styles=styles)),
            PageTemplate("later", [frame], onPage=paint),
        ]
    )
    body = story(edition.text.body, styles, width, edition.language)
    front = [NextPageTemplate("later"), *_title_block(edition, styles)]
    if not styles.theme.cover:
        return [*front, Spacer(1, 14), *body]
    return [Spacer(1, 70 * mm), *front, PageBreak(), *_contents(edition, styles), *body]


def _two_columns(report: Report, edition: Edition, styles: Styles, paint: Paint) -> list[Flowable]:
    title = _title_block(edition, styles)
    width = WIDTH - 2 * NARROW_SIDE
    column = (width - GUTTER) / 2
    # Flowables collapse the spaces between them only inside a frame: this is an upper bound.
    band = (
        sum(part.wrap(width, HEIGHT)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in title) + 12
    )
    high = HEIGHT - TOP - BOTTOM
    title_frame = Frame(NARROW_SIDE, HEIGHT - TOP - band, width, band, 0, 0, 0, 0)
    report.addPageTemplates(
        [
            PageTemplate("first", [title_frame, *_columns(column, high - band)], onPage=paint),
            PageTemplate("later", _columns(column, high), onPage=paint),
        ]
    )
    body = story(edition.text.body, styles, column, edition.language)
    return [NextPageTemplate("later"), *title, FrameBreak(), *body]


def _columns(width: float, height: float) -> list[Frame]:
    lefts = (NARROW_SIDE, NARROW_SIDE + width + GUTTER)
    return [Frame(left, BOTTOM, width, height, 0, 0, 0, 0) for left in lefts]


def _title_block(edition: Edition, styles: Styles) -> list[Flowable]:
    facts = f"{escape(edition.study.contractor)} · {edition.year}"
    return [
        Paragraph(escape(edition.administrations), styles.caption),
        Paragraph(escape(edition.text.title), styles.title),
        Paragraph(facts, styles.small),
        Spacer(1, 6),
        *(prose(line, styles.small) for line in edition.text.preface),
    ]


def _contents(edition: Edition, styles: Styles) -> list[Flowable]:
    contents = TableOfContents(dotsMinLevel=0, tableStyle=None)
    contents.levelStyles = [styles.item, styles.item.clone("inner", leftIndent=styles.size * 1.5)]
    heading = styles.heading.clone("contents")
    return [Paragraph(edition.words.contents, heading), contents, PageBreak()]


def _cover_band(canvas: Canvas, report: BaseDocTemplate, *, styles: Styles) -> None:
    if styles.theme.cover:
        canvas.setFillColor(HexColor(styles.theme.colour))
        canvas.rect(0, HEIGHT - 60 * mm, WIDTH, 60 * mm, stroke=0, fill=1)


def _furniture(
    canvas: Canvas, report: BaseDocTemplate, *, edition: Edition, styles: Styles, pages: int
) -> None:
    left = NARROW_SIDE if styles.narrow else SIDE
    canvas.setFont(styles.theme.body, 8)
    canvas.setFillColor(HexColor("#555555"))
    if report.page > 1:
        canvas.drawString(left, HEIGHT - 15 * mm, edition.running_title(44))
        canvas.drawRightString(WIDTH - left, HEIGHT - 15 * mm, shortened(edition.administrations, 48))
        canvas.setLineWidth(0.4)
        canvas.line(left, HEIGHT - 17 * mm, WIDTH - left, HEIGHT - 17 * mm)
    place = edition.words.page.format(page=report.page, pages=pages)
    canvas.drawRightString(WIDTH - left, 12 * mm, place)
    canvas.drawString(left, 12 * mm, shortened(edition.study.contractor, 60))
