"""XML and HTML trees (lxml). No entity is resolved and nothing is fetched, wherever the text comes from."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.partition.faults import PARSER_FAULTS


def xml_part(path: Path, name: str) -> Any:
    """Return the root of an XML part of a zip archive, or None if there is none to be read."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(path) as archive:
            return etree.fromstring(archive.read(name), parser)
    except PARSER_FAULTS:
        return None


def values(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the local name and text of all elements of a tree that hold text."""
    from lxml import etree

    for node in root.iter(etree.Element):
        if node.text:
            yield etree.QName(node).localname, node.text


def html_page(text: str) -> Any:
    """Return the root of a page, mended as browsers do.

    Raises:
        ValueError: there is no page in it.
    """
    from lxml import etree, html

    try:
        return html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError as error:
        raise ValueError("no HTML") from error


def html_text(node: Any) -> str:
    """Return a node and what it holds as HTML.

    Raises:
        ValueError: it holds something that HTML cannot say.
    """
    from lxml import etree

    try:
        return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False))
    except etree.LxmlError as error:
        raise ValueError("not to be written as HTML") from error
