"""Load on whatever answers: from clients that wait for their answers, or from arrivals that do not wait.

In a closed loop a slow answer keeps the next question back, so that the questions which would have met it are
never asked (coordinated omission: Tene 2013, "How NOT to measure latency"). In an open loop they are asked by
the clock, and their latency counts from the moment when they were due, whatever kept them from being sent.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from ingest.watch import Watch

Ask = Callable[[str], object]
"""Asks one question and returns when it is answered; may be called from several threads."""


class Clock(Protocol):
    """Tells the time, in seconds from any moment, and waits."""

    def now(self) -> float:
        """Return the time."""

    def wait_until(self, moment: float) -> None:
        """Return at that time, at once if it is over."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Return the time."""
        return time.perf_counter()

    def wait_until(self, moment: float) -> None:
        """Return at that time, at once if it is over."""
        time.sleep(max(0.0, moment - time.perf_counter()))


SYSTEM_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class Load:
    """What the questions took, in seconds, and all of them together."""

    seconds: tuple[float, ...]
    together: float


@contextmanager
def threads(count: int) -> Iterator[Executor]:
    """Run up to ``count`` calls at a time; what has not begun when the block ends is not begun any more."""
    pool = ThreadPoolExecutor(count)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def closed_loop(
    ask: Ask,
    questions: Sequence[str],
    *,
    clients: int,
    pool: Executor,
    watch: Watch,
    clock: Clock = SYSTEM_CLOCK,
) -> Load:
    """Have each client ask its next question as soon as the one before is answered."""
    waiting = deque(questions)

    def client() -> list[float]:
        seconds = []
        while waiting:
            try:
                question = waiting.popleft()
            except IndexError:  # another client took the last one
                break
            sent = clock.now()
            ask(question)
            seconds.append(clock.now() - sent)
            watch.step()
        return seconds

    start = clock.now()
    running = [pool.submit(client) for _ in range(clients)]
    try:
        seconds = [each for one in running for each in one.result()]
    finally:
        waiting.clear()  # interrupted, or one of them failed: the others stop
    return Load(tuple(seconds), clock.now() - start)


def open_loop(
    ask: Ask,
    questions: Sequence[str],
    *,
    rate: float,
    pool: Executor,
    watch: Watch,
    clock: Clock = SYSTEM_CLOCK,
) -> Load:
    """Ask ``rate`` questions a second, evenly spaced; to wait for room in the pool counts as well.

    The seconds are in the order of the questions.
    """
    start = clock.now()

    def answer(question: str, due: float) -> float:
        ask(question)
        seconds = clock.now() - due
        watch.step()
        return seconds

    running = []
    for number, question in enumerate(questions):
        due = start + number / rate
        clock.wait_until(due)
        running.append(pool.submit(answer, question, due))
    seconds = tuple(each.result() for each in running)
    return Load(seconds, clock.now() - start)
