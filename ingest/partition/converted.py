"""unstructured's elements as ours."""

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.partition.tablehtml import rows_of
from ingest.passage import Element, ElementKind

NO_LANGUAGE = [""]
"""unstructured takes an empty name for "do not guess"."""

_KINDS = {
    "Title": ElementKind.TITLE,
    "ListItem": ElementKind.LIST_ITEM,
    "Table": ElementKind.TABLE,
    "Header": ElementKind.HEADER,
    "Footer": ElementKind.FOOTER,
}
_SKIPPED = {"PageBreak", "Image"}
_MAX_LEVEL = 6


def converted(found: Iterable[Any], *, pages: bool = False) -> Iterator[Element]:
    """Yield unstructured's elements as ours: tables as rows, titles with their level."""
    for element in found:
        text = rows_of(element.metadata.text_as_html) if element.metadata.text_as_html else element.text
        if element.category in _SKIPPED or not text.strip():
            continue
        kind = _KINDS.get(element.category, ElementKind.TEXT)
        depth = element.metadata.category_depth
        yield Element(
            text=text,
            kind=kind,
            page=element.metadata.page_number if pages else None,
            level=min((depth or 0) + 1, _MAX_LEVEL) if kind is ElementKind.TITLE else 0,
        )
