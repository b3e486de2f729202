"""What the files of a study say of it, for a librarian to take over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.administrations import Registry
from corpus.errors import FileMissingError
from corpus.inventory.date_shapes import read_shape, shaped
from corpus.study import Study, StudyFile
from corpus.text import fold
from ingest.passage import Extraction
from models.language import Language
from search_api.ingesting.reading import kept_extraction
from search_api.interpreting.names import names_of
from search_api.interpreting.sentence import Sentence

if TYPE_CHECKING:
    from search_api.library import Shelf

_BEGINNING = 3_000
"""Characters of the text of a file that are looked at: its title page."""
_FIRST_YEAR = 1950
_WORD = re.compile(r"[^\s,;()]+")


class Place(StrEnum):
    """Where in a file something stands."""

    HEADING = "heading"
    TEXT = "text"
    PROPERTIES = "properties"
    """What the program that wrote it put into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A value of a field, as the form has it."""

    field: str
    value: str
    file: int
    """Number of the file in its study, from 1."""
    place: Place
    page: int | None = None
    """From 1; ``None`` where the format has no pages."""


def proposals(shelf: "Shelf", study: Study, registry: Registry, language: Language) -> list[Proposal]:
    """Return what the files of a study say of it, the first file first; a lost file says nothing.

    Administrations are named in ``language``, that of the form.
    """
    found: dict[tuple[str, str], Proposal] = {}
    for number, file in enumerate(study.files, start=1):
        if extraction := _extraction(shelf, file):
            for proposal in _of_file(number, file, extraction, registry, language):
                found.setdefault((proposal.field, proposal.value), proposal)
    return list(found.values())


def _extraction(shelf: "Shelf", file: StudyFile) -> Extraction | None:
    try:
        return kept_extraction(shelf, file)
    except FileMissingError:
        return None


def _of_file(
    number: int, file: StudyFile, extraction: Extraction, registry: Registry, language: Language
) -> Iterator[Proposal]:
    if title := _title(number, file, extraction):
        yield title
    if extraction.language:
        yield _said("language." + file.sha256, extraction.language.value, number, extraction)
    if extraction.author:
        yield Proposal(field="contractor", value=extraction.author, file=number, place=Place.PROPERTIES)
    text = _beginning(extraction)
    for name in _administrations(text, registry, language):
        yield _said("administration", name, number, extraction)
    yield from _dates(number, text, extraction)


def _title(number: int, file: StudyFile, extraction: Extraction) -> Proposal | None:
    if not extraction.title:
        return None
    language = extraction.language or file.language or Language.FR
    heading = next((one for one in extraction.outline if one.text == extraction.title), None)
    return Proposal(
        field=f"titles.{language}",
        value=extraction.title,
        file=number,
        place=Place.HEADING if heading else Place.PROPERTIES,
        page=heading.page if heading else None,
    )


def _said(field: str, value: str, number: int, extraction: Extraction) -> Proposal:
    first = extraction.passages[0].pages if extraction.passages else None
    page = first.first if first else None
    return Proposal(field=field, value=value, file=number, place=Place.TEXT, page=page)


def _beginning(extraction: Extraction) -> str:
    headings = [heading.text for heading in extraction.outline[:5]]
    return "\n".join([*headings, *(passage.text for passage in extraction.passages[:2])])[:_BEGINNING]


def _administrations(text: str, registry: Registry, language: Language) -> list[str]:
    """Return the administrations that a text names with capitals; towns are places, not who asked for it."""
    named = [
        naming.name.administration
        for naming in names_of(registry).all(Sentence(text))
        if naming.has_capitals and not naming.is_weak
    ]
    return [registry.label(identity, language) for identity in dict.fromkeys(named)]


def _dates(number: int, text: str, extraction: Extraction) -> Iterator[Proposal]:
    if written := _written_date(text):
        yield _said("published", written, number, extraction)
    elif extraction.created:
        day = extraction.created.isoformat()
        yield Proposal(field="published", value=day, file=number, place=Place.PROPERTIES)


def _written_date(text: str) -> str | None:
    """Return the first date of a text that says a month or a season and a year."""
    words = _WORD.findall(text)
    for start in range(len(words)):
        for count in (3, 2):
            found = _date(" ".join(words[start : start + count]).rstrip(".:"))
            if found and len(words) >= start + count:
                return found
    return None


def _date(text: str) -> str | None:
    folded = fold(text)
    if not (re.search(r"[a-z]{3}", folded) and re.search(r"\b(?:19|20)\d\d\b", folded)):
        return None
    try:
        read, note = read_shape(shaped(folded))
    except ValueError:
        return None
    plain = note is None and _FIRST_YEAR <= read.first.year <= date.today().year
    return read.isoformat() if plain else None
