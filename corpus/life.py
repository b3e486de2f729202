"""A study's life: the states that it passes through, and the steps between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.errors import ForbiddenStepError, WithdrawalReasonError
from corpus.study import StudyId

MOST_REASON = 500
"""Characters of the reason of a withdrawal."""


class StudyState(StrEnum):
    """Where a study stands. Readers know published ones alone, and that others were withdrawn or merged."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Step(StrEnum):
    """What a librarian does with a study; the values are the names of the commands."""

    SUBMIT = "submit"
    SEND_BACK = "send-back"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    REMOVE = "remove"


TRANSITIONS: Mapping[tuple[StudyState, Step], StudyState | None] = {
    (StudyState.DRAFT, Step.SUBMIT): StudyState.IN_REVIEW,
    (StudyState.IN_REVIEW, Step.SEND_BACK): StudyState.DRAFT,
    (StudyState.IN_REVIEW, Step.PUBLISH): StudyState.PUBLISHED,
    (StudyState.PUBLISHED, Step.WITHDRAW): StudyState.WITHDRAWN,
    (StudyState.WITHDRAWN, Step.RESTORE): StudyState.PUBLISHED,
    (StudyState.DRAFT, Step.REMOVE): None,
    (StudyState.IN_REVIEW, Step.REMOVE): None,
    (StudyState.PUBLISHED, Step.REMOVE): None,
}
"""Every step that is allowed and where it leads; ``None``: out of the catalogue.

A withdrawn study is not removed: what readers were told of its withdrawal is kept for ever. So is the address
of one that was merged into another; only undoing the merge brings it back.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a study and what is told of it."""

    state: StudyState
    since: datetime | None = None
    """Aware; ``None`` for a study that was published before this was recorded."""
    reason: str | None = None
    """Why it was withdrawn; ``None`` in every other state."""
    into: StudyId | None = None
    """The study that it was merged into; ``None`` in every other state."""


def allowed_steps(state: StudyState) -> tuple[Step, ...]:
    """Return the steps that a study in this state may take."""
    return tuple(step for before, step in TRANSITIONS if before is state)


def after(study: StudyId, before: StudyState, step: Step) -> StudyState | None:
    """Return the state that a step leads to; ``None``: the study leaves the catalogue.

    Raises:
        ForbiddenStepError: the table has no such step from this state.
    """
    try:
        return TRANSITIONS[before, step]
    except KeyError:
        raise ForbiddenStepError(study, before, step, allowed_steps(before)) from None


def reason_of(text: str) -> str:
    """Return the reason of a withdrawal in one line.

    Raises:
        WithdrawalReasonError: it is empty, or longer than readers are told.
    """
    reason = " ".join(text.split())
    if not 0 < len(reason) <= MOST_REASON:
        raise WithdrawalReasonError(len(reason), MOST_REASON)
    return reason
