"""The text of a file as it was read, for formats that a browser does not open at a place."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.study import Study
from ingest.passage import Extraction
from models.language import Language
from search_api.describing import file_url
from search_api.media import media_type
from search_api.web.links import Link
from search_api.web.studies_view import study_url, title_for
from search_api.web.wording import Wording

PER_PART = 60
"""Passages on one page: some twenty pages of paper."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a point of a list, a row of a table, or a heading."""

    text: str
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """A passage to read."""

    anchor: str
    lines: tuple[Line, ...]
    language: Language | None
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A part of the text of a file."""

    title: str
    study: Link
    file: Link
    url: str
    passages: tuple[PassageText, ...]
    previous: str | None
    next: str | None


def opens_at_a_page(name: str) -> bool:
    """Tell whether browsers open a file of this name at a page of their choice."""
    return media_type(name) == "application/pdf"


def text_url(study: str, n: int, language: Language, *, passage: int | None = None) -> str:
    """Return where the text of the nth file is read, from one of its passages."""
    start = f"{study_url(study, language)}/text/{n}"
    if passage is None:
        return start
    part = passage // PER_PART + 1
    return f"{start}{_part(part)}#{_anchor(passage)}"


def parts(extraction: Extraction) -> int:
    """Return how many parts a text has; one without passages has an empty one."""
    return max(1, -(-len(extraction.passages) // PER_PART))


def text_view(study: Study, n: int, extraction: Extraction, part: int, words: Wording) -> TextView:
    """Return a part of the text, from 1."""
    file, language = study.files[n - 1], words.language
    start = text_url(study.id, n, language)
    first = (part - 1) * PER_PART
    return TextView(
        title=file.name,
        study=Link(title_for(study.titles, language).text, study_url(study.id, language)),
        file=Link(file.name, file_url(study.id, n)),
        url=f"{start}{_part(part)}",
        passages=tuple(_texts(extraction, first, words)),
        previous=f"{start}{_part(part - 1)}" if part > 1 else None,
        next=f"{start}{_part(part + 1)}" if part < parts(extraction) else None,
    )


def _part(part: int) -> str:
    return f"?part={part}" if part > 1 else ""


def _anchor(passage: int) -> str:
    return f"passage-{passage + 1}"


def _texts(extraction: Extraction, first: int, words: Wording) -> Iterator[PassageText]:
    headings = {heading.text for heading in extraction.outline}
    for passage in extraction.passages[first : first + PER_PART]:
        texts = (line.strip() for line in passage.text.split("\n"))
        yield PassageText(
            anchor=_anchor(passage.number),
            lines=tuple(Line(text, text in headings) for text in texts if text),
            language=passage.language,
            page=words.text("page %(page)s", page=passage.pages.first) if passage.pages else None,
        )
