"""Writes a study as an OpenDocument text."""

from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from odf import dc, draw, meta, style, table, text
from odf.element import Element
from odf.opendocument import OpenDocumentText

from corpus.sample.rendering.archives import MOMENT, steady
from corpus.sample.rendering.blocks import (
    Block,
    Chart,
    Heading,
    ItemList,
    Line,
    Paragraph,
    Span,
    Table,
    numeric_columns,
)
from corpus.sample.rendering.chart_drawing import picture
from corpus.sample.rendering.charts import plan
from corpus.sample.rendering.columns import Lettering, column_widths
from corpus.sample.rendering.edition import Edition
from corpus.sample.rendering.odt_styles import add_page, add_styles

COLOURS = ("#3a5a1f", "#7a2e3a", "#1f3a6e")
CHART_WIDTH = 420.0
CHART_CM = 15.0
TEXT_WIDTH = 450.0
POINTS_PER_CM = 28.35
ROOMY = Lettering(size=11, padding=6)


def write_odt(edition: Edition) -> bytes:
    """Return the document, with real headings, lists, tables and page numbers."""
    # odfpy declares every namespace that this process ever used, in whatever document.
    Element.namespaces.clear()
    odt = OdtFile(edition)
    odt.front()
    for block in edition.text.body:
        odt.add(block)
    return steady(odt.content())


class OdtFile:
    """An OpenDocument text being written."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._colour = COLOURS[edition.study.number % len(COLOURS)]
        self._document = OpenDocumentText()
        self._figures = self._tables = self._columns = 0
        add_styles(self._document, self._colour, edition.language)
        header = text.P(stylename="Caption", text=f"{edition.running_title(48)} – {edition.administrations}")
        add_page(self._document, header, _footer(edition.words.page))
        self._set_properties()

    def front(self) -> None:
        """Write the title and the paragraphs that stand before the first heading."""
        edition = self._edition
        self._put(text.P(stylename="Title", text=edition.text.title))
        facts = f"{edition.administrations} – {edition.study.contractor} – {edition.year}"
        for line in ((Span(facts),), *edition.text.preface):
            self.add(Paragraph(line))

    def content(self) -> bytes:
        """Return the finished file."""
        target = BytesIO()
        self._document.write(target)
        return target.getvalue()

    @singledispatchmethod
    def add(self, block: Block) -> None:
        """Write one block at the end."""
        raise TypeError(f"{type(block).__name__} is no block")

    @add.register
    def _(self, block: Heading) -> None:
        level = block.level - 1
        self._put(text.H(outlinelevel=level, stylename=f"Heading_20_{level}", text=block.text))

    @add.register
    def _(self, block: Paragraph) -> None:
        self._put(_paragraph(block.line))

    @add.register
    def _(self, block: ItemList) -> None:
        result = text.List(stylename="Numbers" if block.numbered else "Bullets")
        for line in block.items:
            item = text.ListItem()
            item.addElement(_paragraph(line))
            result.addElement(item)
        self._put(result)

    @add.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._put(text.P(stylename="Caption", text=block.caption))
        self._tables += 1
        grid = table.Table(name=f"Table{self._tables}", stylename="Grid")
        for width in column_widths(block, TEXT_WIDTH, ROOMY):
            grid.addElement(table.TableColumn(stylename=self._column_style(width)))
        styles = ["Table_20_Number" if right else "Table_20_Contents" for right in numeric_columns(block)]
        head = table.TableHeaderRows()
        head.addElement(_row(block.header, ["Table_20_Heading"] * len(block.header), "HeadCell"))
        grid.addElement(head)
        for row in block.rows:
            grid.addElement(_row(row, styles, "Cell"))
        self._put(grid)
        self._put(text.P(stylename="Text_20_body"))

    @add.register
    def _(self, block: Chart) -> None:
        self._figures += 1
        laid_out = plan(block, CHART_WIDTH, self._edition.language)
        image = picture(laid_out, self._colour)
        name = self._document.addPicture(f"Pictures/figure{self._figures}.png", "image/png", image)
        height = CHART_CM * laid_out.height / laid_out.width
        frame = draw.Frame(
            name=f"Figure{self._figures}",
            width=f"{CHART_CM}cm",
            height=f"{height:.2f}cm",
            anchortype="as-char",
        )
        frame.addElement(draw.Image(href=name, type="simple", show="embed", actuate="onLoad"))
        paragraph = text.P(stylename="Text_20_body")
        paragraph.addElement(frame)
        self._put(paragraph)
        self._put(text.P(stylename="Caption", text=block.caption))

    def _column_style(self, width: float) -> Any:
        self._columns += 1
        column = style.Style(name=f"Column{self._columns}", family="table-column")
        column.addElement(style.TableColumnProperties(columnwidth=f"{width / POINTS_PER_CM:.2f}cm"))
        self._document.automaticstyles.addElement(column)
        return column

    def _put(self, part: Any) -> None:
        self._document.text.addElement(part)

    def _set_properties(self) -> None:
        edition, moment = self._edition, "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*MOMENT)
        for part in (
            dc.Title(text=edition.text.title),
            dc.Language(text=edition.language.value),
            dc.Date(text=moment),
            meta.InitialCreator(text=edition.study.contractor),
            meta.CreationDate(text=moment),
            *(meta.Keyword(text=word) for word in edition.keywords),
        ):
            self._document.meta.addElement(part)


def _paragraph(line: Line) -> Any:
    paragraph = text.P(stylename="Text_20_body")
    for span in line:
        if span.bold:
            paragraph.addElement(text.Span(stylename="Strong", text=span.text))
        else:
            paragraph.addText(span.text)
    return paragraph


def _row(cells: tuple[str, ...], styles: list[str], cell_style: str) -> Any:
    row = table.TableRow()
    for content, name in zip(cells, styles, strict=True):
        cell = table.TableCell(stylename=cell_style, valuetype="string")
        cell.addElement(text.P(stylename=name, text=content))
        row.addElement(cell)
    return row


def _footer(pattern: str) -> Any:
    paragraph = text.P(stylename="Footer")
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.addText(before)
    paragraph.addElement(text.PageNumber(selectpage="current"))
    paragraph.addText(between)
    paragraph.addElement(text.PageCount())
    paragraph.addText(after)
    return paragraph
