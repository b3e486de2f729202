"""Work that goes on while nobody waits for it, and what it leaves for a librarian to decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from corpus.reasons import Reason
from corpus.study import StudyId

JobId = NewType("JobId", str)
"""32 hexadecimal digits."""

TodoId = NewType("TodoId", str)
"""32 hexadecimal digits: the same question of the same job always has the same."""

MOST_ATTEMPTS = 8
"""How often a job is begun before it is given up; a worker that dies of it counts too."""


class JobStoppedError(Exception):
    """A librarian stopped the job; whoever does it puts it down."""


class JobKind(StrEnum):
    """What a job does."""

    IMPORT = "import"
    FOLLOW = "follow"
    """The index follows the catalogue."""
    CHECK = "check"
    """Catalogue, files, extractions and index are compared, and mended if that is asked."""
    HARVEST = "harvest"
    """Studies are taken over from another catalogue."""
    CHANGE = "change"
    """One change for many studies."""
    COMPARE = "compare"
    """All studies are compared, for pairs that may be one work."""


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands. Times are aware."""

    id: JobId
    kind: JobKind
    state: JobState
    by: str
    made: datetime
    due: datetime
    """Not begun before; later than ``made`` where an attempt failed that may succeed another time."""
    began: datetime | None = None
    """The latest attempt."""
    ended: datetime | None = None
    step: str = ""
    """What is being done, in plain words."""
    done: int = 0
    total: int = 0
    """Of the step; 0: it cannot be told."""
    attempts: int = 0
    described: bool = False
    """The studies of an import are in the catalogue; what is left is to read their files."""
    stopping: bool = False
    """It was asked to stop and will, between two files or studies."""
    reason: Reason | None = None
    """Why it failed, or has to be tried again."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in OVER


class TodoKind(StrEnum):
    """What has to be decided."""

    FILE_WITHOUT_ROW = "file-without-row"
    ROW_WITHOUT_FILE = "row-without-file"
    FILE_OF_TWO_ROWS = "file-of-two-rows"
    DOUBTFUL_AMOUNT = "doubtful-amount"
    DOUBTFUL_DATE = "doubtful-date"
    UNKNOWN_ADMINISTRATION = "unknown-administration"
    UNKNOWN_LANGUAGE = "unknown-language"
    FAILED_FILE = "failed-file"
    MISNAMED_FILE = "misnamed-file"
    SAME_FILE = "same-file"
    KNOWN_STUDY = "known-study"
    """The import tells of a study that is in review or published already, otherwise than the catalogue."""
    WITHDRAWN_STUDY = "withdrawn-study"
    LEFT_OUT = "left-out"
    """A row, a value or a whole file that could not be read."""


OF_A_FILE = frozenset(
    {
        TodoKind.FILE_WITHOUT_ROW,
        TodoKind.UNKNOWN_LANGUAGE,
        TodoKind.FAILED_FILE,
        TodoKind.MISNAMED_FILE,
        TodoKind.SAME_FILE,
    }
)
"""What is asked about a file that a study has; the facts of the question tell its ``file``."""


class TodoState(StrEnum):
    """Whether somebody has decided."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to settle a question: ``value`` is what is accepted, ``label`` what a librarian reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that an import leaves to a librarian."""

    kind: TodoKind
    reason: Reason
    study: StudyId | None = None
    source: str = ""
    """The inventory or the file that it is about."""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    proposals: tuple[Proposal, ...] = ()
    """None: it can only be dismissed."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What settling it needs besides the choice; JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A question, and what became of it."""

    id: TodoId
    job: JobId
    question: Question
    state: TodoState = TodoState.OPEN
    choice: str | None = None
    settled: datetime | None = None
    by: str | None = None
