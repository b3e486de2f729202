"""The text of a file as it was read, for formats that a browser does not open at a place."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.study import Study
from ingest.passage import Extraction
from models.language import Language
from search_api.describing import file_url
from search_api.web.excerpts import Piece
from search_api.web.links import Link
from search_api.web.marking import marked, words_of
from search_api.web.reading_links import PER_PART, Place, passage_anchor, text_url
from search_api.web.studies_view import study_url, title_for
from search_api.web.wording import Wording

_REPEATED = range(20, 1001)
"""Characters that a passage may repeat of the one before it; fewer in common are chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a point of a list, a row of a table, or a heading."""

    pieces: tuple[Piece, ...]
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage to read."""

    anchor: str
    lines: tuple[Line, ...]
    language: Language | None
    page: str | None
    page_anchor: str | None
    """Where the first passage on the page is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A part of the text of a file."""

    title: str
    study: Link
    file: Link | None
    """``None`` where it is not served."""
    url: str
    passages: tuple[PassageText, ...]
    previous: str | None
    next: str | None


def parts(extraction: Extraction) -> int:
    """Return how many parts a text has; one without passages has an empty one."""
    return max(1, -(-len(extraction.passages) // PER_PART))


def text_view(
    study: Study, n: int, extraction: Extraction, part: int, place: Place, words: Wording, *, served: bool
) -> TextView:
    """Return a part of the text, from 1, with the way to the file where that is served."""
    file, language = study.files[n - 1], words.language
    start = text_url(study.id, n, language)
    first = (part - 1) * PER_PART
    return TextView(
        title=file.name,
        study=Link(title_for(study.titles, language, study.id).text, study_url(study.id, language)),
        file=Link(file.name, file_url(study.id, n)) if served else None,
        url=f"{start}{_part(part)}",
        passages=tuple(_texts(extraction, first, place, words)),
        previous=f"{start}{_part(part - 1)}" if part > 1 else None,
        next=f"{start}{_part(part + 1)}" if part < parts(extraction) else None,
    )


def _texts(extraction: Extraction, first: int, place: Place, words: Wording) -> Iterator[PassageText]:
    headings, marks = {heading.text for heading in extraction.outline}, words_of(place.marks)
    shown = extraction.passages[first : first + PER_PART]
    page = 0
    for before, passage in zip(("", *(one.text for one in shown)), shown, strict=False):
        texts = (line.strip() for line in passage.text[_repeated(before, passage.text) :].split("\n"))
        at = passage.pages.first if passage.pages else 0
        yield PassageText(
            anchor=passage_anchor(passage.number),
            lines=tuple(Line(marked(text, marks), text in headings) for text in texts if text),
            language=passage.language,
            page=words.text("page %(page)s", page=at) if at else None,
            page_anchor=f"p{at}" if at > page else None,
        )
        page = max(page, at)


def _repeated(before: str, text: str) -> int:
    """Return how many characters at the beginning of a passage are the end of the one before it."""
    sizes = (size for size in reversed(_REPEATED) if size <= len(text))
    return next((size for size in sizes if before.endswith(text[:size])), 0)


def _part(part: int) -> str:
    return f"?part={part}" if part > 1 else ""
