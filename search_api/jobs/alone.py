"""Being the one worker of a library."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.catalogue.sharing import SharedServer
from corpus.catalogue.store import Catalogue
from search_api.jobs.errors import WorkerBusyError

Holds = Callable[[], bool]
"""Tells whether this process is still the one worker."""


@contextmanager
def alone(catalogue: Catalogue, folder: Path) -> Iterator[Holds]:
    """Be the one worker while the block lasts; it goes with the process, however it ends.

    Where the catalogue is on a server, that server says who it is, for all machines; elsewhere a lock in
    ``folder`` does, for the one machine there is.

    Raises:
        WorkerBusyError: there is another.
    """
    server = catalogue.beside(SharedServer)
    with server.worker_lock() if server.url else _locked(folder) as holds:
        if holds is None:
            raise WorkerBusyError
        yield holds


@contextmanager
def _locked(folder: Path) -> Iterator[Holds | None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "worker.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lambda: True
