"""Citations as RIS, which reference managers import.

The number of pages is left out: readers of RIS take a report's ``SP`` for the page that it begins on.
"""

from collections.abc import Iterator, Sequence

from search_api.citing.csl import CslItem, date_range


def ris(items: Sequence[CslItem]) -> str:
    """Return one record an item; lines end as the format wants it."""
    return "".join(f"{tag}  - {value}\r\n" for item in items for tag, value in _lines(item))


def _lines(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "ID", item["id"]
    yield "TI", item["title"]
    for author in item.get("author", ()):
        yield "AU", author["literal"]
    if publisher := item.get("publisher"):
        yield "PB", publisher
    yield from _dates(date_range(item))
    if language := item.get("language"):
        yield "LA", language
    yield "UR", item["URL"]
    yield "ER", ""


def _dates(parts: Sequence[Sequence[int]]) -> Iterator[tuple[str, str]]:
    """Yield the first year, and the date as YYYY/MM/DD/: of a range only what is sure."""
    if not parts:
        return
    yield "PY", f"{parts[0][0]:04}"
    known = parts[0] if len(parts) == 1 else [parts[0][0]]
    if len(known) > 1 or len(parts) > 1:
        year, month, day = [f"{known[0]:04}", *(f"{part:02}" for part in known[1:]), "", ""][:3]
        yield "DA", f"{year}/{month}/{day}/{_range(parts)}"


def _range(parts: Sequence[Sequence[int]]) -> str:
    if len(parts) == 1:
        return ""
    return "–".join("-".join(f"{part:02}" for part in one) for one in parts)
