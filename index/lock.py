"""The lock that lets one process at a time write."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexBusyError


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Keep every other writer out while the block lasts; the lock goes with the process, however it ends.

    Raises:
        IndexBusyError: another process, or another block of this one, holds it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError(directory) from error
        yield
