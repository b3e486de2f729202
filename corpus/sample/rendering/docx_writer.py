"""Writes a study as a Word document."""

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from corpus.sample.rendering.archives import MOMENT, steady
from corpus.sample.rendering.blocks import (
    Block,
    Chart,
    Heading,
    ItemList,
    Line,
    Paragraph,
    Table,
    numeric_columns,
)
from corpus.sample.rendering.chart_drawing import picture
from corpus.sample.rendering.charts import plan
from corpus.sample.rendering.columns import Lettering, column_widths
from corpus.sample.rendering.edition import Edition
from models.language import Language

# Each colour with the table style of Word's own palette that comes nearest.
LOOKS = (
    ("3A5A1F", "Light List Accent 3"),
    ("7A2E3A", "Light List Accent 2"),
    ("1F3A6E", "Light List Accent 1"),
    ("5B4A8A", "Light List Accent 4"),
)
FONTS = ("Calibri", "Arial", "Cambria")
LOCALES = {Language.FR: "fr-BE", Language.NL: "nl-BE", Language.EN: "en-GB"}
CHART_WIDTH = 420.0
TEXT_WIDTH = 450.0
ROOMY = Lettering(size=11, padding=8)


def write_docx(edition: Edition) -> bytes:
    """Return the document, with real headings, lists, tables and page numbers."""
    word = WordFile(edition)
    word.front()
    for block in edition.text.body:
        word.add(block)
    return steady(word.content())


class WordFile:
    """A Word document being written."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._colour, self._table_style = LOOKS[edition.study.number % len(LOOKS)]
        self._document = Document()
        self._set_styles()
        self._set_page()
        self._set_properties()

    def front(self) -> None:
        """Write the title and the paragraphs that stand before the first heading."""
        document, edition = self._document, self._edition
        document.add_paragraph(edition.text.title, style="Title")
        document.add_paragraph(f"{edition.administrations} – {edition.year}", style="Subtitle")
        document.add_paragraph(f"{edition.words.author} {edition.study.contractor}")
        for line in edition.text.preface:
            self._fill(document.add_paragraph(), line)

    def content(self) -> bytes:
        """Return the finished file."""
        target = BytesIO()
        self._document.save(target)
        return target.getvalue()

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Write one block at the end."""
        raise TypeError(f"{type(block).__name__} is no block")

    @add.register
    def _(self, block: Heading) -> None:
        self._document.add_heading(block.text, level=block.level - 1)

    @add.register
    def _(self, block: Paragraph) -> None:
        self._fill(self._document.add_paragraph(), block.line)

    @add.register
    def _(self, block: ItemList) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        numbering = self._fresh_numbering() if block.numbered else None
        for line in block.items:
            paragraph = self._document.add_paragraph(style=style)
            self._fill(paragraph, line)
            if numbering is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = numbering
                properties.get_or_add_ilvl().val = 0

    @add.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._document.add_paragraph(
                block.caption, style="Caption"
            ).paragraph_format.keep_with_next = True
        grid = self._document.add_table(rows=0, cols=len(block.header), style=self._table_style)
        look = grid._tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:firstColumn"), "0")
        look.set(qn("w:val"), "0420")  # the same, for programs that read only the bits
        grid.autofit = False
        numeric, widths = numeric_columns(block), column_widths(block, TEXT_WIDTH, ROOMY)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Pt(width)
        for row in (block.header, *block.rows):
            for cell, text, width, right in zip(grid.add_row().cells, row, widths, numeric, strict=True):
                _fill_cell(cell, text, width, right=right)
        self._document.add_paragraph()

    @add.register
    def _(self, block: Chart) -> None:
        image = picture(plan(block, CHART_WIDTH, self._edition.language), f"#{self._colour}")
        self._document.add_picture(BytesIO(image), width=Cm(15))
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._document.add_paragraph(block.caption, style="Caption")

    def _fill(self, paragraph: Any, line: Line) -> None:
        for span in line:
            paragraph.add_run(span.text).bold = span.bold or None

    def _fresh_numbering(self) -> int:
        """Return a numbering that starts at 1: Word goes on counting from list to list otherwise."""
        style = self._document.styles["List Number"].element
        numbering = self._document.part.numbering_part.element
        old = style.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(old).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _set_styles(self) -> None:
        styles = self._document.styles
        font = FONTS[self._edition.study.number % len(FONTS)]
        for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption"):
            styles[name].font.name = font
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Caption"):
            styles[name].font.color.rgb = RGBColor.from_string(self._colour)
        styles["Normal"].font.size = Pt(10.5)
        styles["Title"].font.size = Pt(22)
        for line in styles["Title"].element.pPr.findall(f"{qn('w:pBdr')}/*"):
            line.set(qn("w:color"), self._colour)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[self._edition.language])
        styles["Normal"].element.get_or_add_rPr().append(language)

    def _set_page(self) -> None:
        (section,) = self._document.sections
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        header = f"{self._edition.running_title(48)} | {self._edition.administrations}"
        section.header.paragraphs[0].text = header
        before, between, after = _page_words(self._edition.words.page)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            footer.add_run(text)
            if field:
                footer._p.append(_field(field))

    def _set_properties(self) -> None:
        properties, edition = self._document.core_properties, self._edition
        properties.title, properties.author = edition.text.title, edition.study.contractor
        properties.language = LOCALES[edition.language]
        properties.keywords = ", ".join(edition.keywords)
        properties.comments = ""
        properties.created = properties.modified = datetime(*MOMENT)


def _fill_cell(cell: Any, text: str, width: float, *, right: bool) -> None:
    cell.text, cell.width = text, Pt(width)
    (paragraph,) = cell.paragraphs
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _page_words(pattern: str) -> Sequence[str]:
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _field(instruction: str) -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    return field
