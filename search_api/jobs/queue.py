"""The queue of jobs, as those see it who give the machine something to do."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.catalogue.jobs import JobBook
from corpus.catalogue.sharing import SharedServer
from corpus.catalogue.store import Catalogue
from corpus.catalogue.todo import TodoBook
from corpus.errors import JobNotFoundError
from corpus.jobs import Job, JobId, JobKind, JobState
from search_api.jobs.alone import Holds, alone
from search_api.jobs.bell import Bell
from search_api.jobs.errors import QueueUnavailableError
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
        self.wake(JobKind.IMPORT)
        return stage.id

    def follow(self) -> None:
        """Let the index follow the catalogue soon; asked often, it is done once."""
        self.book.enter_once(_new_id(), JobKind.FOLLOW, by=PROGRAM)
        self.wake(JobKind.FOLLOW)

    def submit(self, kind: JobKind, *, by: str, asked: Mapping[str, Any]) -> JobId:
        """Have something done that needs no files."""
        job = self.book.enter(_new_id(), kind, by=by, asked=asked)
        self.wake(kind)
        return job.id

    def submit_alone(self, kind: JobKind, *, by: str) -> JobId:
        """Have something done that one job does for all who ask while it waits or is under way."""
        job = self.book.enter_alone(_new_id(), kind, by=by)
        self.wake(kind)
        return job.id

    def job(self, job: JobId, kind: JobKind | None = None) -> Job:
        """Return a job, of this kind if one is given.

        Raises:
            JobNotFoundError: there is no such job.
        """
        found = self.book.job(job)
        if kind not in (None, found.kind):
            raise JobNotFoundError(job)
        return found

    def jobs(
        self,
        *kinds: JobKind,
        states: Sequence[JobState] = (),
        offset: int = 0,
        limit: int | None = None,
    ) -> Sequence[Job]:
        """Return the jobs of some kinds, imports unless any is named; latest first."""
        asked = kinds or (JobKind.IMPORT,)
        return self.book.jobs(kinds=asked, states=states, offset=offset, limit=limit)

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
        self.wake(again.kind)
        return again

    def discard_orphans(self) -> None:
        """Delete from the inbox what no job needs; the one worker does it."""
        needed = self.book.jobs(kinds=[JobKind.IMPORT], states=_NEEDED)
        self.inbox.discard_orphans(job.id for job in needed)

    def as_worker(self) -> AbstractContextManager[Holds]:
        """Be the one worker of this library while the block lasts; it goes with the process, however it ends.

        Raises:
            WorkerBusyError: there is another.
        """
        return alone(self.catalogue, self.folder)

    def wake(self, kind: JobKind, *, delay: float | None = None) -> None:
        """Wake the worker, now or after some seconds; if that fails, it finds the job by itself."""
        try:
            self.bell.ring(kind, delay=delay)
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
        return Bell(self._bell_url(), self.folder)

    def _bell_url(self) -> str | None:
        given = self.settings.queue_url
        return given.get_secret_value() if given else self.catalogue.beside(SharedServer).url

    @property
    def folder(self) -> Path:
        """Where the bell and the lock of the worker are."""
        return self.settings.data_dir / "queue"


_SHOWN = 20
"""Names of files that the book keeps of an import."""


def _new_id() -> JobId:
    return JobId(uuid.uuid4().hex)
