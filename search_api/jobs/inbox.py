"""The folders of all jobs: what came in and is not in the library yet."""

import fcntl
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.jobs import JobId
from search_api.jobs.errors import NothingSentError
from search_api.jobs.staging import InboxLimits, Stage, space_told


class Inbox:
    """The folders of all jobs."""

    def __init__(self, root: Path, limits: InboxLimits) -> None:
        self._root, self._limits = root, limits

    @contextmanager
    def stage(self) -> Iterator[Stage]:
        """Open the folder of a job that is to be; whatever goes wrong, nothing of it is kept.

        Raises:
            NothingSentError: the block ends without a file.
        """
        job = JobId(uuid.uuid4().hex)
        with self._held(job):
            try:
                self.folder(job).mkdir()
                stage = Stage(job, self.folder(job), self._limits)
                yield stage
                if not stage.names:
                    raise NothingSentError
            except BaseException:
                self.discard(job)
                raise

    def folder(self, job: JobId) -> Path:
        """Return where the files of a job lie."""
        return self._root / job

    def discard(self, job: JobId) -> None:
        """Delete the files of a job."""
        shutil.rmtree(self.folder(job), ignore_errors=True)

    def discard_orphans(self, wanted: Iterable[JobId]) -> int:
        """Delete the folders of no job that is wanted and that nobody is filling; return how many."""
        kept = set(wanted)
        found = [one for one in self._root.iterdir() if one.is_dir()] if self._root.is_dir() else []
        gone = [
            JobId(one.name) for one in found if one.name not in kept and not self._is_held(JobId(one.name))
        ]
        for job in gone:
            self.discard(job)
        for lock in self._root.glob("*.lock"):
            if not self.folder(JobId(lock.stem)).exists() and not self._is_held(JobId(lock.stem)):
                lock.unlink(missing_ok=True)
        return len(gone)

    @contextmanager
    def _held(self, job: JobId) -> Iterator[None]:
        """Hold the folder of a job; the lock goes with the process, however it ends."""
        with space_told("the upload"):
            self._root.mkdir(parents=True, exist_ok=True)
            lock = self._lock(job).open("w")
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                self._lock(job).unlink(missing_ok=True)

    def _is_held(self, job: JobId) -> bool:
        if not self._lock(job).exists():
            return False
        with self._lock(job).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def _lock(self, job: JobId) -> Path:
        return self._root / f"{job}.lock"
