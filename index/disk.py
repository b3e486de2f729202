"""What the embedded index asks of a file system."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.errors import DiskFullError, IndexUnwritableError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_HEADROOM = 64 << 20
_BLOCK = 1 << 16
_READ_AHEAD = 1 << 17
"""Linux reads no more than this at a time, however much is asked for."""
_ZEROS = bytes(_BLOCK)


@contextmanager
def disk_faults(root: Path) -> Iterator[None]:
    """Translate what a disk refuses while something is written under ``root``.

    Raises:
        DiskFullError: no space is left.
        IndexUnwritableError: anything else.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(root) from error
        raise IndexUnwritableError(root, error.strerror or str(error)) from error


def require_space(directory: Path, needed: int = 0) -> None:
    """Make sure that ``needed`` bytes can be written, and some more.

    The engine writes through mapped memory, where a full disk does not raise an error but kills the process.

    Raises:
        DiskFullError: they cannot.
    """
    if shutil.disk_usage(directory).free < needed + _HEADROOM:
        raise DiskFullError(directory)


def allocated(root: Path) -> int:
    """Return how many bytes the files under ``root`` take, without their holes."""
    return sum(path.stat().st_blocks * 512 for path in root.rglob("*"))


def read_ahead(root: Path) -> None:
    """Have the files under ``root`` read into the system's cache, where that can be asked for."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in root.rglob("*.dat"):
        with path.open("rb") as file:
            for start in range(0, path.stat().st_size, _READ_AHEAD):
                os.posix_fadvise(file.fileno(), start, _READ_AHEAD, os.POSIX_FADV_WILLNEED)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder, without what begins with a dot: the engine has that under its hand for a moment."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            copy_tree(path, target / path.name)
        else:
            copy_sparse(path, target / path.name)


def copy_sparse(source: Path, target: Path) -> None:
    """Copy a file without writing its holes: the engine reserves far more than it fills."""
    with source.open("rb") as reader, target.open("wb") as writer:
        size = os.fstat(reader.fileno()).st_size
        for start, end in _filled(reader.fileno(), size):
            _copy_range(reader, writer, start, end)
        writer.truncate(size)


def sync_tree(root: Path) -> None:
    """Return once everything under ``root`` would survive a power failure."""
    for path in (*root.rglob("*"), root):
        sync(path)


def sync(path: Path) -> None:
    """Return once a file, or the list of names of a folder, would survive a power failure."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _filled(descriptor: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a file that are no holes, as far as the file system tells."""
    end = 0
    while end < size:
        try:
            start = os.lseek(descriptor, end, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole until the end
                return
            raise
        end = os.lseek(descriptor, start, os.SEEK_HOLE)
        yield start, end


def _copy_range(reader: BinaryIO, writer: BinaryIO, start: int, end: int) -> None:
    reader.seek(start)
    writer.seek(start)
    left = end - start
    while left > 0 and (block := reader.read(min(_BLOCK, left))):
        if block == _ZEROS:
            writer.seek(len(block), os.SEEK_CUR)
        else:
            writer.write(block)
        left -= len(block)
