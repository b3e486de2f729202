"""What a librarian decides about two studies; each decision can be undone by another one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.study import StudyId


class Act(StrEnum):
    """What was decided."""

    MERGE = "merge"
    """The second is part of the first from now on."""
    LINK_LANGUAGE = "link-language"
    """Both are one work in two languages."""
    LINK_NEWER = "link-newer"
    """The first is a newer edition of the second."""
    APART = "apart"
    """They are different works."""
    UNDO = "undo"
    """An earlier decision does not stand any more."""


class Relation(StrEnum):
    """What another study is to one that is looked at."""

    LANGUAGE = "language"
    NEWER = "newer"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about two studies. None is ever changed or forgotten."""

    number: int
    made: datetime
    """Aware."""
    by: str
    act: Act
    first: StudyId
    second: StudyId
    undoes: int | None = None
    """The number of the decision that an undoing ends."""
    undone: int | None = None
    """The number of the undoing that ended this one; ``None`` while it stands."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another edition of a study."""

    study: StudyId
    relation: Relation
