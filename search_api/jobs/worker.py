"""The worker: the one process that does the jobs of a library."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from corpus.errors import CatalogueError, CatalogueUnavailableError
from corpus.jobs import JobKind
from ingest.watch import Watch
from search_api.jobs.alone import Holds
from search_api.jobs.bell import quiet
from search_api.jobs.changing import Changing
from search_api.jobs.checking import do_check
from search_api.jobs.comparing import do_compare
from search_api.jobs.errors import WorkerBusyError
from search_api.jobs.following import follow, is_behind
from search_api.jobs.harvesting import do_harvest
from search_api.jobs.importing import Importing
from search_api.jobs.queue import JobQueue
from search_api.jobs.running import Runner
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import looking

log = logging.getLogger("savoir")

LOOK_EVERY = 5.0
"""Seconds between two looks into the book that nobody asked for: a word may be lost."""

_ASK_AGAIN = 1.0
"""Seconds after which a worker that waits for another one asks again."""

_TO_STOP = 20.0
"""Seconds that a job gets to reach its next file when the worker is told to end."""

_LEFT = "its server was away, so that another worker may have begun; begin this one again"


def work(settings: Settings, *, waits: bool) -> None:
    """Do jobs until the process is told to end; what is under way then is done by the next worker.

    Args:
        settings: of the library.
        waits: while another worker is at it, instead of giving up.

    Raises:
        WorkerBusyError: there is another worker.
        QueueUnavailableError: nobody could wake it.
        CatalogueUnavailableError: the server of the catalogue was away, and another worker may have begun.
    """
    quiet()
    with looking(settings) as library, _queue(library) as queue, _as_worker(queue, waits=waits) as holds:
        runner = runner_of(library, queue)
        recover(runner)
        consumer = queue.bell.serve(runner.do_all)
        consumer.shutdown_timeout = _TO_STOP
        runner.is_ending = consumer.stop_flag.is_set
        threading.Thread(target=_look, args=(runner, consumer.stop_flag.wait, holds), daemon=True).start()
        if is_behind(library):
            queue.follow()
        _wake(queue)
        consumer.run()
        if not holds():
            raise CatalogueUnavailableError(library.catalogue.location, _LEFT)


def runner_of(library: Library, queue: JobQueue) -> Runner:
    """Return what does the jobs of a library."""
    return Runner(
        queue,
        {
            JobKind.IMPORT: Importing(library, queue.todo, queue.inbox),
            JobKind.CHANGE: Changing(library, queue),
            JobKind.FOLLOW: lambda _, watch: follow(library, watch),
            JobKind.CHECK: partial(do_check, library),
            JobKind.COMPARE: partial(do_compare, library),
            JobKind.HARVEST: partial(do_harvest, library, queue.follow),
        },
    )


def recover(runner: Runner) -> None:
    """Take up what a worker left that died, and delete from the inbox what nobody needs."""
    runner.recover()
    runner.queue.discard_orphans()


def do_here(library: Library, kind: JobKind, watch: Watch) -> None:
    """Do all jobs of a kind that are due in this process, and tell a watch as well.

    Raises:
        WorkerBusyError: a worker does them.
    """
    with _queue(library) as queue, queue.as_worker():
        runner = runner_of(library, queue)
        runner.beside = watch
        recover(runner)
        runner.do_all(kind)


@contextmanager
def _queue(library: Library) -> Iterator[JobQueue]:
    queue = JobQueue(library.catalogue, library.settings)
    try:
        yield queue
    finally:
        queue.close()


@contextmanager
def _as_worker(queue: JobQueue, *, waits: bool) -> Iterator[Holds]:
    with ExitStack() as held:
        while (holds := _taken(held, queue, waits=waits)) is None:
            time.sleep(_ASK_AGAIN)
        yield holds


def _taken(held: ExitStack, queue: JobQueue, *, waits: bool) -> Holds | None:
    try:
        return held.enter_context(queue.as_worker())
    except WorkerBusyError:
        if not waits:
            raise
        return None


def _look(runner: Runner, wait: Callable[[float], bool], holds: Holds) -> None:
    """Look into the book from time to time, until the worker ends, as it does when it is the one no more."""
    while not wait(LOOK_EVERY):
        if not holds():
            os.kill(os.getpid(), signal.SIGTERM)  # it puts its jobs down
            return
        try:
            runner.recover()
            _wake(runner.queue)
        except CatalogueError as error:
            log.warning("the worker cannot look for jobs: %s", error)


def _wake(queue: JobQueue) -> None:
    for kind in queue.book.due():
        queue.wake(kind)
