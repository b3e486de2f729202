"""What a librarian's desk asks of studies and does to them, one or thousands at a time."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.curating import Curating, reviewed
from corpus.catalogue.files import batches
from corpus.catalogue.history import latest
from corpus.catalogue.records import StudyOrder, StudyRecord, StudySelection
from corpus.catalogue.rows import standing, study
from corpus.catalogue.selection import ordered, selected
from corpus.catalogue.tables import ChangeRow, StudyRow
from corpus.catalogue.visibility import absent
from corpus.catalogue.writing import WHOLE, Kept, change, require_latest, stale
from corpus.errors import CorpusError, StudyExistsError, StudyNotFoundError
from corpus.life import Standing, Step, StudyState, after, reason_of
from corpus.study import Study, StudyId

Refused = Mapping[StudyId, CorpusError]
"""Studies that could not be changed, and why."""

Then = Callable[[Session, Refused], None]
"""What belongs to a change of many studies: it is called at the end of its transaction."""

_Change = Callable[[Kept, datetime], Kept | None]
"""From a study as it is to what it shall be, at a moment; ``None``: it leaves the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found out about studies before they are changed."""

    revisions: Mapping[StudyId, int] = field(default_factory=dict)
    """As which they were looked at; a study of which there is a newer one refuses."""
    refused: Refused = field(default_factory=dict)
    """Those that are not to be changed."""


NOT_LOOKED = Looked()


def nothing_more(_session: Session, _refused: Refused) -> None:
    """Belong to no change."""


class Revising(Curating):
    """Reading a study with its revision, and changing many at a time."""

    def record(self, study_id: StudyId, *, expected: int | None = None) -> StudyRecord:
        """Return a study, where it stands and its revision, as they are at one moment.

        Raises:
            StudyNotFoundError: there is no such study in this view.
            StudyWithdrawnError: this is the readers' view, and it was withdrawn.
            StaleRevisionError: it was changed after the revision that is expected to be its latest.
        """
        query = select(StudyRow).options(*WHOLE).where(StudyRow.id == study_id)
        with self._reading() as session:
            row = session.scalars(query).one_or_none()
            if row is None:
                raise absent(session, study_id)
            (found,) = _records(session, [row])
            if expected is not None:
                require_latest(session, study_id, found.revision, expected)
            return found

    def records_by_id(self, ids: Sequence[StudyId]) -> Mapping[StudyId, StudyRecord]:
        """Return the studies with these ids as ``record`` does; ids that are not there are left out."""
        query = select(StudyRow).options(*WHOLE)
        with self._reading() as session:
            return {
                record.study.id: record
                for batch in batches(ids)
                for record in _records(session, session.scalars(query.where(StudyRow.id.in_(batch))).all())
            }

    def records(
        self,
        *,
        offset: int = 0,
        limit: int | None = None,
        selection: StudySelection | None = None,
        order: StudyOrder = StudyOrder.NEWEST,
    ) -> Sequence[StudyRecord]:
        """Return studies in an order, with where they stand and their revisions."""
        query = ordered(selected(select(StudyRow), selection).options(*WHOLE), order)
        with self._reading() as session:
            return _records(session, session.scalars(query.offset(offset).limit(limit)).all())

    def states_by_id(self, ids: Sequence[StudyId]) -> Mapping[StudyId, StudyState]:
        """Return where the studies with these ids stand; ids that are not there are left out."""
        query = select(StudyRow.id, StudyRow.state)
        with self._reading() as session:
            return {
                StudyId(study_id): StudyState(state)
                for batch in batches(ids)
                for study_id, state in session.execute(query.where(StudyRow.id.in_(batch)))
            }

    def add_study(self, study: Study, *, by: str) -> None:
        """Store a new study as a draft.

        Raises:
            StudyExistsError: its id is, or was before a removal, that of another one.
        """

        def added(study_id: StudyId, before: Kept | None, now: datetime) -> Kept:
            if before is not None:
                raise StudyExistsError(study_id)
            return Kept(study, Standing(StudyState.DRAFT, now))

        with self._writing() as session:
            if latest(session, [study.id]):
                raise StudyExistsError(study.id)
            change(session, [study.id], added, by=by)

    def ids_ever(self) -> frozenset[StudyId]:
        """Return the ids of all studies that are there or were, whatever the view."""
        with self._looking() as session:
            there = session.scalars(select(StudyRow.id))
            return frozenset(map(StudyId, [*there, *session.scalars(select(ChangeRow.study_id).distinct())]))

    def revisions(self, studies: Sequence[StudyId]) -> Mapping[StudyId, int]:
        """Return the numbers of the latest changes of studies, whatever the view; 0: not changed yet."""
        with self._looking() as session:
            return dict.fromkeys(studies, 0) | latest(session, studies)

    def revise_studies(
        self,
        studies: Sequence[StudyId],
        revise: Callable[[Study], Study],
        *,
        by: str,
        held: Collection[StudyId] = (),
        looked: Looked = NOT_LOOKED,
        then: Then = nothing_more,
    ) -> Refused:
        """Change studies in one transaction, each as it is at that moment; return those that refuse.

        ``revise`` is asked once a study and may return it as it is; then nothing is written of it.

        Args:
            studies: to change.
            revise: the change.
            by: who makes it.
            held: those of which none is published afterwards.
            looked: what was found out before.
            then: belongs to the change.
        """

        def revised(kept: Kept, now: datetime) -> Kept:
            standing = reviewed(kept.standing, now) if kept.study.id in held else kept.standing
            return Kept(revise(kept.study), standing)

        return self._change_each(studies, revised, by=by, looked=looked, then=then)

    def take_steps(
        self,
        studies: Sequence[StudyId],
        step: Step,
        *,
        by: str,
        reason: str | None = None,
        looked: Looked = NOT_LOOKED,
        then: Then = nothing_more,
    ) -> Refused:
        """Take studies a step further in one transaction; return those that may not take it.

        The arguments are those of ``revise_studies``; ``reason`` is why they are withdrawn, for readers.

        Raises:
            WithdrawalReasonError: they are withdrawn without a reason that readers can be told.
        """
        why = reason_of(reason or "") if step is Step.WITHDRAW else None

        def taken(kept: Kept, now: datetime) -> Kept | None:
            state = after(kept.study.id, kept.standing.state, step)
            return Kept(kept.study, Standing(state, now, why)) if state else None

        return self._change_each(studies, taken, by=by, looked=looked, then=then)

    def _change_each(
        self,
        studies: Sequence[StudyId],
        become: _Change,
        *,
        by: str,
        looked: Looked,
        then: Then,
    ) -> Refused:
        refused = dict(looked.refused)

        def changed(study_id: StudyId, before: Kept | None, now: datetime) -> Kept | None:
            try:
                if before is None:
                    raise StudyNotFoundError(study_id)
                return become(before, now)
            except CorpusError as error:
                refused[study_id] = error
                return before

        with self._writing() as session:
            asked = [study for study in studies if study not in refused]
            refused |= stale(session, asked, looked.revisions)
            change(session, [study for study in asked if study not in refused], changed, by=by)
            then(session, refused)
        return refused


def _records(session: Session, rows: Sequence[StudyRow]) -> list[StudyRecord]:
    known = latest(session, [StudyId(row.id) for row in rows])
    return [StudyRecord(study(row), standing(row), known.get(StudyId(row.id), 0)) for row in rows]
