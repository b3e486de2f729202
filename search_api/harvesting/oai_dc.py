"""Records of a repository: a header, and Dublin Core as repositories write it."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from search_api.harvesting.record import Link, SourceRecord, Text
from search_api.media import MEDIA_TYPES

OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PAGES = frozenset({".htm", ".html"})


def read_record(node: Any) -> SourceRecord | None:
    """Return a record; ``None`` for one without an identifier."""
    header = node.find(f"{OAI}header")
    identifier = "" if header is None else (header.findtext(f"{OAI}identifier") or "").strip()
    if not identifier:
        return None
    stamp = (header.findtext(f"{OAI}datestamp") or "").strip() or None
    if header.get("status") == "deleted":
        return SourceRecord(identifier=identifier, stamp=stamp, deleted=True)
    return SourceRecord(
        identifier=identifier,
        stamp=stamp,
        titles=tuple(_texts(node, "title")),
        abstracts=tuple(_texts(node, "description")),
        keywords=tuple(_texts(node, "subject")),
        publishers=_words(node, "publisher"),
        authors=_words(node, "creator"),
        dates=_words(node, "date"),
        languages=_words(node, "language"),
        types=_words(node, "type"),
        links=tuple(_links(node)),
    )


def _texts(node: Any, name: str) -> Iterator[Text]:
    for one in node.iter(f"{_DC}{name}"):
        if text := "".join(one.itertext()).strip():
            yield Text(text, one.get(_LANG))


def _words(node: Any, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in _texts(node, name))


def _links(node: Any) -> Iterator[Link]:
    """Yield what may be files: addresses that end as files do, and whatever is said to be related."""
    seen: set[str] = set()
    for name in ("identifier", "relation", "source"):
        for address in _words(node, name):
            if not address.startswith(("http://", "https://")) or address in seen:
                continue
            seen.add(address)
            file = _file_name(address)
            if file or name == "relation":
                yield Link(address=address, sure=file is not None, name=file)


def _file_name(address: str) -> str | None:
    """Return the name of the file that an address ends in; a page is no file."""
    try:
        name = PurePosixPath(unquote(urlsplit(address).path)).name
    except ValueError:
        return None
    ending = PurePosixPath(name).suffix.lower()
    return name if ending in MEDIA_TYPES and ending not in _PAGES else None
