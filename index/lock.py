"""The lock that lets one process at a time write."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from index.disk import disk_faults
from index.errors import IndexBusyError


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Keep every other writer out while the block lasts; the lock goes with the process, however it ends.

    Raises:
        IndexBusyError: another process, or another block of this one, holds it.
        DiskFullError: there is no space for it.
        IndexUnwritableError: the directory may not be written.
    """
    with _lock_file(directory) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError(directory) from error
        yield


def _lock_file(directory: Path) -> TextIO:
    with disk_faults(directory):
        directory.mkdir(parents=True, exist_ok=True)
        return (directory / "lock").open("a")
