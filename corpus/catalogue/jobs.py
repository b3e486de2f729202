"""The book of jobs: what is told of a job here is the truth, whatever carries the word of it to a worker."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.jobs_tables import JobRow
from corpus.catalogue.revising import Refused, Then
from corpus.errors import JobNotFoundError, JobStateError
from corpus.jobs import MOST_ATTEMPTS, Job, JobId, JobKind, JobState, JobStoppedError
from corpus.reasons import Reason, reason

STOPPED = reason("job.stopped")
_GIVEN_UP = reason("job.given-up", most=MOST_ATTEMPTS)


class JobBook(Connected):
    """Enters, begins and ends jobs. Of each kind one is under way at a time, and one worker does them all.

    A worker tells of a job as it began it. If another one has it since, nothing of that is written down.
    """

    def enter(self, job: JobId, kind: JobKind, *, by: str, asked: Mapping[str, Any] | None = None) -> Job:
        """Enter a new job."""
        with self._writing() as session:
            return _entered(session, job, kind, by, asked)

    def enter_once(self, job: JobId, kind: JobKind, *, by: str) -> Job:
        """Enter a job unless one of its kind waits already, which is due at once then; return what waits."""
        with self._writing() as session:
            waiting = session.scalar(_queued(kind).limit(1))
            return _hastened(waiting) if waiting else _entered(session, job, kind, by, None)

    def enter_alone(self, job: JobId, kind: JobKind, *, by: str) -> Job:
        """Enter a job unless one of its kind waits, which is due at once then, or is under way; return that.

        One that was asked to stop does not count: nobody gets from it what is asked for now.
        """
        going = select(JobRow).where(JobRow.kind == kind.value, JobRow.stopping.is_(False))
        going = going.where(or_(_is(JobState.QUEUED), _is(JobState.RUNNING)))
        with self._writing() as session:
            row = session.scalar(going.order_by(JobRow.made, JobRow.id).limit(1))
            return _hastened(row) if row else _entered(session, job, kind, by, None)

    def begin(self, kind: JobKind) -> Job | None:
        """Begin the oldest job of a kind that is due; ``None`` where there is none, or one is under way."""
        now = datetime.now(UTC)
        with self._writing() as session:
            running = select(JobRow.id).where(JobRow.kind == kind.value, _is(JobState.RUNNING))
            if session.scalar(running) is not None:
                return None
            row = session.scalar(_queued(kind).where(JobRow.due <= now).limit(1))
            if row is None:
                return None
            row.state, row.began, row.attempts = JobState.RUNNING.value, now, row.attempts + 1
            row.step, row.done, row.total = "", 0, 0
            return _job(row)

    def recover(self, *, alive: Collection[JobId] = ()) -> Sequence[Job]:
        """Queue again what nobody does any more, and return it; only the one worker may ask.

        Args:
            alive: what it is doing itself.
        """
        with self._writing() as session:
            running = select(JobRow).where(_is(JobState.RUNNING), JobRow.id.not_in(alive))
            rows = session.scalars(running).all()
            for row in rows:
                if row.stopping:
                    _end(row, JobState.CANCELLED, STOPPED)
                elif row.attempts >= MOST_ATTEMPTS:
                    _end(row, JobState.FAILED, _GIVEN_UP)
                else:
                    row.state, row.due = JobState.QUEUED.value, datetime.now(UTC)
            return [_job(row) for row in rows]

    def due(self) -> Sequence[JobKind]:
        """Return the kinds of which a job is due."""
        waiting = select(JobRow.kind).where(_is(JobState.QUEUED), JobRow.due <= datetime.now(UTC)).distinct()
        with self._looking() as session:
            return [JobKind(kind) for kind in sorted(session.scalars(waiting))]

    def report_progress(self, job: Job, step: str, done: int, total: int) -> bool:
        """Tell how far a job is, and return whether it shall stop."""
        with self._writing() as session:
            row = _begun(session, job)
            if row is None:
                return True
            row.step, row.done, row.total = step, done, total
            return row.stopping

    def postpone(self, job: Job, due: datetime, why: Reason | None, *, counts: bool = True) -> None:
        """Queue a job again: its attempt failed for a while, or (where it does not count) the worker ends."""
        with self._writing() as session:
            if (row := _begun(session, job)) is None:
                return
            row.state, row.due, row.reason = JobState.QUEUED.value, due, why
            row.attempts -= not counts
            if row.stopping:
                _end(row, JobState.CANCELLED, STOPPED)

    def end(
        self,
        job: Job,
        state: JobState,
        *,
        why: Reason | None = None,
        report: Mapping[str, Any] | None = None,
    ) -> None:
        """Write down how a job ended; what it reported before stays where there is nothing new."""
        with self._writing() as session:
            if (row := _begun(session, job)) is None:
                return
            _end(row, state, why)
            row.report = report if report is not None else row.report

    def forget(self, job: Job) -> None:
        """Take out a job that is done and that nobody will ask about."""
        with self._writing() as session:
            if (row := _begun(session, job)) is not None:
                session.delete(row)

    def ask_to_stop(self, job: JobId) -> Job:
        """Stop a job that waits or failed at once, and one that is under way as soon as it looks.

        Raises:
            JobNotFoundError: there is no such job.
            JobStateError: it is done, or stopped already.
        """
        with self._writing() as session:
            row = _row(session, job)
            if row.state in (JobState.DONE.value, JobState.CANCELLED.value):
                raise JobStateError(job, row.state)
            row.stopping = True
            if row.state != JobState.RUNNING.value:
                _end(row, JobState.CANCELLED, STOPPED)
            return _job(row)

    def retry(self, job: JobId) -> Job:
        """Queue a job again that failed.

        Raises:
            JobNotFoundError: there is no such job.
            JobStateError: it did not fail.
        """
        with self._writing() as session:
            row = _row(session, job)
            if row.state != JobState.FAILED.value:
                raise JobStateError(job, row.state)
            row.state, row.due = JobState.QUEUED.value, datetime.now(UTC)
            row.attempts, row.ended, row.reason = 0, None, None
            return _job(row)

    def job(self, job: JobId) -> Job:
        """Return a job.

        Raises:
            JobNotFoundError: there is no such job.
        """
        with self._looking() as session:
            return _job(_row(session, job))

    def jobs(
        self,
        *,
        kinds: Sequence[JobKind] = (),
        states: Sequence[JobState] = (),
        offset: int = 0,
        limit: int | None = None,
    ) -> Sequence[Job]:
        """Return jobs, latest first."""
        query = select(JobRow).order_by(JobRow.made.desc(), JobRow.id)
        query = query.where(JobRow.kind.in_([kind.value for kind in kinds])) if kinds else query
        query = query.where(JobRow.state.in_([state.value for state in states])) if states else query
        with self._looking() as session:
            return [_job(row) for row in session.scalars(query.offset(offset).limit(limit))]


def ending(job: Job, report: Callable[[Refused], Mapping[str, Any]]) -> Then:
    """Return what ends a job in the transaction of the change that it makes: both are kept, or neither.

    The transaction raises ``JobStoppedError`` where a librarian was faster: nothing is changed then.

    Args:
        job: under way.
        report: makes its report of the studies that refused.
    """

    def end(session: Session, refused: Refused) -> None:
        row = _begun(session, job)
        if row is None or row.stopping:
            raise JobStoppedError
        _end(row, JobState.DONE, None)
        row.report = report(refused)

    return end


def _is(state: JobState) -> Any:
    return JobRow.state == state.value


def _queued(kind: JobKind) -> Any:
    waiting = select(JobRow).where(JobRow.kind == kind.value, _is(JobState.QUEUED))
    return waiting.order_by(JobRow.made, JobRow.id)


def _row(session: Session, job: JobId) -> JobRow:
    row = session.get(JobRow, job)
    if row is None:
        raise JobNotFoundError(job)
    return row


def _begun(session: Session, job: Job) -> JobRow | None:
    """Return the row of a job that a worker began, unless another one has it since."""
    row = session.get(JobRow, job.id)
    is_its = row is not None and (row.state, row.attempts) == (JobState.RUNNING.value, job.attempts)
    return row if is_its else None


def _entered(session: Session, job: JobId, kind: JobKind, by: str, asked: Mapping[str, Any] | None) -> Job:
    now = datetime.now(UTC)
    row = JobRow(
        id=job, kind=kind.value, state=JobState.QUEUED.value, made_by=by, made=now, due=now, asked=asked
    )
    session.add(row)
    session.flush()
    return _job(row)


def _hastened(row: JobRow) -> Job:
    """Return a job that waits or is under way; one that waits is due at once."""
    if row.state == JobState.QUEUED.value:
        row.due = datetime.now(UTC)
    return _job(row)


def _end(row: JobRow, state: JobState, why: Reason | None) -> None:
    row.state, row.reason, row.ended = state.value, why, datetime.now(UTC)


def _job(row: JobRow) -> Job:
    return Job(
        id=JobId(row.id),
        kind=JobKind(row.kind),
        state=JobState(row.state),
        by=row.made_by,
        made=row.made,
        due=row.due,
        began=row.began,
        ended=row.ended,
        step=row.step,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        described=row.described,
        stopping=row.stopping,
        reason=row.reason,
        asked=row.asked or {},
        report=row.report or {},
    )
