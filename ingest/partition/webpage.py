"""Prepares a web page: clutter out, and what unstructured would lose into forms that it keeps."""

import re
from typing import Any

from ingest.partition.markup import html_page

_DROPPED = """
    script style noscript template nav footer form button select dialog svg canvas iframe object embed audio
    video map
"""
_CLUTTER = frozenset(_DROPPED.split())
_CLUTTER_ROLES = frozenset(("navigation", "search", "complementary", "dialog", "alert"))
_EDGE_ROLES = frozenset(("banner", "contentinfo"))  # clutter unless they hold the title
_CLUTTER_CLASS = re.compile(r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|skip|navbar|pagination)(?:$|[\s_-])", re.I)
_ENOUGH = 200  # letters that make a <main> the text of the page
_LONG_CELL = 120  # words; a table with such a cell lays out the page
_TWO_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_PARAGRAPHS = {"figcaption": "p", "dt": "p", "dd": "p", "address": "p", "summary": "p"}
_BOXES = {"figure": "div", "dl": "div", "details": "div", "center": "div", "fieldset": "div"}


def parse_page(text: str) -> Any:
    """Return the tree of a page.

    Raises:
        ValueError: there is no page in it.
    """
    # An empty paragraph ends the one before: authors without style sheets separate paragraphs by two breaks.
    separated = _TWO_BREAKS.sub("<p></p>", text)
    return html_page(separated)


def main_part(page: Any) -> Any:
    """Return the part of a page that holds its text, without clutter and in simple elements."""
    for node in list(page.iter()):
        if node.getparent() is not None and _is_clutter(node):
            node.drop_tree()
    main = next((node for node in page.iter("main") if _letters(node) >= _ENOUGH), None)
    body = page.find("body") if main is None else main
    _simplify(page if body is None else body)
    return page if body is None else body


def _is_clutter(node: Any) -> bool:
    if not isinstance(node.tag, str):
        return True  # a comment or processing instruction
    role = (node.get("role") or "").lower()
    return (
        node.tag in _CLUTTER
        or role in _CLUTTER_ROLES
        or (role in _EDGE_ROLES and node.find(".//h1") is None)
        or node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(_CLUTTER_CLASS.search(node.get("class") or ""))
    )


def _letters(node: Any) -> int:
    return sum(character.isalpha() for character in node.text_content())


def _simplify(root: Any) -> None:
    """Rename elements that unstructured drops with their text, and take layout tables apart."""
    for caption in list(root.iter("caption")):
        table = caption.getparent()
        caption.drop_tree()
        caption.tail, caption.tag = None, "p"
        table.addprevious(caption)
    for table in list(root.iter("table")):
        if _is_layout(table):
            for part in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
                part.tag = "div"
    for ordered in root.iter("ol"):
        _write_numbers(ordered)
    for node in list(root.iter("font")):
        node.drop_tag()
    for node in root.iter(*_PARAGRAPHS, *_BOXES):
        node.tag = _PARAGRAPHS.get(node.tag) or _BOXES[node.tag]


def _write_numbers(ordered: Any) -> None:
    """Put the numbers that browsers show before the items of a list into their text."""
    first = ordered.get("start", "1")
    for number, item in enumerate(ordered.iterchildren("li"), int(first) if first.isdecimal() else 1):
        wrapped = len(item) and not (item.text or "").strip() and item[0].tag in ("p", "div")
        inner = item[0] if wrapped else item
        inner.text = f"{number}. {(inner.text or '').lstrip()}"


def _is_layout(table: Any) -> bool:
    return (
        table.get("role") == "presentation"
        or table.find(".//table") is not None
        or any(len(cell.text_content().split()) > _LONG_CELL for cell in table.iter("td"))
    )
