"""The one place that changes studies: their rows, what becomes of their files, and the log of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from corpus.catalogue.documents import ABSORBED, Document, document
from corpus.catalogue.files import batches, files_of, withdraw
from corpus.catalogue.history import latest, rows, since, write
from corpus.catalogue.rewriting import rewrite
from corpus.catalogue.rows import Rows, rows_of, standing, study
from corpus.catalogue.tables import StudyFileRow, StudyRow
from corpus.errors import StaleRevisionError, StudyNotFoundError
from corpus.life import Standing
from corpus.study import Study, StudyId

WHOLE = tuple(selectinload(part) for part in (StudyRow.texts, StudyRow.administrations, StudyRow.files))
"""What has to be loaded with the row of a study to make the study of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A study and where it stands."""

    study: Study
    standing: Standing

    def document(self) -> dict[str, Any]:
        """Return both as the log keeps them."""
        return dict(document(self.study, self.standing))


Decision = Callable[[StudyId, Kept | None, datetime], Kept | None]
"""From a study as it is to what it shall be, at a moment; ``None``: not in the catalogue."""


NOTHING_EXPECTED: Mapping[StudyId, int] = {}


def change(
    session: Session,
    studies: Sequence[StudyId],
    decide: Decision,
    *,
    by: str,
    expected: Mapping[StudyId, int] = NOTHING_EXPECTED,
) -> None:
    """Bring studies to what ``decide`` says, and write down what that changed and who did it.

    Files that no study holds any more are recorded as withdrawn.

    Args:
        session: a transaction that writes.
        studies: the studies.
        decide: says what each becomes.
        by: who does it.
        expected: the latest revision that whoever decided has seen of a study.

    Raises:
        StudyNotFoundError: a study of which a revision is expected is not there.
        StaleRevisionError: it was changed since.
    """
    now = datetime.now(UTC)
    dropped: dict[str, StudyFileRow] = {}
    for batch in batches(studies):
        before = load(session, batch)
        known = latest(session, batch)
        for one in batch:
            if one in expected:
                _check(session, one, before, known.get(one, 0), expected[one])
        told = told_of(session, before)
        after = {one: decide(one, before.get(one), now) for one in batch}
        kept = {one: entry for one, entry in after.items() if entry}
        dropped |= files_of(session, _letting_go(before, kept))
        session.expunge_all()
        rewrite(session, _rows(before), _rows(kept))
        write(session, [*_changes(batch, told, told_of(session, kept), known, by, now)])
    withdraw(session, dropped)


def _letting_go(before: Mapping[StudyId, Kept], after: Mapping[StudyId, Kept]) -> Sequence[StudyId]:
    """Return the studies that do not hold the files any more that they held."""
    return [
        one for one, kept in before.items() if one not in after or after[one].study.files != kept.study.files
    ]


def _rows(studies: Mapping[StudyId, Kept]) -> Mapping[StudyId, Rows]:
    return {one: rows_of(kept.study, kept.standing) for one, kept in studies.items()}


def _check(
    session: Session, study_id: StudyId, there: Mapping[StudyId, Kept], latest: int, expected: int
) -> None:
    if study_id not in there:
        raise StudyNotFoundError(study_id)
    require_latest(session, study_id, latest, expected)


def require_as_seen(session: Session, expected: Mapping[StudyId, int]) -> None:
    """Refuse to decide about studies that are not as whoever decides has seen them.

    Raises:
        StaleRevisionError: the latest revision of one is another one.
    """
    known = latest(session, list(expected))
    for study_id, revision in expected.items():
        require_latest(session, study_id, known.get(study_id, 0), revision)


def require_latest(session: Session, study_id: StudyId, found: int, expected: int) -> None:
    """Refuse to go on from a state that is not the latest.

    Raises:
        StaleRevisionError: the revision that was found is another one than expected.
    """
    if found != expected:
        raise StaleRevisionError(study_id, expected, found, since(session, study_id, expected))


def stale(
    session: Session, studies: Sequence[StudyId], expected: Mapping[StudyId, int]
) -> dict[StudyId, StaleRevisionError]:
    """Return those of studies whose latest revision is another one than expected, and what came between."""
    known = latest(session, studies)
    return {
        one: StaleRevisionError(one, expected[one], known.get(one, 0), since(session, one, expected[one]))
        for one in studies
        if one in expected and known.get(one, 0) != expected[one]
    }


def _changes(
    studies: Sequence[StudyId],
    before: Mapping[StudyId, Document],
    after: Mapping[StudyId, Document],
    known: Mapping[StudyId, int],
    by: str,
    made: datetime,
) -> Iterator[dict[str, Any]]:
    for one in studies:
        told = before.get(one, {}), after.get(one, {})
        yield from rows(one, *told, known=known.get(one, 0), by=by, made=made)


def load(session: Session, studies: Sequence[StudyId]) -> dict[StudyId, Kept]:
    """Return the studies as they are; who changes them at the same time waits until this is done."""
    query = select(StudyRow).options(*WHOLE).where(StudyRow.id.in_(studies)).with_for_update()
    return {StudyId(row.id): Kept(study(row), standing(row)) for row in session.scalars(query)}


def told_of(session: Session, studies: Mapping[StudyId, Kept]) -> Mapping[StudyId, Document]:
    """Return what the log keeps of studies: themselves, and which others are merged into them now."""
    into = select(StudyRow.merged_into, StudyRow.id).where(StudyRow.merged_into.in_(list(studies)))
    absorbed: defaultdict[str | None, list[str]] = defaultdict(list)
    for study_id, other in session.execute(into.order_by(StudyRow.id)):
        absorbed[study_id].append(other)
    return {
        one: kept.document() | ({ABSORBED: absorbed[one]} if one in absorbed else {})
        for one, kept in studies.items()
    }
