"""Saving a form that was filled in while others may have changed the study."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.catalogue.records import StudyRecord
from corpus.errors import StaleRevisionError
from corpus.reconciling import Conflict, reconcile
from corpus.study import Study, StudyId
from search_api.editing import acts
from search_api.services import Services

_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A study that was not saved, for somebody changed the same parts of it meanwhile."""

    now: StudyRecord
    merged: Study
    """What both wrote, mine where they clash."""
    conflicts: Sequence[Conflict]


def state_at(services: Services, study: StudyId, revision: int) -> Study:
    """Return a study as it was when its latest revision was this one.

    Raises:
        StudyNotFoundError: there is no such study.
        RevisionNotFoundError: it never was at this revision.
    """
    record = services.catalogue.everything().record(study)
    # Before the log began, a study has no number; its first entry says what it was then.
    return (
        record.study
        if record.revision == revision
        else services.catalogue.study_after(study, max(revision, 1))
    )


def save_merged(services: Services, mine: Study, *, seen: int, by: str) -> Clash | None:
    """Store a study together with what others changed of it; ``None`` says that it is done.

    Parts that nobody else changed are stored as they are in ``mine``; if others changed one in another way,
    nothing is stored.

    Raises:
        StudyNotFoundError: it is not there any more.
        RevisionNotFoundError: it never was at the revision that was seen.
        StaleRevisionError: it changed again and again while this tried.
    """
    before, wanted, expected = state_at(services, mine.id, seen), mine, seen
    for left in reversed(range(_TRIES)):
        try:
            acts.save(services, wanted, expected=expected, by=by)
            return None
        except StaleRevisionError:
            if not left:
                raise
            now = services.catalogue.everything().record(mine.id)
            wanted, conflicts = reconcile(before, now.study, mine)
            if conflicts:
                return Clash(now=now, merged=wanted, conflicts=conflicts)
            expected = now.revision
    return None
