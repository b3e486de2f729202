"""Writes a study as a presentation."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from corpus.sample.rendering.archives import MOMENT, steady
from corpus.sample.rendering.blocks import Chart, Line, Table, numeric_columns, plain
from corpus.sample.rendering.chart_drawing import picture
from corpus.sample.rendering.charts import plan
from corpus.sample.rendering.columns import Lettering, column_widths
from corpus.sample.rendering.edition import Edition
from corpus.sample.rendering.slides import Point, Slide, deal

TITLE_SLIDE, TITLE_AND_CONTENT, TITLE_ONLY = 0, 1, 5
COLOURS = ("00707A", "8A3B12", "3A5A1F")
CHART_WIDTH = 430.0
PLAIN_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's identifier of the table style without colours."""
ROOMY = Lettering(size=16, padding=9)
LEFT, TOP, WIDTH = Inches(0.6), Inches(1.65), Inches(8.8)


def write_pptx(edition: Edition) -> bytes:
    """Return the presentation: a title slide, then at least one slide per heading."""
    deck = Deck(edition)
    deck.open()
    for slide in deal(edition.text.body, edition.text.title):
        deck.add(slide)
    return steady(deck.content())


class Deck:
    """A presentation being written."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._presentation = Presentation()
        self._hex = COLOURS[edition.study.number % len(COLOURS)]
        self._colour = _colour(self._hex)
        properties = self._presentation.core_properties
        properties.title, properties.author = edition.text.title, edition.study.contractor
        properties.language = edition.language.value
        properties.keywords = ", ".join(edition.keywords)
        properties.created = properties.modified = datetime(*MOMENT)
        properties.last_modified_by = edition.study.contractor

    def open(self) -> None:
        """Write the title slide."""
        slide = self._slide(TITLE_SLIDE, self._edition.text.title, Pt(32))
        facts = f"{self._edition.administrations} – {self._edition.year}"
        lines = [facts, *(plain(line) for line in self._edition.text.preface)]
        frame = slide.placeholders[1].text_frame
        frame.text = "\n".join(lines)
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            _sized(paragraph, Pt(14))

    def add(self, slide: Slide) -> None:
        """Write one slide at the end."""
        title = slide.title if slide.part == 1 else f"{slide.title} ({self._edition.words.continued})"
        if isinstance(slide.content, Chart):
            self._chart(self._slide(TITLE_ONLY, title, Pt(26)), slide.content)
        elif isinstance(slide.content, Table):
            self._table(self._slide(TITLE_ONLY, title, Pt(26)), slide.content)
        else:
            self._points(self._slide(TITLE_AND_CONTENT, title, Pt(26)), slide.content)

    def content(self) -> bytes:
        """Return the finished file."""
        target = BytesIO()
        self._presentation.save(target)
        return target.getvalue()

    def _slide(self, layout: int, title: str, size: int) -> Any:
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[layout])
        slide.shapes.title.text = title
        (paragraph,) = slide.shapes.title.text_frame.paragraphs
        paragraph.alignment = PP_ALIGN.LEFT
        _sized(paragraph, size)
        for run in paragraph.runs:
            run.font.bold, run.font.color.rgb = True, self._colour
        if layout != TITLE_SLIDE:
            self._footer(slide)
        return slide

    def _footer(self, slide: Any) -> None:
        number = len(self._presentation.slides)
        frame = slide.shapes.add_textbox(LEFT, Inches(7.05), WIDTH, Inches(0.3)).text_frame
        frame.word_wrap = True
        frame.text = f"{self._edition.administrations} | {self._edition.running_title(50)} | {number}"
        _sized(frame.paragraphs[0], Pt(10))

    def _points(self, slide: Any, points: Sequence[Point]) -> None:
        shape = slide.placeholders[1]
        shape.left, shape.top, shape.width, shape.height = LEFT, TOP, WIDTH, Inches(5.2)
        frame = shape.text_frame
        for number, point in enumerate(points):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            _filled(paragraph, point.line)
            _sized(paragraph, Pt(20))
            _marked(paragraph, point.mark)

    def _table(self, slide: Any, table: Table) -> None:
        self._caption(slide, table.caption, TOP - Inches(0.15))
        rows = (table.header, *table.rows)
        shape = slide.shapes.add_table(
            len(rows), len(table.header), LEFT, TOP + Inches(0.4), WIDTH, Inches(1)
        )
        shape.table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_GRID
        numeric, widths = numeric_columns(table), column_widths(table, WIDTH / Pt(1), ROOMY)
        for column, width in zip(shape.table.columns, widths, strict=True):
            column.width = Pt(width)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                self._cell(shape.table.cell(y, x), text, right=numeric[x], head=y == 0)

    def _cell(self, cell: Any, text: str, *, right: bool, head: bool) -> None:
        cell.text = text
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        if head:
            cell.fill.solid()
            cell.fill.fore_color.rgb = self._colour
        (paragraph,) = cell.text_frame.paragraphs
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        _sized(paragraph, Pt(14))
        for run in paragraph.runs if head else ():
            run.font.bold, run.font.color.rgb = True, _colour("FFFFFF")

    def _chart(self, slide: Any, chart: Chart) -> None:
        laid_out = plan(chart, CHART_WIDTH, self._edition.language)
        image = BytesIO(picture(laid_out, f"#{self._hex}"))
        shape = slide.shapes.add_picture(image, LEFT, TOP, width=WIDTH)
        if shape.height > Inches(4.6):
            shape.width, shape.height = int(shape.width * Inches(4.6) / shape.height), Inches(4.6)
        self._caption(slide, chart.caption, TOP + shape.height + Inches(0.1))

    def _caption(self, slide: Any, caption: str, top: int) -> None:
        frame = slide.shapes.add_textbox(LEFT, top, WIDTH, Inches(0.4)).text_frame
        frame.word_wrap = True
        frame.text = caption
        _sized(frame.paragraphs[0], Pt(14))
        frame.paragraphs[0].runs[0].font.italic = True


def _colour(digits: str) -> Any:
    return RGBColor(*bytes.fromhex(digits))  # type: ignore[no-untyped-call]


def _filled(paragraph: Any, line: Line) -> None:
    for span in line:
        run = paragraph.add_run()
        run.text = span.text
        run.font.bold = span.bold or None


def _sized(paragraph: Any, size: int) -> None:
    for run in paragraph.runs:
        run.font.size = size


def _marked(paragraph: Any, mark: str) -> None:
    """Set the bullet of a paragraph; the layout's own bullet stays where the mark is one."""
    if mark == "•":
        return
    properties = paragraph._p.get_or_add_pPr()
    name = "a:buAutoNum" if mark else "a:buNone"
    bullet = properties.makeelement(qn(name), {"type": "arabicPeriod"} if mark else {})
    if mark and mark != "1.":
        bullet.set("startAt", mark.rstrip("."))
    if not mark:
        properties.set("marL", "0")
        properties.set("indent", "0")
    properties.append(bullet)
