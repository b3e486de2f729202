"""Turns the blocks of a text into what flows through the pages of a PDF."""

from collections.abc import Iterator, Sequence
from functools import singledispatch
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, ListFlowable, ListItem, Spacer
from reportlab.platypus import Paragraph as Prose
from reportlab.platypus import Table as Grid

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
from corpus.sample.rendering.chart_drawing import drawing
from corpus.sample.rendering.charts import plan
from corpus.sample.rendering.columns import Lettering, column_widths
from corpus.sample.rendering.pdf_theme import Styles
from models.language import Language


def story(body: Sequence[Block], styles: Styles, width: float, language: Language) -> list[Flowable]:
    """Return what a body looks like in a column of ``width`` points."""
    flowables = [flowable for block in body for flowable in _flowables(block, styles, width, language)]
    # A space at the very end may not fit any more, and would then open a page of its own.
    return flowables[:-1] if isinstance(flowables[-1], Spacer) else flowables


def prose(line: Line, style: ParagraphStyle) -> Prose:
    """Return one paragraph, with its bold words."""
    marked = (f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text) for span in line)
    return Prose("".join(marked), style)


@singledispatch
def _flowables(block: Block, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    raise TypeError(f"{type(block).__name__} is no block")


@_flowables.register
def _(block: Heading, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    # A list lets a heading above it stand alone at the foot of a column: ask for room beforehand.
    yield CondPageBreak(styles.size * 8)
    yield Prose(escape(block.text), styles.heading if block.level == 2 else styles.subheading)


@_flowables.register
def _(block: Paragraph, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    yield prose(block.line, styles.body)


@_flowables.register
def _(block: ItemList, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    items = [ListItem(prose(line, styles.item)) for line in block.items]
    kind = {"bulletType": "1", "bulletFormat": "%s."} if block.numbered else {"bulletType": "bullet"}
    look = {
        "bulletFontName": styles.theme.body,
        "bulletFontSize": styles.size,
        "leftIndent": styles.size * 1.7,
    }
    if not block.numbered:
        look["start"] = "•"
    yield ListFlowable(items, **kind, **look)
    yield Spacer(1, styles.size * 0.3)


@_flowables.register
def _(block: Chart, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    picture = drawing(plan(block, width, language), styles.theme.colour)
    yield KeepTogether([picture, Prose(escape(block.caption), styles.legend)])


@_flowables.register
def _(block: Table, styles: Styles, width: float, language: Language) -> Iterator[Flowable]:
    numeric = numeric_columns(block)
    cells = [
        [Prose(escape(cell), style) for cell, style in zip(row, _cell_styles(base, numeric), strict=True)]
        for row, base in [(block.header, styles.head_cell), *((row, styles.cell) for row in block.rows)]
    ]
    lettering = Lettering(styles.theme.body, styles.theme.bold, styles.cell.fontSize, styles.padding)
    widths = column_widths(block, width, lettering)
    grid = Grid(cells, widths, style=_rules(styles), repeatRows=1)
    grid.hAlign, grid.spaceAfter = "LEFT", styles.size
    # "keep with next" holds a heading, a caption and a table together; a nested KeepTogether would not.
    if block.caption:
        yield Prose(escape(block.caption), styles.caption)
    yield grid


def _cell_styles(base: ParagraphStyle, numeric: Sequence[bool]) -> list[ParagraphStyle]:
    right = ParagraphStyle(f"{base.name}-right", base, alignment=TA_RIGHT)
    return [right if is_number else base for is_number in numeric]


def _rules(styles: Styles) -> list[tuple[object, ...]]:
    colour = HexColor(styles.theme.colour)
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), styles.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), styles.padding),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LINEABOVE", (0, 0), (-1, 0), 1, colour),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, colour),
        ("LINEBELOW", (0, 1), (-1, -2), 0.25, HexColor("#bbbbbb")),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colour),
    ]
