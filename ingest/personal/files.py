"""Personal data of a whole file: each thing once, with every place where it stands."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.passage import Extraction, PageSpan, PassageId
from ingest.personal.find import find_personal_data
from ingest.personal.finding import Finding, Kind, Weight, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: characters ``start`` to ``end`` of a passage's text."""

    passage: PassageId
    pages: PageSpan | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    """A piece of personal data in a file. What is written in the same way is judged once."""

    kind: Kind
    text: str
    why: Why
    """Of the first place."""
    weight: Weight
    """The highest of its places."""
    places: tuple[Place, ...]
    """In reading order, never empty. Passages overlap, so one place on paper can be two here."""

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that stay the same as long as kind and text do, in any file."""
        return hashlib.sha256(f"{self.kind}\n{self.text}".encode()).hexdigest()[:16]


def find_in_file(extraction: Extraction) -> tuple[FileFinding, ...]:
    """Return what is personal in the text of a file, in the order of its first places."""
    found: dict[tuple[Kind, str], FileFinding] = {}
    for one, place in _all(extraction):
        words = " ".join(one.text.split())
        known = found.get((one.kind, words))
        if known is None:
            found[one.kind, words] = FileFinding(
                kind=one.kind, text=words, why=one.why, weight=one.weight, places=(place,)
            )
            continue
        weight = Weight.HIGH if Weight.HIGH in (known.weight, one.weight) else Weight.LOW
        found[one.kind, words] = replace(known, weight=weight, places=(*known.places, place))
    return tuple(found.values())


def _all(extraction: Extraction) -> Iterator[tuple[Finding, Place]]:
    for passage in extraction.passages:
        for one in find_personal_data(passage.text):
            yield (
                one,
                Place(passage=passage.id, pages=passage.pages, start=one.start, end=one.end),
            )
