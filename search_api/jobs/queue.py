"""The queue of jobs, as those see it who give the machine something to do."""

import fcntl
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.catalogue.jobs import JobBook
from corpus.catalogue.store import Catalogue
from corpus.catalogue.todo import TodoBook
from corpus.jobs import Job, JobId, JobKind, JobState
from search_api.jobs.bell import Bell
from search_api.jobs.errors import QueueUnavailableError, WorkerBusyError
from search_api.jobs.inbox import Inbox
from search_api.jobs.staging import InboxLimits, Stage
from search_api.settings import Settings

log = logging.getLogger("savoir")

PROGRAM = "savoir"
"""Who lets the index follow."""

_NEEDED = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
"""States of imports whose files are kept."""


@dataclass(frozen=True)
class JobQueue:
    """Takes jobs in, tells of them, and stops them. Safe to share between threads."""

    catalogue: Catalogue
    settings: Settings

    def staging(self) -> AbstractContextManager[Stage]:
        """Open the folder of an import; ``submit_import`` belongs inside the block, as its last act.

        Whatever goes wrong in the block, nothing that was staged is kept.
        """
        return self.inbox.stage()

    def submit_import(self, stage: Stage, *, by: str) -> JobId:
        """Have the staged files brought in, as drafts."""
        asked = {"names": stage.names[:_SHOWN], "files": len(stage.names), "size": stage.size}
        self.book.enter(stage.id, JobKind.IMPORT, by=by, asked=asked)
        self._ring(JobKind.IMPORT)
        return stage.id

    def submit_change(self, asked: Mapping[str, Any], *, by: str) -> JobId:
        """Have a change made of many studies."""
        job = self.book.enter(_new_id(), JobKind.CHANGE, by=by, asked=asked)
        self._ring(JobKind.CHANGE)
        return job.id

    def follow(self) -> None:
        """Let the index follow the catalogue soon; asked often, it is done once."""
        self.book.enter_once(_new_id(), JobKind.FOLLOW, by=PROGRAM)
        self._ring(JobKind.FOLLOW)

    def job(self, job: JobId) -> Job:
        """Return a job.

        Raises:
            JobNotFoundError: there is no such job.
        """
        return self.book.job(job)

    def jobs(self, *kinds: JobKind, offset: int = 0, limit: int | None = None) -> Sequence[Job]:
        """Return the jobs of some kinds, imports unless any is named; latest first."""
        return self.book.jobs(kinds=kinds or (JobKind.IMPORT,), offset=offset, limit=limit)

    def cancel(self, job: JobId) -> Job:
        """Stop a job, one that is under way between two files or studies.

        What an import has brought by then stays; a change of many studies is made as a whole or not at all.

        Raises:
            JobNotFoundError: there is no such job.
            JobStateError: it is done, or stopped already.
        """
        stopped = self.book.ask_to_stop(job)
        if stopped.is_over:
            self.inbox.discard(job)
        return stopped

    def retry(self, job: JobId) -> Job:
        """Have a job tried again that failed.

        Raises:
            JobNotFoundError: there is no such job.
            JobStateError: it did not fail.
        """
        again = self.book.retry(job)
        self._ring(again.kind)
        return again

    def discard_orphans(self) -> None:
        """Delete from the inbox what no job needs; the one worker does it."""
        needed = self.book.jobs(kinds=[JobKind.IMPORT], states=_NEEDED)
        self.inbox.discard_orphans(job.id for job in needed)

    @contextmanager
    def as_worker(self) -> Iterator[None]:
        """Be the one worker of this library while the block lasts; it goes with the process, however it ends.

        Raises:
            WorkerBusyError: there is another.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "worker.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WorkerBusyError from error
            yield

    def _ring(self, kind: JobKind) -> None:
        """Wake the worker; if that fails, it finds the job when it looks by itself."""
        try:
            self.bell.ring(kind)
        except QueueUnavailableError as error:
            log.warning("%s", error)

    def close(self) -> None:
        """Let go of the connection of the bell; the catalogue belongs to others."""
        if "bell" in self.__dict__:
            self.bell.close()

    @cached_property
    def book(self) -> JobBook:
        """The truth about jobs."""
        return self.catalogue.beside(JobBook)

    @cached_property
    def todo(self) -> TodoBook:
        """What imports leave to librarians."""
        return self.catalogue.beside(TodoBook)

    @cached_property
    def inbox(self) -> Inbox:
        """The files of imports."""
        limits = InboxLimits(
            size=self.settings.upload_limit,
            files=self.settings.upload_files,
            space=self.settings.space_kept << 20,
        )
        return Inbox(self.settings.data_dir / "inbox", limits)

    @cached_property
    def bell(self) -> Bell:
        """What wakes the worker."""
        return Bell(self.settings.queue_url, self.folder)

    @property
    def folder(self) -> Path:
        """Where the bell and the lock of the worker are."""
        return self.settings.data_dir / "queue"


_SHOWN = 20
"""Names of files that the book keeps of an import."""


def _new_id() -> JobId:
    return JobId(uuid.uuid4().hex)
