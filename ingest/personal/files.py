"""Personal data of a whole file: each value once, with every place where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.passage import Extraction, PageSpan
from ingest.personal.find import find_personal_data
from ingest.personal.finding import Finding, Kind, Weight, Why, asks
from ingest.personal.values import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: characters ``start`` to ``end`` of the text of a passage."""

    passage: int
    """Its place in the file, from 0."""
    pages: PageSpan | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    """A piece of personal data in a file. All spellings of a value are judged at once."""

    key: str
    """32 hexadecimal digits, the same as long as file, kind and value are."""
    kind: Kind
    text: str
    """As it stands in the first place."""
    why: Why
    """Of the first place."""
    weight: Weight
    """The highest of its places."""
    places: tuple[Place, ...]
    """In reading order, never empty. Passages overlap, so one place on paper can be two here."""

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide about it."""
        return asks(self.kind, self.weight)


Occurrence = tuple[int, Finding]
"""The number of a passage, and what was found in it."""


def find_in_file(extraction: Extraction) -> tuple[FileFinding, ...]:
    """Return what is personal in the text of a file, in the order of its first places."""
    return grouped(extraction, occurrences(extraction))


def occurrences(extraction: Extraction) -> Iterator[Occurrence]:
    """Yield what is found in each passage."""
    for number, passage in enumerate(extraction.passages):
        for one in find_personal_data(passage.text):
            yield number, one


def grouped(extraction: Extraction, found: Iterable[Occurrence]) -> tuple[FileFinding, ...]:
    """Return each value once, in the order of its first places."""
    values: dict[str, list[Occurrence]] = {}
    for number, one in found:
        values.setdefault(key_of(extraction.file, one.kind, one.text), []).append((number, one))
    return tuple(_finding(extraction, key, alike) for key, alike in values.items())


def _finding(extraction: Extraction, key: str, alike: list[Occurrence]) -> FileFinding:
    first = alike[0][1]
    return FileFinding(
        key=key,
        kind=first.kind,
        text=" ".join(first.text.split()),
        why=first.why,
        weight=Weight.HIGH if any(one.weight is Weight.HIGH for _, one in alike) else Weight.LOW,
        places=tuple(
            Place(passage=number, pages=extraction.passages[number].pages, start=one.start, end=one.end)
            for number, one in alike
        ),
    )
