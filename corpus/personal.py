"""What librarians decide about personal data in texts; the data itself is nowhere in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.study import Sha256, StudyId


class Verdict(StrEnum):
    """What a librarian says of a piece of personal data that was found."""

    HARMLESS = "harmless"
    """It may be published as it stands: no person's, or lawful."""
    REDACTED = "redacted"
    """Readers see a bar in its place, and get the file no more until another one replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one value in the text of a file, wherever it stands there, or in a record."""

    holder: str
    """The SHA-256 of the file; for a record, what ``record_holder`` makes of its study."""
    key: str
    """A digest of holder, kind and value."""
    kind: str
    verdict: Verdict
    masked: str
    """Enough of the value to recognise it, not to know it."""
    page: int | None
    """Of the first place, from 1."""
    passage: int | None
    """The passage of the first place, from 0; ``None`` in a record."""
    start: int
    end: int
    """Characters of the first place in its passage or field."""
    by: str
    made: datetime
    """Aware."""


def record_holder(study: StudyId) -> str:
    """Return what holds the personal data that stands in the record of a study; no file is called so."""
    return f"study:{study}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Values that leave the record of a study and its history for good."""

    study: StudyId
    decisions: tuple[Decision, ...]
    """To redact them, held by the record; never empty."""
    spellings: frozenset[str]
    """Every way in which they stand there."""
    spellings_of_others: frozenset[str] = frozenset()
    """The same of those that the author keeps: who wrote a study is told whoever its texts speak of."""


Redactions = dict[Sha256, frozenset[str]]
"""The keys that are redacted in each file that has some."""
