"""What imports bring into the catalogue, with the questions that they leave, and how those are settled."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.files import withdraw
from corpus.catalogue.jobs_tables import JobRow, TodoRow
from corpus.catalogue.moved_files import follow
from corpus.catalogue.tables import StudyFileRow
from corpus.catalogue.todo_rows import TELLING, enter, todo_of, told_files
from corpus.catalogue.writing import Kept, change, load
from corpus.errors import TodoNotFoundError, TodoSettledError
from corpus.jobs import Job, JobId, Question, Todo, TodoId, TodoState
from corpus.life import Standing, StudyState
from corpus.study import Sha256, Study, StudyId

Meeting = Callable[[Study, Study, Standing], "Met"]
"""From what an import tells of a study that is there, what is there, and where that stands."""

Settlement = Callable[[Mapping[StudyId, Kept]], Mapping[StudyId, Study | None]]
"""From studies as they are to what they become; ``None``: it leaves the catalogue."""


@dataclass(frozen=True, slots=True)
class Met:
    """What becomes of a study that an import finds there already."""

    study: Study
    question: Question | None = None


class TodoBook(Connected):
    """Studies and questions come in together or not at all, and go their way in one transaction each."""

    def bring(
        self,
        job: Job,
        studies: Iterable[Study],
        questions: Iterable[Question],
        meet: Meeting,
        *,
        superseded: Iterable[StudyId] = (),
    ) -> None:
        """Bring in what an import found, and write down that it is described; all of it, or nothing.

        Studies that are new become drafts. ``meet`` says what becomes of those that are there. Questions that
        the job has asked before are not asked twice.

        Args:
            job: the import; its librarian made the changes.
            studies: as its inventories describe them.
            questions: that they leave.
            meet: see above.
            superseded: drafts that one of the studies stands for now.
        """
        told = {study.id: study for study in studies}
        gone = [study for study in superseded if study not in told]
        asked = list(questions)
        changes: dict[StudyId, tuple[Study, Study | None]] = {}

        def met(study: StudyId, before: Kept | None, now: datetime) -> Kept | None:
            if before is None:
                return Kept(told[study], Standing(StudyState.DRAFT, now)) if study in told else None
            if study not in told:
                changes[study] = before.study, None
                return None
            found = meet(told[study], before.study, before.standing)
            changes[study] = before.study, found.study
            asked.extend([found.question] if found.question else [])
            return Kept(found.study, before.standing)

        with self._writing() as session:
            change(session, [*told, *gone], met, by=job.by)
            homes = {file.sha256: study.id for study in told.values() for file in study.files}
            follow(session, changes, homes, by=job.by)
            enter(session, job.id, asked)
            row = session.get(JobRow, job.id)
            if row is not None:
                row.described = True

    def settle(
        self,
        todo: TodoId,
        state: TodoState,
        *,
        by: str,
        choice: str | None = None,
        studies: Sequence[StudyId] = (),
        settlement: Settlement = lambda _: {},
    ) -> None:
        """Settle a question and change the studies that it is about, in one transaction.

        Other open questions about the files that the change moves follow it; see ``moved_files``. A file
        that only a dismissed question told of is recorded as withdrawn.

        Args:
            todo: the question.
            state: what becomes of it.
            by: who decides.
            choice: the proposal that was accepted.
            studies: those that ``settlement`` may change; it gets those of them that are still there.
            settlement: the change.

        Raises:
            TodoNotFoundError: there is no such question.
            TodoSettledError: somebody was faster.
        """
        with self._writing() as session:
            row = session.get(TodoRow, todo, with_for_update=True)
            if row is None:
                raise TodoNotFoundError(todo)
            if row.state != TodoState.OPEN.value:
                raise TodoSettledError(todo, row.state, row.settled_by or "")
            row.state, row.choice = state.value, choice
            row.settled, row.settled_by = datetime.now(UTC), by
            session.flush()
            _change(session, studies, settlement, by)
            if state is TodoState.DISMISSED:
                withdraw(session, {file["sha256"]: StudyFileRow(**file) for file in told_files(row)})

    def todo(self, todo: TodoId) -> Todo:
        """Return a question.

        Raises:
            TodoNotFoundError: there is no such question.
        """
        with self._looking() as session:
            row = session.get(TodoRow, todo)
            if row is None:
                raise TodoNotFoundError(todo)
            return todo_of(row)

    def todos(
        self,
        *,
        job: JobId | None = None,
        state: TodoState | None = TodoState.OPEN,
        offset: int = 0,
        limit: int | None = None,
    ) -> Sequence[Todo]:
        """Return questions in the order in which they came up, those of the latest job first."""
        query = select(TodoRow).join(JobRow, JobRow.id == TodoRow.job_id)
        query = _narrowed(query, job, state).order_by(JobRow.made.desc(), TodoRow.place, TodoRow.id)
        with self._looking() as session:
            return [todo_of(row) for row in session.scalars(query.offset(offset).limit(limit))]

    def awaited_files(self) -> frozenset[Sha256]:
        """Return the files that belong to a study once an open question is accepted."""
        query = _narrowed(select(TodoRow), None, TodoState.OPEN).where(TodoRow.kind.in_(TELLING))
        with self._looking() as session:
            rows = session.scalars(query)
            return frozenset(Sha256(file["sha256"]) for row in rows for file in told_files(row))

    def count(self, *, job: JobId | None = None, state: TodoState | None = TodoState.OPEN) -> int:
        """Return how many questions there are."""
        query = _narrowed(select(func.count()).select_from(TodoRow), job, state)
        with self._looking() as session:
            return session.scalar(query) or 0


def _narrowed(query: Any, job: JobId | None, state: TodoState | None) -> Any:
    query = query if job is None else query.where(TodoRow.job_id == job)
    return query if state is None else query.where(TodoRow.state == state.value)


def _change(session: Session, studies: Sequence[StudyId], settlement: Settlement, by: str) -> None:
    before = load(session, studies)
    after = settlement(before)

    def settled(study: StudyId, kept: Kept | None, _now: datetime) -> Kept | None:
        become = after[study]
        return Kept(become, kept.standing) if kept and become else None

    changed = [study for study in after if after[study] != before[study].study]
    change(session, changed, settled, by=by)
    changes = {study: (before[study].study, after[study]) for study in changed}
    homes = {file.sha256: study for study, (_, now) in changes.items() for file in (now.files if now else ())}
    follow(session, changes, homes, by=by)
