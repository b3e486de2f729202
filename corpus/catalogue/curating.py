"""What changes studies, and what tells how they came to be as they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.documents import STATE, study_of
from corpus.catalogue.files import batches
from corpus.catalogue.history import Change, Revision, compared, history, replayed
from corpus.catalogue.merges import merged_parts
from corpus.catalogue.rows import standing
from corpus.catalogue.tables import ChangeRow, StudyRow
from corpus.catalogue.writing import NOTHING_EXPECTED, Kept, change
from corpus.duplicates.merging import with_all
from corpus.errors import RevisionNotFoundError, StudyNotFoundError
from corpus.life import Standing, Step, StudyState, after, reason_of
from corpus.study import Study, StudyId

IMPORT = "ingest"
"""Who changes what inventories and folders bring in."""


class Curating(Connected):
    """Changes go through whatever the view, each with the name of who makes it."""

    def put_study(
        self,
        study: Study,
        *,
        by: str = IMPORT,
        state: StudyState = StudyState.PUBLISHED,
        expected: int | None = None,
    ) -> None:
        """Store a study; one with the same id is replaced as a whole, its file list included.

        Args:
            study: to store.
            by: who does it.
            state: of a new one.
            expected: the revision that the change was made on; ``None``: whatever it is now.

        Raises:
            StudyNotFoundError: a revision is expected of a study that is not there.
            StaleRevisionError: it was changed since; nothing is stored.
        """
        self.put_studies([study], by=by, state=state, expected=_known(study.id, expected))

    def put_studies(
        self,
        studies: Iterable[Study],
        *,
        by: str = IMPORT,
        state: StudyState = StudyState.PUBLISHED,
        with_merged: bool = False,
        held: Collection[StudyId] = (),
        expected: Mapping[StudyId, int] = NOTHING_EXPECTED,
    ) -> None:
        """Store studies in one transaction: all of them, or none; see ``put_study``.

        New ones begin in a state; those that are there stay where they stand, so that bringing a withdrawn
        study in again does not publish it. Of those that are held none is published afterwards: it waits in
        review, for what it says now has to be looked at first. Files that only the replaced versions held
        are withdrawn. A withdrawn file that a study holds again stays so until it is recorded anew.

        Args:
            studies: to store.
            by: who does it.
            state: of new ones.
            held: those that nobody may read before they were looked at.
            with_merged: give them again what others brought that were merged into them: an inventory
                does not know of it.
            expected: the revisions that the changes were made on.
        """
        entries = {entry.id: entry for entry in studies}
        parts: Mapping[StudyId, Sequence[Study]] = {}

        def replaced(study: StudyId, before: Kept | None, now: datetime) -> Kept:
            standing = before.standing if before else Standing(state, now)
            whole = with_all(entries[study], parts.get(study, ()))
            return Kept(whole, reviewed(standing, now) if study in held else standing)

        with self._writing() as session:
            parts = merged_parts(session) if with_merged else {}
            change(session, list(entries), replaced, by=by, expected=expected)

    def take_step(
        self,
        study: StudyId,
        step: Step,
        *,
        by: str,
        reason: str | None = None,
        expected: int | None = None,
    ) -> Standing:
        """Take a study a step further in its life and return where it stands then.

        Args:
            study: its id.
            step: any but ``REMOVE``, which is ``remove_study``.
            by: who does it.
            reason: why it is withdrawn, for readers.
            expected: the revision that whoever decided has seen; ``None``: whatever it is now.

        Raises:
            StudyNotFoundError: there is no such study.
            StaleRevisionError: it was changed since; it stays where it stands.
            ForbiddenStepError: the step is not possible from where it stands.
            WithdrawalReasonError: it is withdrawn without a reason that readers can be told.
        """
        why = reason_of(reason or "") if step is Step.WITHDRAW else None

        def taken(study: StudyId, before: Kept | None, now: datetime) -> Kept | None:
            state = _after(study, before, step)
            return Kept(_there(study, before).study, Standing(state, now, why)) if state else None

        with self._writing() as session:
            change(session, [study], taken, by=by, expected=_known(study, expected))
            return _standing(session, study)

    def remove_study(self, study_id: StudyId, *, by: str = IMPORT, expected: int | None = None) -> None:
        """Forget a study but for its history. Files that no other study holds are recorded as withdrawn.

        Raises:
            StudyNotFoundError: there is no such study.
            StaleRevisionError: it was changed after the revision that is expected to be its latest.
            ForbiddenStepError: it is withdrawn, and what readers were told of that is kept.
        """

        def removed(study: StudyId, before: Kept | None, _now: datetime) -> None:
            _after(study, before, Step.REMOVE)

        with self._writing() as session:
            change(session, [study_id], removed, by=by, expected=_known(study_id, expected))

    def revert(
        self, study_id: StudyId, *, to: int, by: str, held: bool = False, expected: int | None = None
    ) -> Study:
        """Give a study what it said after an earlier revision, and return it.

        It stays where it stands in its life; one that was removed comes back as a draft, and one that is
        held waits in review if it was published.

        Raises:
            RevisionNotFoundError: it has no such state.
            StaleRevisionError: it was changed after the revision that is expected to be its latest.
        """
        with self._writing() as session:
            earlier = _study_after(session, study_id, to)

            def reverted(_study: StudyId, before: Kept | None, now: datetime) -> Kept:
                standing = before.standing if before else Standing(StudyState.DRAFT, now)
                return Kept(earlier, reviewed(standing, now) if held else standing)

            change(session, [study_id], reverted, by=by, expected=_known(study_id, expected))
        return earlier

    def standing(self, study_id: StudyId) -> Standing:
        """Return where a study stands, whatever the view.

        Raises:
            StudyNotFoundError: there is no such study.
        """
        with self._looking() as session:
            return _standing(session, study_id)

    def standings(self, studies: Sequence[StudyId]) -> Mapping[StudyId, Standing]:
        """Return where studies stand, whatever the view; ids that are not there are left out."""
        query = select(StudyRow)
        with self._looking() as session:
            return {
                StudyId(row.id): standing(row)
                for batch in batches(studies)
                for row in session.scalars(query.where(StudyRow.id.in_(batch)))
            }

    def history(self, study_id: StudyId) -> Sequence[Revision]:
        """Return what became of a study, oldest first, whatever the view; also of one that was removed.

        Nothing is told of a study that has not changed since the log began.

        Raises:
            StudyNotFoundError: there is no such study and never was.
        """
        with self._looking() as session:
            found = history(session, study_id)
            if not found:
                _standing(session, study_id)
            return found

    def last_change(self) -> int:
        """Return a number that grows whenever a study changes, whatever the view; 0 at the beginning."""
        with self._looking() as session:
            return session.scalar(select(func.max(ChangeRow.number))) or 0

    def study_after(self, study_id: StudyId, number: int) -> Study:
        """Return a study as it was after a revision, whatever the view.

        Raises:
            RevisionNotFoundError: it has no such state.
        """
        with self._looking() as session:
            return _study_after(session, study_id, number)

    def compare(self, study_id: StudyId, first: int, second: int) -> Sequence[Change]:
        """Return what differs between the states of a study after two revisions, whatever the view.

        Raises:
            StudyNotFoundError: there is no such study and never was.
            RevisionNotFoundError: it has no such state.
        """
        found = self.history(study_id)
        return compared(replayed(study_id, found, first), replayed(study_id, found, second))


def reviewed(standing: Standing, now: datetime) -> Standing:
    """Return where a study stands that readers must not see yet."""
    return Standing(StudyState.IN_REVIEW, now) if standing.state is StudyState.PUBLISHED else standing


def _study_after(session: Session, study: StudyId, number: int) -> Study:
    told = replayed(study, history(session, study), number)
    if STATE not in told:
        raise RevisionNotFoundError(study, number)
    return study_of(study, told)


def _known(study: StudyId, expected: int | None) -> Mapping[StudyId, int]:
    return NOTHING_EXPECTED if expected is None else {study: expected}


def _there(study: StudyId, kept: Kept | None) -> Kept:
    if kept is None:
        raise StudyNotFoundError(study)
    return kept


def _after(study: StudyId, before: Kept | None, step: Step) -> StudyState | None:
    return after(study, _there(study, before).standing.state, step)


def _standing(session: Session, study: StudyId) -> Standing:
    row = session.get(StudyRow, study)
    if row is None:
        raise StudyNotFoundError(study)
    return standing(row)
