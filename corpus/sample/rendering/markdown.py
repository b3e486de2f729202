"""Reads the small Markdown subset of the sources into blocks."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile, zip_longest
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.sample.rendering.blocks import (
    Block,
    Chart,
    Heading,
    ItemList,
    Line,
    Paragraph,
    Span,
    Table,
    Text,
    plain,
)
from corpus.sample.rendering.errors import SourceError

CAPTION_WORDS = ("Tableau ", "Tabel ", "Table ")

Typeset = Callable[[str], str]


def read_text(path: Path, typeset: Typeset) -> Text:
    """Read a source, passing every piece of prose through ``typeset``.

    Raises:
        SourceError: The file has no title, or uses Markdown beyond the subset.
    """
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")))
    try:
        title, *blocks = (_block(node, typeset) for node in root.children)
    except (KeyError, ValueError, tomllib.TOMLDecodeError) as error:
        raise SourceError(path, f"not in the Markdown subset ({error})") from error
    if not (isinstance(title, Heading) and title.level == 1):
        raise SourceError(path, "the first line is not a title")
    preface = tuple(takewhile(lambda block: isinstance(block, Paragraph), blocks))
    body = tuple(_captioned(blocks[len(preface) :]))
    return Text(title.text, tuple(block.line for block in preface if isinstance(block, Paragraph)), body)


def _block(node: SyntaxTreeNode, typeset: Typeset) -> Block:
    return READERS[node.type](node, typeset)


def _heading(node: SyntaxTreeNode, typeset: Typeset) -> Heading:
    return Heading(int(node.tag[1]), plain(_line(node.children[0], typeset)))


def _paragraph(node: SyntaxTreeNode, typeset: Typeset) -> Paragraph:
    return Paragraph(_line(node.children[0], typeset))


def _list(node: SyntaxTreeNode, typeset: Typeset) -> ItemList:
    items = []
    for item in node.children:
        (paragraph,) = item.children
        items.append(_line(paragraph.children[0], typeset))
    return ItemList(tuple(items), numbered=node.type == "ordered_list")


def _table(node: SyntaxTreeNode, typeset: Typeset) -> Table:
    rows = [
        tuple(plain(_line(cell.children[0], typeset)) for cell in row.children)
        for part in node.children
        for row in part.children
    ]
    return Table("", rows[0], tuple(rows[1:]))


def _chart(node: SyntaxTreeNode, typeset: Typeset) -> Chart:
    if node.info.strip() != "chart":
        raise ValueError(f"a fenced block of kind {node.info!r}")
    data = tomllib.loads(node.content)
    labels, values = tuple(map(typeset, data["labels"])), tuple(map(float, data["values"]))
    if len(labels) != len(values):
        raise ValueError(f"a chart of {len(labels)} labels and {len(values)} values")
    return Chart(typeset(data["caption"]), typeset(data["unit"]), labels, values)


READERS: dict[str, Callable[[SyntaxTreeNode, Typeset], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": _list,
    "ordered_list": _list,
    "table": _table,
    "fence": _chart,
}


def _line(inline: SyntaxTreeNode, typeset: Typeset) -> Line:
    return tuple(span for node in inline.children for span in _spans(node, typeset, bold=False))


def _spans(node: SyntaxTreeNode, typeset: Typeset, *, bold: bool) -> Iterator[Span]:
    if node.type == "text":
        yield Span(typeset(node.content), bold)
    elif node.type == "softbreak":
        yield Span(" ", bold)
    elif node.type == "strong":
        for child in node.children:
            yield from _spans(child, typeset, bold=True)
    else:
        raise ValueError(f"an inline {node.type}")


def _captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give each table the caption paragraph that stands before it."""
    caption = ""
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Paragraph) and isinstance(following, Table) and _is_caption(block):
            caption = plain(block.line)
        elif isinstance(block, Table):
            yield Table(caption, block.header, block.rows)
            caption = ""
        else:
            yield block


def _is_caption(paragraph: Paragraph) -> bool:
    return plain(paragraph.line).startswith(CAPTION_WORDS)
