"""Closed and open loops, with a clock that only moves when something is done."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from eval.bench.load import closed_loop, open_loop, threads
from ingest.watch import Unwatched

UNWATCHED = Unwatched()


class Clock:
    """Stands still but for ``pass_by`` and waiting."""

    def __init__(self) -> None:
        self.time = 100.0

    def now(self) -> float:
        return self.time

    def wait_until(self, moment: float) -> None:
        self.time = max(self.time, moment)

    def pass_by(self, seconds: float) -> None:
        self.time += seconds


class OneAtATime(Executor):
    """Does what it is given before it takes anything else: a server with one worker."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(call(*arguments, **named))
        return done


@pytest.fixture
def clock() -> Clock:
    return Clock()


def slow_server(clock: Clock, seconds: Iterator[float]) -> Callable[[str], None]:
    return lambda question: clock.pass_by(next(seconds))


def test_an_open_loop_counts_how_long_a_question_waited_to_be_sent(clock: Clock) -> None:
    """One question a second, three seconds each: every one waits two seconds longer than the one before."""
    ask = slow_server(clock, iter([3.0] * 4))
    load = open_loop(ask, ["a"] * 4, rate=1.0, pool=OneAtATime(), watch=UNWATCHED, clock=clock)
    assert load.seconds == (3.0, 5.0, 7.0, 9.0)
    assert load.together == 12.0


def test_an_open_loop_remembers_a_stall_that_a_closed_loop_forgets(clock: Clock) -> None:
    """A stall of ten seconds meets one question of the closed loop, and all that arrive in it of the open."""
    stall = [0.5, 10.0, 0.5, 0.5, 0.5]
    questions = ["a"] * len(stall)
    closed = closed_loop(
        slow_server(clock, iter(stall)),
        questions,
        clients=1,
        pool=OneAtATime(),
        watch=UNWATCHED,
        clock=clock,
    )
    opened = open_loop(
        slow_server(clock, iter(stall)), questions, rate=1.0, pool=OneAtATime(), watch=UNWATCHED, clock=clock
    )
    assert closed.seconds == (0.5, 10.0, 0.5, 0.5, 0.5)
    assert opened.seconds == (0.5, 10.0, 9.5, 9.0, 8.5)


def test_an_open_loop_waits_for_arrivals_where_the_server_is_fast(clock: Clock) -> None:
    ask = slow_server(clock, iter([0.25] * 5))
    load = open_loop(ask, ["a"] * 5, rate=2.0, pool=OneAtATime(), watch=UNWATCHED, clock=clock)
    assert load.seconds == (0.25,) * 5
    assert load.together == 2.25


def test_the_clients_of_a_closed_loop_ask_every_question_once_at_the_same_time() -> None:
    meeting, asked = threading.Barrier(4, timeout=60), []

    def ask(question: str) -> None:
        meeting.wait()  # goes on when four questions are under way
        asked.append(question)

    questions = [str(number) for number in range(20)]
    with threads(4) as pool:
        load = closed_loop(ask, questions, clients=4, pool=pool, watch=UNWATCHED)
    assert sorted(asked) == sorted(questions)
    assert len(load.seconds) == 20


def test_an_answer_that_fails_ends_a_closed_loop() -> None:
    asked = []

    def ask(question: str) -> None:
        asked.append(question)
        raise ConnectionError(question)

    with pytest.raises(ConnectionError, match="0"), threads(1) as pool:
        closed_loop(ask, [str(n) for n in range(9)], clients=1, pool=pool, watch=UNWATCHED)
    assert asked == ["0"]


def test_an_interrupted_open_loop_sends_no_more_questions() -> None:
    """The second question is due when somebody presses Ctrl-C; the first is still being answered."""
    answered, interrupted = [], threading.Event()

    class Interrupted(Clock):
        def wait_until(self, moment: float) -> None:
            super().wait_until(moment)
            if self.time > 102:
                interrupted.set()
                raise KeyboardInterrupt

    def ask(question: str) -> None:
        interrupted.wait(60)
        answered.append(question)

    with pytest.raises(KeyboardInterrupt), threads(1) as pool:
        open_loop(ask, ["a", "b", "c", "d"], rate=1.0, pool=pool, watch=UNWATCHED, clock=Interrupted())
    assert answered in (["a"], ["a", "b"]), "b may have been begun before it was taken back"
