"""Elements to the pieces that passages are made of: headings, sentences, rows of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.passage import Element, ElementKind, PageSpan
from ingest.sentences import sentences
from models.language import Language

_ENDED = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_DEEPEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A piece that is not cut further; ``words`` counts what stands between blanks."""

    text: str
    words: int
    pages: PageSpan | None
    kind: ElementKind
    fresh: bool
    """Whether it begins a new line of the passage."""
    header: "Unit | None" = None
    """For a row of a table: its first row, which is repeated where the table is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Consecutive pieces in one language under one heading, which is the first of them."""

    headings: tuple[str, ...]
    language: Language | None
    units: tuple[Unit, ...]

    @property
    def only_headings(self) -> bool:
        """Tell whether no text stands under the heading."""
        return all(unit.kind is ElementKind.TITLE for unit in self.units)


def sections(elements: Sequence[Element], languages: Sequence[Language | None], limit: int) -> list[Section]:
    """Return the sections of a file; a piece of more than ``limit`` words is cut between words."""
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    for element, language in zip(elements, languages, strict=True):
        heading = element.kind is ElementKind.TITLE
        if heading:
            path = [
                *_above(path, element.level or _DEEPEST),
                (element.level or _DEEPEST, _flat(element.text)),
            ]
        units = tuple(_units(element, limit))
        if not found or heading or found[-1].language != language:
            headings = tuple(text for _, text in path)
            found.append(Section(headings=headings, language=language, units=units))
        else:
            found[-1] = replace(found[-1], units=_continued(found[-1].units, units))
    return found


def _above(path: Sequence[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    return [(other, text) for other, text in path if other < level]


def _continued(above: tuple[Unit, ...], units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Join a sentence that goes on in the next paragraph, which the end of a column or page had cut."""
    last, first = above[-1], units[0]
    cut = last.kind is first.kind is ElementKind.TEXT and not _ENDED.search(last.text)
    if not cut or not first.text[:1].islower():
        return above + units
    whole = replace(
        last,
        text=f"{last.text} {first.text}",
        words=last.words + first.words,
        pages=span([last.pages, first.pages]),
    )
    return (*above[:-1], whole, *units[1:])


def span(spans: Sequence[PageSpan | None]) -> PageSpan | None:
    """Return the span from the first to the last page of several; None if one is unknown."""
    known = [pages for pages in spans if pages is not None]
    if not known or len(known) < len(spans):
        return None
    return PageSpan(min(pages.first for pages in known), max(pages.last for pages in known))


def _units(element: Element, limit: int) -> Iterator[Unit]:
    pages = PageSpan(element.page, element.page) if element.page is not None else None
    header: Unit | None = None
    for number, text in enumerate(_pieces(element)):
        for part_number, part in enumerate(_parts(text.split(), limit)):
            fresh = part_number == 0 and (number == 0 or element.kind is ElementKind.TABLE)
            unit = Unit(
                text=" ".join(part),
                words=len(part),
                pages=pages,
                kind=element.kind,
                fresh=fresh,
                header=header,
            )
            yield unit
            header = header or (unit if element.kind is ElementKind.TABLE else None)


def _pieces(element: Element) -> list[str]:
    if element.kind is ElementKind.TABLE:
        return [row for row in element.text.split("\n") if row.strip()]
    if element.kind is ElementKind.TITLE:
        return [element.text]
    return sentences(element.text)


def _parts(words: Sequence[str], limit: int) -> Iterator[Sequence[str]]:
    """Cut a long piece into equal parts of at most ``limit`` words."""
    count = -(-len(words) // limit)
    size = -(-len(words) // max(count, 1))
    for start in range(0, len(words), max(size, 1)):
        yield words[start : start + size]


def _flat(text: str) -> str:
    return " ".join(text.split())
