"""Pairs of studies that a librarian should look at, and what speaks for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.study import StudyId


class Kind(StrEnum):
    """What two studies seem to be to each other; of several kinds a pair has the first."""

    SAME_BYTES = "same-bytes"
    SAME_TEXT = "same-text"
    EDITION = "edition"
    NEAR_DUPLICATE = "near-duplicate"
    SAME_TITLE = "same-title"
    LANGUAGE = "language"


class Sign(StrEnum):
    """One thing that speaks for a candidate; its facts are named after the dots."""

    SAME_FILE = "same-file"  # first, second: names
    SAME_TEXT = "same-text"  # first, second: names; share, threshold: percent
    NEAR_TEXT = "near-text"  # first, second: names; share, threshold: percent
    SAME_TITLE = "same-title"  # title
    TITLE_BUT_EDITION = "title-but-edition"  # first, second: what tells the editions apart
    OTHER_YEAR = "other-year"  # first, second: years
    LANGUAGES = "languages"  # first, second: codes
    TITLE_MEANING = "title-meaning"  # share: percent
    TEXT_MEANING = "text-meaning"  # share: percent
    SAME_ADMINISTRATION = "same-administration"  # id
    SAME_COST = "same-cost"  # amount
    SAME_DATE = "same-date"  # date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign with its facts, which whoever shows it puts into words."""

    sign: Sign
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two studies that may belong together.

    Of an edition the first is the older one; otherwise the first comes first by id.
    """

    first: StudyId
    second: StudyId
    kind: Kind
    score: float
    """From 0 to 1; to be compared within one kind."""
    evidence: tuple[Evidence, ...]

    @property
    def pair(self) -> frozenset[StudyId]:
        """Both, whichever comes first."""
        return frozenset({self.first, self.second})
