"""What the catalogue says of a file, and how a list of studies is narrowed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from corpus.life import Standing, StudyState
from corpus.reasons import Reason
from corpus.study import AdministrationId, DocumentType, FileState, Sha256, Study
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """Where a file ended. Kept for every file ever seen, also when no study holds it any more."""

    sha256: Sha256
    size: int
    """In bytes."""
    name: str
    """As it was first seen."""
    state: FileState
    seen: datetime
    """When it was first seen; aware."""
    updated: datetime
    """When this state was reached; aware."""
    pages_found: int | None = None
    """``None`` where the format has no pages."""
    pages_with_text: int | None = None
    language: Language | None = None
    """The main language of its text."""
    reason: Reason | None = None
    """Why the state is not ``indexed``, so that a librarian can act on it."""
    extractor: str | None = None
    """Version of the extraction that gave this state; ``None`` where none was tried."""

    def __post_init__(self) -> None:
        if self.seen.tzinfo is None or self.updated.tzinfo is None:
            raise ValueError("the times of a file record carry a time zone")


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A study as curators see it."""

    study: Study
    standing: Standing
    revision: int
    """The number of its latest change; 0: it has not changed since the log began."""


class MissingFact(StrEnum):
    """What a librarian should still tell of a study."""

    TITLE = "title"
    ADMINISTRATION = "administration"
    AUTHOR = "author"
    DATE = "date"
    COST = "cost"
    TYPE = "type"
    FILE = "file"


class StudyOrder(StrEnum):
    """What comes first in a list of studies; those without a date, or a cost, come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DEAREST = "dearest"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySelection:
    """Which studies to list; an empty selection has them all.

    Inside one field the values are alternatives, between fields all must hold. A study dated "2021" passes
    a range that touches any day of 2021; an undated one passes no range. With a bound on the cost, which is
    included, studies of unknown cost are left out unless asked for.
    """

    administrations: frozenset[AdministrationId] = frozenset()
    date_from: date | None = None
    date_to: date | None = None
    document_types: frozenset[DocumentType] = frozenset()
    cost_min: Decimal | None = None
    cost_max: Decimal | None = None
    include_unknown_cost: bool = False
    languages: frozenset[Language] = frozenset()
    """Studies with at least one file in one of these languages, as declared or else as read."""
    file_states: frozenset[FileState] = frozenset()
    """Studies with at least one file in one of these states."""
    states: frozenset[StudyState] = frozenset()
    """Where they stand in their life; in the readers' view all are published."""
    words: str = ""
    """Studies of which every word is part of the id, a title or the contractor,
    whatever its case and accents."""
    missing: frozenset[MissingFact] = frozenset()
    """Studies that lack at least one of these."""
    held: bool = False
    """Studies that personal data holds back: in review, and nobody handed them in."""
