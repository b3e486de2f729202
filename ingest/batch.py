"""Many files to Extractions, in as many child processes as there are cores."""

import os
import selectors
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest import cache
from ingest.passage import Extraction
from ingest.sandbox import EXTRACT, Worker, failure
from ingest.source import DEFAULT_LIMITS, Limits, Source

_GLANCE = 0.25  # seconds between two looks at time and memory

Result = tuple[Source, Extraction]


def extract_all(
    sources: Iterable[Source],
    limits: Limits = DEFAULT_LIMITS,
    *,
    processes: int | None = None,
    cache_directory: Path | None = None,
    task: str = EXTRACT,
) -> Iterator[Result]:
    """Yield each source with its Extraction, as they are ready.

    A parser that dies, hangs or eats memory costs its file and nothing else: the file is ``failed`` with a
    reason. Closing the iterator stops all children; so does the end of the thread that runs it.

    Args:
        sources: the files; taken one at a time, as children become free.
        limits: of every file.
        processes: number of children; as many as cores when None.
        cache_directory: where Extractions are looked up and kept; nowhere when None.
        task: what the children run, as "module:function".

    Raises:
        SandboxError: the children cannot start at all.
        OSError: the cache cannot be written.
    """
    with _Pool(limits, processes or os.cpu_count() or 1, task) as pool:
        for source in sources:
            known = cache.load(cache_directory, source, limits) if cache_directory is not None else None
            if known is not None:
                yield source, known
                continue
            done = pool.make_room()
            pool.submit(source)  # before handing over, so that children work while the caller does
            yield from _kept(done, cache_directory, limits)
        while pool.busy:
            yield from _kept(pool.collect(), cache_directory, limits)


def _kept(done: Iterable[Result], directory: Path | None, limits: Limits) -> Iterator[Result]:
    for source, extraction in done:
        if directory is not None:
            cache.save(directory, source, limits, extraction)
        yield source, extraction


class _Pool:
    """The children at work; one that ends or is stopped is replaced when a file needs it."""

    def __init__(self, limits: Limits, size: int, task: str) -> None:
        self._limits, self._size, self._task = limits, size, task
        self._workers: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()

    @property
    def busy(self) -> list[Worker]:
        """Return the children that are reading a file."""
        return [worker for worker in self._workers if worker.source is not None]

    def make_room(self) -> list[Result]:
        """Wait until a child is free; return what has become ready meanwhile."""
        done: list[Result] = []
        while len(self.busy) >= self._size:
            done += self.collect()
        return done

    def submit(self, source: Source) -> None:
        """Have a free child read a file."""
        idle = next((worker for worker in self._workers if worker.source is None), None)
        if idle is None:
            idle = Worker(self._limits, self._task)
            self._workers.append(idle)
        idle.send(source)

    def collect(self) -> list[Result]:
        """Wait a moment for answers, and stop the children that are beyond their limits."""
        busy = self.busy
        with selectors.DefaultSelector() as selector:
            for worker in busy:
                selector.register(worker, selectors.EVENT_READ, worker)
            ready = [key.data for key, _ in selector.select(_GLANCE)]
        done = [result for worker in ready for result in self._answered(worker)]
        for worker in busy:
            source = worker.source
            if worker not in ready and source is not None and (why := worker.verdict()) is not None:
                done.append((source, failure(source, why)))
                self._dismiss(worker)
        return done

    def _answered(self, worker: Worker) -> Iterator[Result]:
        source = worker.source
        assert source is not None
        alive, extraction = worker.receive()
        if extraction is not None:
            yield source, extraction
            if worker.worn:
                self._dismiss(worker)
        elif not alive:
            crash, served = worker.crash(), worker.served
            self._dismiss(worker)
            if served:
                # An earlier file may have hurt the child: this one gets a fresh child before it is blamed.
                self.submit(source)
            else:
                yield source, failure(source, crash)

    def _dismiss(self, worker: Worker) -> None:
        worker.close()
        self._workers.remove(worker)
