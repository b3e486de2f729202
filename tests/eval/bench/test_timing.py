"""What becomes of the times of single calls."""

import os
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bench.timing import Stages, latency, per_second, resident_megabytes, timed
from ingest.watch import Unwatched


def test_the_percentiles_of_a_hundred_calls_are_those_of_a_ruler() -> None:
    measured = latency([number / 1000 for number in range(101)])
    assert (measured.p50, measured.p95, measured.p99, measured.count) == (50.0, 95.0, 99.0, 101)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=300))
def test_percentiles_are_milliseconds_between_the_nearest_two_calls(seconds: list[float]) -> None:
    measured = latency(seconds)
    expected = np.percentile(np.array(seconds) * 1000, [50, 95, 99])
    assert [measured.p50, measured.p95, measured.p99] == pytest.approx(expected, abs=0.001)
    assert measured.p50 <= measured.p95 <= measured.p99


def test_one_call_is_all_of_its_percentiles() -> None:
    measured = latency([0.25])
    assert (measured.p50, measured.p95, measured.p99, measured.count) == (250.0, 250.0, 250.0, 1)


def test_each_call_is_timed_once_and_its_answer_kept_in_order() -> None:
    seconds, answers = timed(str.upper, ["a", "b", "c"], Unwatched())
    assert answers == ["A", "B", "C"]
    assert len(seconds) == 3
    assert min(seconds) >= 0


def test_a_stage_adds_up_over_a_loop() -> None:
    stages = Stages()
    for name in ("read", "store", "read"):
        with stages.of(name):
            pass
    assert list(stages.seconds) == ["read", "store"]
    assert all(taken > 0 for taken in stages.seconds.values())


def test_a_rate_has_three_digits_and_survives_no_time_at_all() -> None:
    assert per_second(1000, 3) == 333
    assert per_second(1, 3) == 0.333
    assert per_second(5, 0.0) > 0


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")
def test_the_memory_of_this_process_is_told_and_that_of_none_is_not() -> None:
    mine = resident_megabytes()
    assert mine is not None
    assert mine == pytest.approx(resident_megabytes(os.getpid()), rel=0.5)
    assert resident_megabytes(2**22 + 1) is None
