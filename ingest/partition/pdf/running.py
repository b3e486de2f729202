"""Running headers, footers and page numbers, recognised by where they stand and by their return."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.partition.pdf.lines import Piece
from ingest.passage import ElementKind

_ZONE = 0.14  # of the height of the page, at its top and at its bottom
_WIDE_ZONE = 0.3  # of a small text area on a large page
_WIDE_ROWS = 2
_FULL_PAGE = 8  # rows that make a page of text
_APART = 1.4  # of the usual distance of rows
_LARGE = 1.25  # of the usual size: a title that returns on several slides is no running header
_ROWS = 4  # of a zone, counted from the edge
_ENOUGH = 3  # pages; two in a short document, whose first page often has no header
_SHORT = 5  # pages
_TITLE_WORDS = 3
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:p|pp|page|pagina|blz|bladzijde|pag|pg)\b\.?\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|\||-|–|sur|van|of|de|op|out of)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PagePieces:
    """The pieces of one page in its main direction, with the y of its lower and upper edge."""

    number: int
    bottom: float
    top: float
    pieces: Sequence[Piece]
    others: Sequence[Sequence[Piece]] = field(default=())
    """Pieces in other directions, a sequence each."""

    def zone(self, piece: Piece, share: float) -> ElementKind | None:
        """Return which edge zone a piece stands in: HEADER, FOOTER or none."""
        height = self.top - self.bottom
        if piece.y > self.top - share * height:
            return ElementKind.HEADER
        return ElementKind.FOOTER if piece.y < self.bottom + share * height else None


Marks = Mapping[Piece, ElementKind]


def running(pages: Sequence[PagePieces], title: str | None) -> list[Marks]:
    """Return, page by page, the pieces that are running headers or footers, or page numbers.

    What repeats the title of the document after its first page is one as well, however short the document.
    """
    edges = [_edges(page) for page in pages]
    title = title or _largest(pages)
    counts = Counter(key for page in edges for key in {_key(piece, kind) for piece, kind in page.items()})
    enough = 2 if len(pages) <= _SHORT else _ENOUGH
    marks = [
        {
            piece: kind
            for piece, kind in page.items()
            if counts[_key(piece, kind)] >= enough
            or piece.artifact
            or _is_page_number(piece, page)
            or (number > 0 and _repeats(piece.text, title))
        }
        for number, page in enumerate(edges)
    ]
    # Two separator sheets are no running header: in a short document a page keeps the only text that it has.
    spared = len(pages) <= _SHORT
    return [
        {} if spared and len(mark) == len(page.pieces) else mark
        for mark, page in zip(marks, pages, strict=True)
    ]


def _largest(pages: Sequence[PagePieces]) -> str | None:
    first = pages[0].pieces if pages else ()
    return max(first, key=lambda piece: piece.size).text if first else None


def _repeats(text: str, title: str | None) -> bool:
    short = " ".join(text.casefold().split()).rstrip(" .…")
    return title is not None and len(short.split()) >= _TITLE_WORDS and title.casefold().startswith(short)


def _key(piece: Piece, kind: ElementKind) -> tuple[ElementKind, str]:
    return kind, _DIGITS.sub("#", " ".join(piece.text.casefold().split()))


def _edges(page: PagePieces) -> dict[Piece, ElementKind]:
    """Return the pieces of the outermost rows of a page, and those the writer marked."""
    found: dict[Piece, ElementKind] = {}
    usual = median([piece.size for piece in page.pieces] or [0.0])
    for kind in (ElementKind.HEADER, ElementKind.FOOTER):
        levels = _edge_levels(page, kind)
        found.update(
            {piece: kind for piece in page.pieces if piece.y in levels and piece.size <= _LARGE * usual}
        )
    for piece in page.pieces:
        zone_kind = page.zone(piece, _WIDE_ZONE) if piece.artifact else None
        if zone_kind is not None:
            found[piece] = zone_kind
    return found


def _edge_levels(page: PagePieces, kind: ElementKind) -> set[float]:
    """Return the baselines at one edge: those next to it, and those set apart from a small text area."""
    inwards = sorted({piece.y for piece in page.pieces}, reverse=kind is ElementKind.HEADER)
    near = {piece.y for piece in page.pieces if page.zone(piece, _ZONE) is kind}
    wide = {piece.y for piece in page.pieces if page.zone(piece, _WIDE_ZONE) is kind}
    levels = {y for y in inwards[:_ROWS] if y in near}
    gaps = [abs(one - other) for one, other in pairwise(inwards)]
    if len(inwards) >= _FULL_PAGE:
        apart = [n for n in range(_WIDE_ROWS) if gaps[n] > _APART * median(gaps)]
        levels |= {y for n in apart[-1:] for y in inwards[: n + 1] if y in wide}
    return levels


def _is_page_number(piece: Piece, page: Mapping[Piece, ElementKind]) -> bool:
    """Recognise a number alone in the outermost row; further in it may belong to a figure."""
    kind = page[piece]
    same = [other for other, other_kind in page.items() if other_kind is kind]
    outermost = max(same, key=lambda other: other.y if kind is ElementKind.HEADER else -other.y)
    return abs(outermost.y - piece.y) < piece.size and bool(_PAGE_NUMBER.fullmatch(piece.text))
