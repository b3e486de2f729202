"""Doing jobs: what becomes of one that fails, is stopped, or outlives the worker."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from corpus.catalogue.jobs import STOPPED, JobBook
from corpus.errors import CatalogueUnavailableError, JobNotFoundError, StoreFullError
from corpus.jobs import MOST_ATTEMPTS, Job, JobId, JobKind, JobState, JobStoppedError
from corpus.reasons import reason
from index.errors import DiskFullError, IndexBusyError, IndexUnavailableError
from ingest.watch import Unwatched, Watch
from search_api.jobs.queue import JobQueue
from search_api.outcomes import EXPECTED
from search_api.telling import reason_of

log = logging.getLogger("savoir")

PASSING = (
    CatalogueUnavailableError,
    DiskFullError,
    IndexBusyError,
    IndexUnavailableError,
    StoreFullError,
)
"""What may be over another time; a job that meets it is tried again."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between two attempts; they double while the fault goes on."""

_TOLD_EVERY = 0.2
"""Seconds between two writings of how far a job is."""

Work = Callable[[Job, Watch], Mapping[str, Any]]
"""Does a job and returns its report."""


class _EndingError(Exception):
    """The worker ends."""


@dataclass(slots=True)
class Runner:
    """Does what is due in the book, jobs of one kind one after the other."""

    queue: JobQueue
    work: Mapping[JobKind, Work]
    is_ending: Callable[[], bool] = lambda: False
    beside: Watch = field(default_factory=Unwatched)
    """Is told what the book is told."""
    _alive: set[JobId] = field(default_factory=set)
    _beginning: threading.Lock = field(default_factory=threading.Lock)

    def do_all(self, kind: JobKind) -> None:
        """Do the jobs of a kind that are due; nothing where another thread does them already."""
        while not self.is_ending() and (job := self._begin(kind)):
            try:
                self._do(job)
            finally:
                self._alive.discard(job.id)

    def recover(self) -> None:
        """Take up what a worker left that died."""
        with self._beginning:
            for job in self.queue.book.recover(alive=tuple(self._alive)):
                log.warning("job %s (%s) was under way when its worker ended", job.id, job.kind)

    def _begin(self, kind: JobKind) -> Job | None:
        with self._beginning:
            job = self.queue.book.begin(kind)
            if job is not None:
                self._alive.add(job.id)
            return job

    def _do(self, job: Job) -> None:
        book = self.queue.book
        try:
            report = self.work[job.kind](job, JobWatch(book, job, self.is_ending, self.beside))
        except JobStoppedError:
            book.end(job, JobState.CANCELLED, why=STOPPED)
        except _EndingError:
            book.postpone(job, datetime.now(UTC), None, counts=False)
        except PASSING as error:
            self._try_again(job, error)
        except EXPECTED as error:
            log.warning("job %s (%s) failed: %s", job.id, job.kind, error)
            book.end(job, JobState.FAILED, why=reason_of(error))
        except Exception:
            book.end(job, JobState.FAILED, why=reason("job.mistake"))
            raise
        else:
            self._done(job, report)
        self._tidy(job)

    def _done(self, job: Job, report: Mapping[str, Any]) -> None:
        if job.kind is JobKind.FOLLOW:
            self.queue.book.forget(job)
        else:
            self.queue.book.end(job, JobState.DONE, report=report)

    def _try_again(self, job: Job, error: Exception) -> None:
        """Have a job tried again later; the index has to follow, however long that takes."""
        if job.attempts >= MOST_ATTEMPTS and job.kind is not JobKind.FOLLOW:
            self.queue.book.end(job, JobState.FAILED, why=reason_of(error))
            return
        wait = min(FIRST_WAIT * 2 ** (job.attempts - 1), LONGEST_WAIT)
        self.queue.book.postpone(job, datetime.now(UTC) + timedelta(seconds=wait), reason_of(error))
        self.queue.wake(job.kind, delay=wait)
        log.warning("job %s (%s) waits %.0f s: %s", job.id, job.kind, wait, error)

    def _tidy(self, job: Job) -> None:
        """Let go of files that nobody needs any more."""
        if job.kind is JobKind.IMPORT and self._is_settled(job.id):
            self.queue.inbox.discard(job.id)

    def _is_settled(self, job: JobId) -> bool:
        try:
            return self.queue.job(job).state in (JobState.DONE, JobState.CANCELLED)
        except JobNotFoundError:
            return True


class JobWatch:
    """Writes into the book how far a job is, and ends it between two steps when it shall stop."""

    def __init__(self, book: JobBook, job: Job, is_ending: Callable[[], bool], beside: Watch) -> None:
        self._book, self._job, self._is_ending, self._beside = book, job, is_ending, beside
        self._task, self._done, self._total = "", 0, 0
        self._told = 0.0

    def begin(self, task: str, total: int) -> None:
        """Tell of a new step."""
        self._task, self._done, self._total = task, 0, total
        self._beside.begin(task, total)
        self._tell()

    def step(self) -> None:
        """Tell of one more, if it was not told just now."""
        self._done += 1
        self._beside.step()
        if self._done >= self._total or time.monotonic() - self._told >= _TOLD_EVERY:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        if self._book.report_progress(self._job, self._task, self._done, self._total):
            raise JobStoppedError
        if self._is_ending():
            raise _EndingError
