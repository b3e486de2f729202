"""Files of an upload, written one after the other into the folder of its job."""

import os
import shutil
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
        with space_told(name):
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
        with space_told(self.name):
            self.target.write(block)


@contextmanager
def space_told(name: str) -> Iterator[None]:
    """Translate what a disk says of a file that does not fit, or may not be written."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise InboxFullError(name) from error
        raise QueueUnavailableError(f"the inbox cannot be written ({error.strerror})") from error


def copied(stage: Stage, path: Path, *, below: PurePosixPath | None = None) -> None:
    """Stage a copy of a file on this machine, under its own name or below a folder."""
    name = str(below / path.name) if below else path.name
    try:
        source = path.open("rb")
    except OSError as error:
        raise SourceUnreadableError(path, error.strerror or str(error)) from error
    with source:
        stage.add(name, iter(lambda: source.read(1 << 20), b""))
