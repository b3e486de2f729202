"""From the contents of all pages to Elements in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from ingest.partition.pdf.cells import table_text
from ingest.partition.pdf.columns import regions
from ingest.partition.pdf.content import PageContent
from ingest.partition.pdf.headings import Body, Levels, as_element, body_style, is_heading, joined_headings
from ingest.partition.pdf.lines import Piece, by_direction, pieces
from ingest.partition.pdf.paragraphs import Paragraph, as_line, paragraphs
from ingest.partition.pdf.recorder import turned
from ingest.partition.pdf.running import Marks, PagePieces, running
from ingest.partition.pdf.tables import blocks, rows
from ingest.passage import Element, ElementKind


@dataclass(frozen=True, slots=True)
class _Table:
    text: str


_Block = _Table | Paragraph


def page_pieces(content: PageContent) -> PagePieces:
    """Return the pieces of a page, those of its main direction first."""
    groups = by_direction(content.runs)
    quarter = groups[0][0] if groups else 0
    corners = [turned(x, y, quarter)[1] for x in (0.0, content.width) for y in (0.0, content.height)]
    found = [pieces(runs) for _, runs in groups]
    return PagePieces(
        number=content.number,
        bottom=min(corners),
        top=max(corners),
        pieces=found[0] if found else [],
        others=found[1:],
    )


def elements(pages: Sequence[PagePieces], title: str | None = None) -> list[Element]:
    """Return the Elements of a document in reading order, running headers and footers among them."""
    marks = running(pages, title)
    regional = [list(_page_blocks(page, mark)) for page, mark in zip(pages, marks, strict=True)]
    body = body_style([block for page in regional for block in page if isinstance(block, Paragraph)])
    laid_out = [_with_headings(page, body) for page in regional]
    texts = [block for page in laid_out for block in page if isinstance(block, Paragraph)]
    levels = Levels.of([text for text in texts if is_heading(text, body)])
    found: list[Element] = []
    for page, mark, page_blocks in zip(pages, marks, laid_out, strict=True):
        found += _edge_elements(page, mark, ElementKind.HEADER)
        for block in page_blocks:
            if isinstance(block, _Table):
                found.append(Element(text=block.text, kind=ElementKind.TABLE, page=page.number))
            else:
                found.append(as_element(block, page.number, body, levels))
        found += _edge_elements(page, mark, ElementKind.FOOTER)
    return found


def _page_blocks(page: PagePieces, marks: Marks) -> Iterator[_Block]:
    yield from _blocks([piece for piece in page.pieces if piece not in marks])
    for other in page.others:
        for block in _blocks(other):
            # Turned text is a stamp or the label of an axis, never a heading.
            yield block._replace(size=0.0, bold=False) if isinstance(block, Paragraph) else block


def _with_headings(page: Sequence[_Block], body: Body) -> list[_Block]:
    found: list[_Block] = []
    for is_text, group in groupby(page, key=lambda block: isinstance(block, Paragraph)):
        same = list(group)
        found += joined_headings([cast("Paragraph", block) for block in same], body) if is_text else same
    return found


def _blocks(found: Sequence[Piece]) -> Iterator[_Block]:
    for region in regions(found):
        for is_table, table in blocks(rows(region)):
            if is_table:
                yield _Table(table_text(table))
            else:
                yield from paragraphs([as_line(row) for row in table])


def _edge_elements(page: PagePieces, marks: Marks, kind: ElementKind) -> list[Element]:
    return [
        Element(text=piece.text, kind=kind, page=page.number)
        for piece in page.pieces
        if marks.get(piece) is kind
    ]
