"""What imports bring into the catalogue, with the questions that they leave, and how those are settled."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.curating import reviewed
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

Become = Mapping[StudyId, Study | None]
"""What studies become; ``None``: one leaves the catalogue."""


@dataclass(frozen=True, slots=True)
class Met:
    """What becomes of a study that an import finds there already."""

    study: Study
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a proposal that is carried out does to studies."""

    become: Become = field(default_factory=dict)
    expected: Mapping[StudyId, int] = field(default_factory=dict)
    """The revisions that it was made on."""
    held: Collection[StudyId] = ()
    """Those that nobody may read before they were looked at."""


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
        settlement: Settlement | None = None,
    ) -> None:
        """Settle a question and change the studies that it is about, in one transaction.

        Whatever else is asked of a study that leaves the catalogue by it is settled as well. Other open
        questions about the files that the change moves follow it; see ``moved_files``. A file that only a
        dismissed question told of is recorded as withdrawn.

        Args:
            todo: the question.
            state: what becomes of it.
            by: who decides.
            choice: the proposal that was accepted.
            settlement: the change; ``None``: of nothing.

        Raises:
            TodoNotFoundError: there is no such question.
            TodoSettledError: somebody was faster.
            StudyNotFoundError: a study of the change is not there any more; nothing is done.
            StaleRevisionError: one was changed since; nothing is done.
        """
        with self._writing() as session:
            row = session.get(TodoRow, todo, with_for_update=True)
            if row is None:
                raise TodoNotFoundError(todo)
            require_open(todo_of(row))
            row.state, row.choice = state.value, choice
            row.settled, row.settled_by = datetime.now(UTC), by
            session.flush()
            if settlement:
                _change(session, settlement, by)
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


def require_open(todo: Todo) -> None:
    """Let a question pass that nobody has settled.

    Raises:
        TodoSettledError: somebody has.
    """
    if todo.state is not TodoState.OPEN:
        raise TodoSettledError(todo.id, todo.state.value, todo.by or "")


def _narrowed(query: Any, job: JobId | None, state: TodoState | None) -> Any:
    query = query if job is None else query.where(TodoRow.job_id == job)
    return query if state is None else query.where(TodoRow.state == state.value)


def _change(session: Session, settlement: Settlement, by: str) -> None:
    def settled(study: StudyId, kept: Kept | None, now: datetime) -> Kept | None:
        become = settlement.become[study]
        if not (kept and become):
            return None
        return Kept(become, reviewed(kept.standing, now) if study in settlement.held else kept.standing)

    before = load(session, list(settlement.become))
    change(session, list(settlement.become), settled, by=by, expected=settlement.expected)
    changes = {study: (kept.study, settlement.become[study]) for study, kept in before.items()}
    homes = {file.sha256: study for study, (_, now) in changes.items() for file in (now.files if now else ())}
    follow(session, changes, homes, by=by)
    session.flush()
    _dismiss(session, [study for study, become in settlement.become.items() if become is None], by)


def _dismiss(session: Session, gone: Sequence[StudyId], by: str) -> None:
    """Settle what is still asked of studies that have left the catalogue."""
    asked = update(TodoRow).where(TodoRow.study_id.in_(gone), TodoRow.state == TodoState.OPEN.value)
    settled = {"state": TodoState.DISMISSED.value, "settled": datetime.now(UTC), "settled_by": by}
    session.execute(asked.values(settled))
