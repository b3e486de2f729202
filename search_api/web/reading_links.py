"""The addresses at which a file is read, at a passage, with words marked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from models.language import Language
from search_api import reading
from search_api.media import media_type
from search_api.web.studies_view import study_url

PER_PART = 60
"""Passages of a text on one page: some twenty pages of paper."""

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
        return pairs + self.mark_pairs()

    def mark_pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the words to mark."""
        return [("mark", mark) for mark in self.marks[:MOST_MARKS]]


_START = Place()


def opens_at_a_page(name: str) -> bool:
    """Tell whether a file of this name is read page by page; the others as their text."""
    return media_type(name) == "application/pdf"


def reader_url(study: str, n: int, name: str, place: Place, language: Language) -> str:
    """Return where the nth file of a study is read: page by page, or its text."""
    if not opens_at_a_page(name):
        return text_url(study, n, language, place)
    return _with(f"{study_url(study, language)}/file/{n}", place.pairs())


def text_url(study: str, n: int, language: Language, place: Place = _START) -> str:
    """Return where the text of the nth file is read, from the passage of the place."""
    passage = place.passage
    part = [("part", str(passage // PER_PART + 1))] if passage and passage >= PER_PART else []
    anchor = "" if passage is None else f"#{passage_anchor(passage)}"
    return _with(f"{study_url(study, language)}/text/{n}", [*part, *place.mark_pairs()]) + anchor


def passage_anchor(passage: int) -> str:
    """Return the name of a passage in its page, where they count from 1."""
    return f"passage-{passage + 1}"


def place_of(request: Request) -> Place:
    """Return the place that an address names; what cannot be read of it is left out."""
    given = request.query_params
    marks = (reading.clean(mark)[:_LONGEST_MARK] for mark in given.getlist("mark"))
    return Place(
        page=_whole(given.get("page", "")) or None,
        passage=_whole(given.get("passage", "")),
        marks=tuple(dict.fromkeys(mark for mark in marks if mark))[:MOST_MARKS],
    )


def _with(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
