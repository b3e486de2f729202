"""Where what comes in waits until its import is done: a folder for each job, complete or not there at all."""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import EDQUOT, ENOSPC
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from corpus.errors import SourceUnreadableError
from corpus.jobs import JobId
from search_api.jobs.errors import (
    InboxFullError,
    NothingSentError,
    QueueUnavailableError,
    SameNameError,
    TooManyFilesError,
    UploadTooLargeError,
)
from search_api.jobs.names import safe_path


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLimits:
    """What one upload may bring. Sizes are in bytes."""

    size: int
    """Of all its files; what archives unpack to counts as well."""
    files: int
    space: int
    """What has to stay free on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Files that wait for their import."""

    id: JobId
    names: tuple[str, ...]
    size: int


@dataclass(slots=True)
class Stage:
    """The files of an upload so far."""

    id: JobId
    folder: Path
    limits: InboxLimits
    names: list[str] = field(default_factory=list)
    size: int = 0

    @contextmanager
    def file(self, name: str) -> Iterator["StagedFile"]:
        """Open a new file of the upload.

        Raises:
            PathError: the name leads out of the folder.
            SameNameError: there is one of that name.
            TooManyFilesError: there are as many as there may be.
            InboxFullError: there is no space for it.
        """
        path = safe_path(name)
        if len(self.names) >= self.limits.files:
            raise TooManyFilesError(name, self.limits.files)
        place = self.folder / path
        with _no_space(name):
            self._make_room(place, name)
            with place.open("xb") as target:
                yield StagedFile(self, name, target)
                target.flush()
                os.fsync(target.fileno())
        self.names.append(str(path))

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write a file of the upload; errors as those of ``file`` and of writing to it."""
        with self.file(name) as target:
            for block in blocks:
                target.write(block)

    def remove(self, name: str) -> Path:
        """Count a file no more, and return where it still lies: whoever asks deletes it."""
        path = safe_path(name)
        self.names.remove(str(path))
        self.size -= (self.folder / path).stat().st_size
        return self.folder / path

    def _make_room(self, place: Path, name: str) -> None:
        taken = [*place.parents[: len(place.relative_to(self.folder).parts) - 1], place]
        if place.exists() or any(one.is_file() for one in taken):
            raise SameNameError(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < self.limits.space:
            raise InboxFullError(name)


@dataclass(slots=True)
class StagedFile:
    """A file that is being written."""

    stage: Stage
    name: str
    target: BinaryIO

    def write(self, block: bytes) -> None:
        """Write the next bytes.

        Raises:
            UploadTooLargeError: with them the upload is larger than it may be.
            InboxFullError: too little space would be left.
        """
        self.stage.size += len(block)
        limits = self.stage.limits
        if self.stage.size > limits.size:
            raise UploadTooLargeError(self.name, limits.size)
        with _no_space(self.name):
            self.target.write(block)


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
        with _no_space("the upload"):
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


@contextmanager
def _no_space(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise InboxFullError(name) from error
        raise QueueUnavailableError(f"the inbox cannot be written ({error.strerror})") from error


def staged(stage: Stage) -> Staged:
    """Return what was staged."""
    return Staged(id=stage.id, names=tuple(stage.names), size=stage.size)


def copied(stage: Stage, path: Path, *, below: PurePosixPath | None = None) -> None:
    """Stage a copy of a file on this machine, under its own name or below a folder."""
    name = str(below / path.name) if below else path.name
    try:
        source = path.open("rb")
    except OSError as error:
        raise SourceUnreadableError(path, error.strerror or str(error)) from error
    with source:
        stage.add(name, iter(lambda: source.read(1 << 20), b""))
