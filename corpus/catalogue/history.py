"""The log of what became of studies: only ever added to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from corpus.catalogue.documents import Document, differences
from corpus.catalogue.files import batches
from corpus.catalogue.tables import ChangeRow
from corpus.errors import RevisionNotFoundError
from corpus.study import StudyId

BEFORE_THE_LOG = "before the log"
"""Who made what a study already was when its first change was recorded."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one field; ``None`` where it had, or has, no value."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one act changed of a study."""

    number: int
    """From 1, without gaps."""
    made: datetime
    """Aware."""
    by: str
    changes: tuple[Change, ...]


def latest(session: Session, studies: Sequence[StudyId]) -> dict[StudyId, int]:
    """Return the number of the latest revision of each study that has one."""
    query = select(ChangeRow.study_id, func.max(ChangeRow.revision)).group_by(ChangeRow.study_id)
    return {
        StudyId(study): number
        for batch in batches(studies)
        for study, number in session.execute(query.where(ChangeRow.study_id.in_(batch)))
    }


def rows(
    study: StudyId, before: Document, after: Document, *, known: int, by: str, made: datetime
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a change, as an insertion takes them; none where nothing changed.

    Args:
        study: whose change it is.
        before: what it was; empty where it was not there.
        after: what it is; empty where it is there no more.
        known: the number of its latest revision; 0: the log does not know the study yet.
        by: who made the change.
        made: when.
    """
    changes = list(differences(before, after))
    if changes and before and not known:
        known = 1
        yield from _revision(study, 1, list(differences({}, before)), BEFORE_THE_LOG, made)
    yield from _revision(study, known + 1, changes, by, made)


def _revision(
    study: StudyId, number: int, changes: Sequence[tuple[str, Any, Any]], by: str, made: datetime
) -> Iterator[dict[str, Any]]:
    act = {"study_id": study, "revision": number, "made": made, "made_by": by}
    for field, before, after in changes:
        yield {**act, "field": field, "before": before, "after": after}


def write(session: Session, changes: Sequence[dict[str, Any]]) -> None:
    """Add rows to the log."""
    if changes:
        session.execute(insert(ChangeRow), changes)


def history(session: Session, study: StudyId) -> Sequence[Revision]:
    """Return what became of a study, oldest first; also of one that was removed."""
    query = select(ChangeRow).where(ChangeRow.study_id == study)
    found = session.scalars(query.order_by(ChangeRow.revision, ChangeRow.field)).all()
    revisions = []
    for number, group in groupby(found, key=lambda row: row.revision):
        rows = list(group)
        changes = tuple(Change(row.field, row.before, row.after) for row in rows)
        revisions.append(Revision(number=number, made=rows[0].made, by=rows[0].made_by, changes=changes))
    return revisions


def since(session: Session, study: StudyId, number: int) -> Sequence[Revision]:
    """Return what became of a study after a revision, oldest first; 0: after what it was before the log."""
    return [revision for revision in history(session, study) if revision.number > max(number, 1)]


def replayed(study: StudyId, revisions: Sequence[Revision], number: int) -> Document:
    """Return what a study was after a revision; empty where it was not there.

    Raises:
        RevisionNotFoundError: it has no such revision.
    """
    if not 1 <= number <= len(revisions):
        raise RevisionNotFoundError(study, number)
    told: dict[str, Any] = {}
    for revision in revisions[:number]:
        told |= {change.field: change.after for change in revision.changes}
    return {field: value for field, value in told.items() if value is not None}


def compared(before: Document, after: Document) -> tuple[Change, ...]:
    """Return what differs between two states of a study."""
    return tuple(Change(*difference) for difference in differences(before, after))
