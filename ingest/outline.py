"""The headings of a file, in order: its table of contents."""

from collections.abc import Iterator, Sequence

from ingest.passage import Element, ElementKind, Heading

_DEEPEST = 7
"""The rank of a heading whose rank is not known."""

_LONGEST = 300
"""Characters of a heading; what is longer is a paragraph in large print, and is cut."""


def outline(elements: Sequence[Element]) -> tuple[Heading, ...]:
    """Return the headings; each is one deeper than the nearest one before it of a higher rank."""
    return tuple(_headings(elements))


def _headings(elements: Sequence[Element]) -> Iterator[Heading]:
    path: list[int] = []
    for element in elements:
        text = " ".join(element.text.split())[:_LONGEST]
        if element.kind is ElementKind.TITLE and text:
            rank = element.level or _DEEPEST
            path = [*(above for above in path if above < rank), rank]
            yield Heading(text=text, depth=len(path), page=element.page)
