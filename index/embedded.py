"""The home of the embedded index: a directory for each version, and a file that names the live one.

A version is written once and never changed. Writing the pointer is one rename, so a process that is killed at
any moment leaves either the old version live or the new one, whole. Readers hold a shared lock on the version
they read, which keeps it from being deleted under them.
"""

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.study import StudyId
from index.edge import EdgeIndex
from index.errors import DiskFullError, IndexBusyError, IndexDamagedError, IndexMissingError
from index.manifest import Build, Manifest, check
from index.points import AverageLengths
from index.port import PassageIndex

_POINTER, _LOCK, _MANIFEST, _POINTS = "current", "lock", "manifest.json", "points"
_DRAFT = "draft-"


@dataclass(frozen=True, slots=True)
class EmbeddedHome:
    """Versions of an index under one directory, read and written by what ``build`` says."""

    root: Path
    build: Build

    def current_version(self) -> str:
        """Return the name of the live version."""
        try:
            return (self.root / _POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise IndexMissingError(str(self.root)) from error

    def open(self, version: str) -> PassageIndex:
        """Open a version for reading; any number of processes may."""
        check(self._manifest_of(version).build, self.build)
        return _ReadIndex(EdgeIndex.open(self.root / version / _POINTS), _shared_lock(self.root / version))

    def manifest(self) -> Manifest | None:
        """Return that of the live version, or ``None`` where there is none."""
        return self._manifest_of(self.current_version()) if self._is_there() else None

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprints in the live version; empty where there is none."""
        if not self._is_there():
            return {}
        index = self.open(self.current_version())
        try:
            return index.contents()
        finally:
            index.close()

    @contextmanager
    def writer_lock(self) -> Iterator[None]:
        """Keep every other writer out while the block lasts; the lock goes with the process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusyError(self.root) from error
            yield

    @contextmanager
    def draft(self, lengths: AverageLengths, *, anew: bool) -> Iterator[PassageIndex]:
        """Return the next version to write into; it goes live when the block ends without an error."""
        self._sweep()
        place = self.root / f"{_DRAFT}{secrets.token_hex(4)}"
        try:
            with _disk_faults(self.root):
                index = self._start(place, anew=anew)
                try:
                    yield index
                    index.flush()
                finally:
                    index.close()
                manifest = Manifest(build=self.build, lengths=lengths)
                (place / _MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
                self._publish(place)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        self._sweep()

    def _is_there(self) -> bool:
        return (self.root / _POINTER).exists()

    def _manifest_of(self, version: str) -> Manifest:
        try:
            return Manifest.from_json((self.root / version / _MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexDamagedError(str(self.root / version), str(error)) from error

    def _start(self, place: Path, *, anew: bool) -> EdgeIndex:
        if anew or not self._is_there():
            return EdgeIndex.create(place / _POINTS, dimensions=self.build.dimensions)
        live = self.root / self.current_version()
        check(self._manifest_of(live.name).build, self.build)
        shutil.copytree(live / _POINTS, place / _POINTS, copy_function=_copy_sparse)
        return EdgeIndex.open(place / _POINTS)

    def _publish(self, place: Path) -> None:
        for path in place.rglob("*"):
            if path.is_file():
                _fsync(path)
        version = self._next_name()
        place.rename(self.root / version)
        pointer = self.root / f"{_POINTER}.new"
        pointer.write_text(version, encoding="ascii")
        _fsync(pointer)
        pointer.replace(self.root / _POINTER)
        _fsync(self.root)

    def _next_name(self) -> str:
        numbers = [int(path.name[1:]) for path in self.root.glob("v[0-9]*") if path.name[1:].isdigit()]
        return f"v{max(numbers, default=0) + 1:06d}"

    def _sweep(self) -> None:
        """Delete drafts of killed runs and versions that are neither live nor read by anyone."""
        live = self.current_version() if self._is_there() else None
        for path in self.root.glob("*"):
            old = path.name.startswith("v") and path.name != live
            if path.name.startswith(_DRAFT) or (old and _nobody_reads(path)):
                shutil.rmtree(path, ignore_errors=True)


class _ReadIndex(EdgeIndex):
    """An index whose version stays on disk as long as it is open."""

    def __init__(self, index: EdgeIndex, lock: int) -> None:
        super().__init__(index.path, index.shards)
        self._lock = lock

    def close(self) -> None:
        """Let go of the files and the version."""
        super().close()
        os.close(self._lock)


def _shared_lock(version: Path) -> int:
    """Return a descriptor that holds a shared lock on the manifest of a version."""
    descriptor = os.open(version / _MANIFEST, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _nobody_reads(version: Path) -> bool:
    try:
        descriptor = os.open(version / _MANIFEST, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _copy_sparse(source: str, target: str) -> None:
    """Copy a file without writing its holes: the engine reserves far more than it fills."""
    with Path(source).open("rb") as reader, Path(target).open("wb") as writer:
        while block := reader.read(1 << 16):
            if block.strip(b"\0"):
                writer.write(block)
            else:
                writer.seek(len(block), os.SEEK_CUR)
        writer.truncate()


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _disk_faults(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(root) from error
        raise
    except IndexDamagedError as error:
        if "No space left" in error.reason:
            raise DiskFullError(root) from error
        raise
