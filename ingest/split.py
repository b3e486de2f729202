"""Elements to passages: about 120 to 220 words, along headings and sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.study import Sha256
from ingest.passage import Element, ElementKind, PageSpan, Passage, PassageId
from ingest.units import Section, Unit, sections, span
from models.language import Language

MAX_WORDS = 220
_CAPTION = re.compile(r"(?:tableau|tabel|table)\s+[\w.]{1,5}\s*[.:–-]", re.IGNORECASE)
_WISHED = 170
_ENOUGH = 100  # words from which a passage stands alone rather than wait for the next section
_TINY = 60  # words of a section that go with the next one, however long that is
_OVERLAP = 40  # words of a sentence or first row, at most, that is repeated


@dataclass(frozen=True, slots=True)
class _Placed:
    """A unit and the number of its section."""

    unit: Unit
    section: int


def split(
    elements: Sequence[Element], languages: Sequence[Language | None], *, file: Sha256, overlap: bool = True
) -> tuple[Passage, ...]:
    """Return the passages of one file.

    Within a section each passage begins with the last sentence of the one before (or with the first row of
    the table that is cut). Short sections share a passage; a heading without text goes with what follows.
    Every word of the Elements is in some passage, in order.
    """
    found = sections(elements, languages, MAX_WORDS)
    chunks = list(_chunks(found))
    return tuple(
        _passage(file, number, _overlapped(chunks, number) if overlap else list(chunk), found)
        for number, chunk in enumerate(chunks)
    )


def _chunks(found: Sequence[Section]) -> Iterator[list[_Placed]]:
    waiting: list[_Placed] = []
    for number, section in enumerate(found):
        placed = [_Placed(unit, number) for unit in section.units]
        if waiting and not _goes_with(waiting, placed, found):
            yield waiting
            waiting = []
        *full, waiting = _packed(waiting + placed)
        yield from full
        if _words(waiting) >= _ENOUGH and not section.only_headings:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _goes_with(waiting: Sequence[_Placed], placed: Sequence[_Placed], found: Sequence[Section]) -> bool:
    if found[waiting[-1].section].language != found[placed[0].section].language:
        return False
    words = _words(waiting)
    return words < _TINY or words + _words(placed) <= MAX_WORDS or found[waiting[-1].section].only_headings


def _packed(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Cut a section into parts of even size, so that no small part is left at its end."""
    total = _words(placed)
    count = max(1, round(total / _WISHED), -(-total // MAX_WORDS))
    parts: list[list[_Placed]] = [[]]
    done = size = 0
    for item in placed:
        full = size + item.unit.words > MAX_WORDS
        due = done >= total * len(parts) / count
        if parts[-1] and (full or due):
            parts.append(_taken_along(parts[-1]))
            size = _words(parts[-1])
        parts[-1].append(item)
        done += item.unit.words
        size += item.unit.words
    return parts


def _taken_along(part: list[_Placed]) -> list[_Placed]:
    """Take from the end of a part what announces the next: a heading, a caption, a table's first row."""
    end = len(part)
    while end > 0 and _announces(part[end - 1].unit):
        end -= 1
    if end == 0:
        return []
    taken = part[end:]
    del part[end:]
    return taken


def _announces(unit: Unit) -> bool:
    if unit.kind is ElementKind.TABLE:
        return unit.header is None
    return unit.kind is ElementKind.TITLE or bool(_CAPTION.match(unit.text))


def _words(placed: Sequence[_Placed]) -> int:
    return sum(item.unit.words for item in placed)


def _overlapped(chunks: Sequence[Sequence[_Placed]], number: int) -> list[_Placed]:
    chunk = list(chunks[number])
    if number == 0 or chunks[number - 1][-1].section != chunk[0].section:
        return chunk
    repeated = _repeated(chunks[number - 1][-1].unit, chunk[0].unit)
    if repeated is None or repeated.words > _OVERLAP:
        return chunk
    return [_Placed(repeated, chunk[0].section), *chunk]


def _repeated(last: Unit, first: Unit) -> Unit | None:
    if first.header is not None:
        return first.header
    return last if last.kind is not ElementKind.TABLE else None


def _passage(file: Sha256, number: int, placed: Sequence[_Placed], found: Sequence[Section]) -> Passage:
    weights: Counter[int] = Counter()
    for item in placed:
        weights[item.section] += item.unit.words
    main = found[max(weights, key=lambda section: (weights[section], -section))]
    return Passage(
        id=PassageId(f"{file[:16]}-{number}"),
        file=file,
        number=number,
        text=_text([item.unit for item in placed]),
        language=main.language,
        pages=_pages([item.unit for item in placed]),
        headings=main.headings,
    )


def _text(units: Sequence[Unit]) -> str:
    parts = [units[0].text]
    for unit in units[1:]:
        parts.append("\n" if unit.fresh else " ")
        parts.append(unit.text)
    return "".join(parts)


def _pages(units: Sequence[Unit]) -> PageSpan | None:
    return span([unit.pages for unit in units])
