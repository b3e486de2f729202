"""The home of the embedded index: a directory for each version, and a file that names the live one.

A version is written once and never changed. Writing the pointer is one rename, so a process that is killed at
any moment leaves either the old version live or the new one, whole. Readers hold a shared lock on the version
they read, which keeps it from being deleted under them.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.study import StudyId
from index.disk import allocated, copy_tree, disk_faults, require_space, sync, sync_tree
from index.edge import EdgeIndex
from index.errors import IndexDamagedError, IndexMissingError, IndexUnwritableError, SearchIndexError
from index.lock import writer_lock
from index.manifest import Build, Manifest, check
from index.points import AverageLengths
from index.port import PassageIndex
from index.seal import check_seal, seal

_POINTER, _MANIFEST, _POINTS = "current", "manifest.json", "points"
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
        except ValueError as error:
            raise IndexDamagedError(str(self.root / _POINTER), str(error)) from error

    def open(self, version: str) -> PassageIndex:
        """Open a version for reading; any number of processes may."""
        lock = self._hold(version)
        try:
            check(self._manifest_of(version).build, self.build)
            check_seal(self.root / version / _POINTS)
            return _ReadIndex(EdgeIndex.open(self.root / version / _POINTS), lock)
        except BaseException:
            os.close(lock)
            raise

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

    def writer_lock(self) -> AbstractContextManager[None]:
        """Keep every other writer out while the block lasts."""
        return writer_lock(self.root)

    @contextmanager
    def draft(self, lengths: AverageLengths, *, anew: bool) -> Iterator[PassageIndex]:
        """Return the next version to write into; it goes live when the block ends without an error."""
        self._sweep()
        place = self.root / f"{_DRAFT}{secrets.token_hex(4)}"
        try:
            with disk_faults(self.root), _engine_faults(self.root, place):
                self.root.mkdir(parents=True, exist_ok=True)
                index = self._start(place, anew=anew)
                try:
                    yield index
                    index.flush()
                finally:
                    index.close()
                _settle(place / _POINTS)
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
            require_space(self.root)
            return EdgeIndex.create(place / _POINTS, dimensions=self.build.dimensions)
        live = self.root / self.current_version()
        check(self._manifest_of(live.name).build, self.build)
        check_seal(live / _POINTS)
        require_space(self.root, allocated(live))
        copy_tree(live / _POINTS, place / _POINTS)
        return EdgeIndex.open(place / _POINTS)

    def _publish(self, place: Path) -> None:
        sync_tree(place)
        version = self._next_name()
        place.rename(self.root / version)
        pointer = self.root / f"{_POINTER}.new"
        pointer.write_text(version, encoding="ascii")
        sync(pointer)
        pointer.replace(self.root / _POINTER)
        sync(self.root)

    def _next_name(self) -> str:
        numbers = [int(path.name[1:]) for path in self.root.glob("v[0-9]*") if path.name[1:].isdigit()]
        return f"v{max(numbers, default=0) + 1:06d}"

    def _sweep(self) -> None:
        """Delete drafts of killed runs and versions that nobody reads.

        The live version stays, and the one before it, for readers who have just asked which one is live.
        Where the pointer is damaged all stay.
        """
        versions = sorted(path.name for path in self.root.glob("v*"))
        live = self._pointed_at()
        if live in versions:
            before = versions.index(live)
            for name in (*versions[: max(before - 1, 0)], *versions[before + 1 :]):
                self._retire(self.root / name)
        for path in self.root.glob(f"{_DRAFT}*"):
            shutil.rmtree(path, ignore_errors=True)

    def _pointed_at(self) -> str:
        try:
            return self.current_version()
        except SearchIndexError:
            return ""

    def _retire(self, version: Path) -> None:
        """Make a draft of a version that nobody reads: whoever comes now finds all of it or nothing."""
        try:
            lock = os.open(version / _MANIFEST, os.O_RDONLY)
        except FileNotFoundError:
            lock = None
        try:
            if lock is not None:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            version.rename(self.root / f"{_DRAFT}{secrets.token_hex(4)}")
        except BlockingIOError:
            return
        finally:
            if lock is not None:
                os.close(lock)

    def _hold(self, version: str) -> int:
        """Return a descriptor that keeps a version on disk as long as it is open."""
        path = self.root / version / _MANIFEST
        try:
            lock = os.open(path, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_SH)
        except OSError as error:
            raise IndexDamagedError(str(self.root / version), str(error)) from error
        if not path.exists():  # it was swept between the two
            os.close(lock)
            raise IndexDamagedError(str(self.root / version), "it is gone")
        return lock


def _settle(points: Path) -> None:
    """Leave nothing to do for readers: the engine brings its files in order when it opens them first.

    After that it only replaces its settings, in one step, so that any number of processes may open them.
    """
    EdgeIndex.open(points).close()
    seal(points)


class _ReadIndex(EdgeIndex):
    """An index whose version stays on disk as long as it is open."""

    def __init__(self, index: EdgeIndex, lock: int) -> None:
        super().__init__(index.path, index.shards)
        self._lock = lock

    def close(self) -> None:
        """Let go of the files and the version."""
        super().close()
        os.close(self._lock)


@contextmanager
def _engine_faults(root: Path, draft: Path) -> Iterator[None]:
    """Call what the engine finds wrong with a draft by its name: nothing that readers see is damaged."""
    try:
        yield
    except IndexDamagedError as error:
        if Path(error.location).is_relative_to(draft):
            raise IndexUnwritableError(root, error.reason) from error
        raise
