"""The files themselves, kept by their content."""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO

from corpus.errors import FileMissingError, FileStoreError, SourceUnreadableError, StoreFullError
from corpus.study import Sha256

_BLOCK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The content of a file: its hash and its size in bytes."""

    sha256: Sha256
    size: int


def digest(source: Path) -> StoredFile:
    """Return hash and size of a file without keeping it.

    Raises:
        SourceUnreadableError: ``source`` is not a regular file that may be read.
    """
    return _copy(source, None)


class FileStore:
    """Files under ``root``, each named by the SHA-256 of its bytes and by nothing else.

    A file is in the store completely or not at all, whatever happens during ``add``; the same content
    added twice is one file. Several processes may add and read at the same time.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def add(self, source: Path) -> StoredFile:
        """Copy the content of ``source`` into the store, unless it is there, and return its name.

        Raises:
            SourceUnreadableError: ``source`` is not a regular file that may be read.
            StoreFullError: no space is left; nothing of the file is kept.
            FileStoreError: the store cannot be written.
        """
        known = digest(source)
        return known if self._comes_again(known) else self._keep(source)

    def path(self, sha256: Sha256) -> Path:
        """Return where the content with this hash lies.

        Raises:
            FileMissingError: the store does not hold it.
        """
        if sha256 not in self:
            raise FileMissingError(self._root, sha256)
        return self._place(sha256)

    def __contains__(self, sha256: object) -> bool:
        if not isinstance(sha256, str) or not _DIGEST.fullmatch(sha256):
            return False
        return self._place(Sha256(sha256)).is_file()

    def discard_leftovers(self) -> int:
        """Delete what interrupted copies left behind and return how many there were.

        Only the writer may call this, before it adds files: a copy under way elsewhere would be lost.
        """
        leftovers = list(self._incoming.glob("*")) if self._incoming.is_dir() else []
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)
        return len(leftovers)

    def leftovers(self, known: Collection[str], *, before: datetime) -> Sequence[Path]:
        """Return copies that were cut short and contents that nobody knows, unchanged since ``before``.

        What is not named as the store names things is not the store's, and left out.
        """
        whole = (path for path in self._root.glob("??/*") if _DIGEST.fullmatch(path.name))
        unknown = (path for path in whole if path.name not in known and path.parent.name == path.name[:2])
        mine = [*self._incoming.glob("*"), *unknown]
        return sorted(path for path in mine if path.stat().st_mtime < before.timestamp())

    def discard_leftover(self, name: str, *, before: datetime) -> None:
        """Delete what ``leftovers`` told, unless it came again since; only the writer may."""
        for place in (self._incoming / name, self._root / name[:2] / name):
            if place.is_file() and place.stat().st_mtime < before.timestamp():
                place.unlink(missing_ok=True)

    def discard(self, sha256: Sha256) -> None:
        """Delete a content to which nothing refers any more."""
        self._place(sha256).unlink(missing_ok=True)

    def set_aside(self, sha256: Sha256) -> None:
        """Take a content out of the store whose bytes are not its own any more; nothing is deleted.

        Raises:
            FileStoreError: the store cannot be written.
        """
        with self._faults_translated():
            aside = self._root / "aside"
            aside.mkdir(exist_ok=True)
            self._place(sha256).replace(aside / sha256)

    @property
    def _incoming(self) -> Path:
        return self._root / "incoming"

    def _place(self, sha256: Sha256) -> Path:
        return self._root / sha256[:2] / sha256

    def _comes_again(self, known: StoredFile) -> bool:
        """Tell whether a content is here already; it is as new as one that was not, and no leftover."""
        place = self._place(known.sha256)
        with self._faults_translated():
            try:
                whole = place.stat().st_size == known.size
                if whole:
                    os.utime(place)
            except FileNotFoundError:
                return False
        return whole

    def _keep(self, source: Path) -> StoredFile:
        """Write beside the final place and rename: a reader never sees half a file."""
        with self._faults_translated():
            self._incoming.mkdir(parents=True, exist_ok=True)
            temporary = self._incoming / secrets.token_hex(16)
            try:
                with temporary.open("xb") as target:
                    kept = _copy(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                place = self._place(kept.sha256)
                place.parent.mkdir(exist_ok=True)
                temporary.replace(place)
                _sync_directory(place.parent)
            finally:
                temporary.unlink(missing_ok=True)
        return kept

    @contextmanager
    def _faults_translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in (ENOSPC, EDQUOT):
                raise StoreFullError(self._root) from error
            raise FileStoreError(self._root, error.strerror or str(error)) from error


def _copy(source: Path, target: BinaryIO | None) -> StoredFile:
    """Hash ``source`` while copying it, so that the name fits what was written even if it changes."""
    total, size = hashlib.sha256(), 0
    for block in _blocks(source):
        total.update(block)
        size += len(block)
        if target is not None:
            target.write(block)
    return StoredFile(Sha256(total.hexdigest()), size)


def _blocks(source: Path) -> Iterator[bytes]:
    try:
        if not stat.S_ISREG(source.stat().st_mode):  # opening a pipe would wait for ever
            raise SourceUnreadableError(source, "it is not a regular file")
        with source.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
    except OSError as error:
        raise SourceUnreadableError(source, error.strerror or str(error)) from error
    except ValueError as error:  # a name with a NUL in it
        raise SourceUnreadableError(source, str(error)) from error


def _sync_directory(directory: Path) -> None:
    """Make a rename inside ``directory`` survive a power failure."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
