"""The addresses at which a file is read, at a passage, with words marked."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import Request

from models.language import Language
from search_api import reading
from search_api.media import media_type

MOST_MARKS = 16
"""Words marked; what more an address has is left out."""
_LONGEST_MARK = 80
_MOST_DIGITS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to open a file, and what to mark there."""

    page: int | None = None
    """From 1."""
    passage: int | None = None
    """Its number in the file, from 0."""
    marks: tuple[str, ...] = ()
    """Words, as they stand in the passage."""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the address."""
        pairs = [("page", str(self.page))] if self.page is not None else []
        pairs += [("passage", str(self.passage))] if self.passage is not None else []
        return pairs + [("mark", mark) for mark in self.marks]


def is_pdf(name: str) -> bool:
    """Return whether a file is shown page by page; the others as their text."""
    return media_type(name) == "application/pdf"


def reader_url(study: str, n: int, name: str, place: Place, language: Language) -> str:
    """Return where a file is read: page by page, or its text."""
    kept = Place(page=place.page, passage=place.passage, marks=place.marks[:MOST_MARKS])
    if not is_pdf(name):
        return text_url(study, n, kept, language)
    return _url(study, f"file/{n}", kept, language)


def text_url(study: str, n: int, place: Place, language: Language) -> str:
    """Return where the text of a file is read, at the passage or the page."""
    anchor = f"#passage-{place.passage}" if place.passage is not None else ""
    anchor = anchor or (f"#p{place.page}" if place.page is not None else "")
    return _url(study, f"text/{n}", place, language) + anchor


def place_of(request: Request) -> Place:
    """Return the place that an address names; what cannot be read of it is left out."""
    given = request.query_params
    page = _whole(given.get("page", ""))
    marks = (reading.clean(mark)[:_LONGEST_MARK] for mark in given.getlist("mark"))
    return Place(
        page=page or None,
        passage=_whole(given.get("passage", "")),
        marks=tuple(dict.fromkeys(mark for mark in marks if mark))[:MOST_MARKS],
    )


def _url(study: str, what: str, place: Place, language: Language) -> str:
    query = urlencode(place.pairs())
    path = f"/{language}/study/{quote(study, safe='')}/{what}"
    return f"{path}?{query}" if query else path


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
