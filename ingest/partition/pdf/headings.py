"""Paragraphs to Elements: headings are told by size, weight and numbering against the body text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.partition.pdf.paragraphs import LEADERS, Paragraph
from ingest.passage import Element, ElementKind

_LARGER = 1.12
_HEADING_LEADING = 1.8  # em between the lines of one heading
_MAX_WORDS = 25
_MAX_LINES = 4
_MAX_LEVEL = 6
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[^\W\d_]")
_NAMED = re.compile(
    r"(?:chapitre|hoofdstuk|chapter|annexe?|bijlage|partie|deel|part)\s+[\dIVXA-Z]{1,4}\b", re.IGNORECASE
)
_CAPTION = re.compile(
    r"(?:tableau|figure|tabel|figuur|table|graphique|grafiek|carte|kaart|chart|map|encadré|kader|box|bron|source)"
    r"\s*(?:n°\s*)?[\dIVX]*\s*[.:–-]",
    re.IGNORECASE,
)
_PROSE_END = re.compile(r"(?:[.;,](?:\s*\d{1,2})?|[a-zà-ÿ][-\u00ad])$")
_LETTERS = re.compile(r"[^\W\d_]{2}")

Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Body:
    """The size and weight of most of the text of a document."""

    size: float
    bold: bool


def body_style(paragraphs: Sequence[Paragraph]) -> Body:
    """Return the style that most characters have; sizes are taken to half a point."""
    weights: Counter[Style] = Counter()
    for paragraph in paragraphs:
        weights[(_half(paragraph.size), paragraph.bold)] += len(paragraph.text)
    sizes: Counter[float] = Counter()
    for (size, _), weight in weights.items():
        sizes[size] += weight
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Body(size, weights[(size, True)] > weights[(size, False)])


def is_heading(paragraph: Paragraph, body: Body) -> bool:
    """Tell whether a paragraph is a heading of a document whose body looks like ``body``."""
    text = " ".join(paragraph.text.split())
    numbered = bool(_NUMBERED.match(text) or _NAMED.match(text))
    if not _can_be_heading(text, paragraph) or (paragraph.listed and not numbered):
        return False
    if _half(paragraph.size) >= body.size * _LARGER:
        return True
    strong = paragraph.bold and not body.bold and paragraph.size >= 0.9 * body.size
    capitals = text.isupper() and paragraph.lines == 1 and len(text) > 4
    deep = numbered and paragraph.lines == 1 and "." in text.split()[0][:-1]
    return strong or (deep and len(text.split()) <= 12) or (capitals and numbered)


def _can_be_heading(text: str, paragraph: Paragraph) -> bool:
    return (
        paragraph.lines <= _MAX_LINES
        and len(text.split()) <= _MAX_WORDS
        and bool(_LETTERS.search(text))
        and not _CAPTION.match(text)
        and not LEADERS.search(text)
        and not _PROSE_END.search(text)
    )


def joined_headings(paragraphs: Sequence[Paragraph], body: Body) -> list[Paragraph]:
    """Return the paragraphs with the lines of one wide-set heading put together again."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if found and _continues(found[-1], paragraph, body):
            above = found.pop()
            paragraph = above._replace(
                text=f"{above.text}\n{paragraph.text}",
                lines=above.lines + paragraph.lines,
                bottom=paragraph.bottom,
            )
        found.append(paragraph)
    return found


def _continues(above: Paragraph, paragraph: Paragraph, body: Body) -> bool:
    return (
        _style(above) == _style(paragraph)
        and 0 < above.bottom - paragraph.top <= _HEADING_LEADING * above.size
        and is_heading(above, body)
        and is_heading(paragraph, body)
        and above.lines + paragraph.lines <= _MAX_LINES
        and not paragraph.listed
        and not _NUMBERED.match(paragraph.text)
    )


def _half(size: float) -> float:
    return round(size * 2) / 2


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a document's headings, by style: the largest is 1."""

    ranks: dict[Style, int]

    @classmethod
    def of(cls, headings: Sequence[Paragraph]) -> "Levels":
        """Rank the styles of all headings of a document."""
        styles = sorted({_style(heading) for heading in headings}, reverse=True)
        return cls({style: min(rank, _MAX_LEVEL) for rank, style in enumerate(styles, 1)})

    def level(self, heading: Paragraph) -> int:
        """Return the level of a heading; "2.3.1" is never above the third."""
        numbered = _NUMBERED.match(heading.text)
        depth = numbered[1].count(".") + 1 if numbered else 1
        return min(max(self.ranks[_style(heading)], depth), _MAX_LEVEL)


def _style(heading: Paragraph) -> Style:
    return _half(heading.size), heading.bold


def as_element(paragraph: Paragraph, page: int, body: Body, levels: Levels) -> Element:
    """Return a paragraph as the Element that it is."""
    if is_heading(paragraph, body):
        return Element(text=paragraph.text, kind=ElementKind.TITLE, page=page, level=levels.level(paragraph))
    kind = ElementKind.LIST_ITEM if paragraph.listed else ElementKind.TEXT
    return Element(text=paragraph.text, kind=kind, page=page)
