"""What a librarian cannot decide about two studies, and where a merged study is found."""

from collections.abc import Mapping
from enum import StrEnum

from corpus.errors import CorpusError


class StudyMergedError(CorpusError):
    """A study that was merged into another one, where readers find it now."""

    def __init__(self, study_id: str, into: str, files: Mapping[int, int]) -> None:
        super().__init__(
            f"the study {study_id!r} was merged into {into!r}; look at that one, or see "
            "`savoir duplicates decisions` to undo it"
        )
        self.study_id, self.into = study_id, into
        self.files = files
        """The numbers of its files, and those that they have in the other study; lost ones are missing."""


class DecisionNotFoundError(CorpusError):
    """No decision has this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"there is no decision {number}; `savoir duplicates decisions` shows them with their numbers"
        )
        self.number = number


class Refusal(StrEnum):
    """Why a decision cannot be taken; what it says is filled with the facts of the error."""

    SAME_STUDY = "same-study"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    PUBLISHES = "publishes"
    HIDES = "hides"
    STANDS = "stands"
    NOT_STANDING = "not-standing"
    LATER_MERGE = "later-merge"
    KEPT_WITHDRAWN = "kept-withdrawn"


_WORDS = {
    Refusal.SAME_STUDY: "{study!r} is one study; give the ids of two",
    Refusal.WITHDRAWN: "the study {study!r} is withdrawn, and what readers were told of that is kept; "
    "`savoir studies restore` it first, if it may come back",
    Refusal.MERGED: "the study {study!r} was merged into {into!r}; decide about that one",
    Refusal.PUBLISHES: "{other!r} is not published, and what it would bring to {kept!r} would be; review and "
    "publish it first, or correct {kept!r} by hand",
    Refusal.HIDES: "{other!r} is published and {kept!r} is not, so readers would lose it; keep {other!r} "
    "instead, or publish {kept!r} first",
    Refusal.STANDS: "decision {number} stands for these two studies; run `savoir duplicates undo {number}` "
    "first",
    Refusal.NOT_STANDING: "decision {number} was undone already, or is itself an undoing; decide anew",
    Refusal.LATER_MERGE: "{study!r} was itself merged later; run `savoir duplicates undo {number}` first",
    Refusal.KEPT_WITHDRAWN: "{study!r} was withdrawn since, with what was merged into it; "
    "`savoir studies restore` it first, if it may come back",
}


class DecisionRefusedError(CorpusError):
    """A decision that cannot be taken as things stand; nothing was changed."""

    def __init__(self, reason: Refusal, **facts: str | int) -> None:
        super().__init__(_WORDS[reason].format(**facts))
        self.reason, self.facts = reason, facts
