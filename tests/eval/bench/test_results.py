"""Results as they are kept."""

import json

import pytest

from eval.bench.results import BenchResult
from index.question import Mode
from tests.eval.bench.making import DESK, result, size


@pytest.mark.parametrize(
    "whole",
    [result(), result(desk=DESK), result(size(1_000), size(10_000, rss=None)), result(size(5), ingest=None)],
)
def test_what_is_written_is_read_back(whole: BenchResult) -> None:
    assert BenchResult.from_json(whole.to_json()) == whole


def test_a_report_finds_the_curve_in_the_json() -> None:
    kept = json.loads(result(size(1_000, 10.0), size(10_000, 30.0)).to_json())
    curve = [
        (one["passages"], search["latency"]["p95"])
        for one in kept["sizes"]
        for search in one["searches"]
        if (search["mode"], search["filters"]) == ("hybrid", 3)
    ]
    assert curve == [(1_000, 10.0), (10_000, 30.0)]


def test_a_curve_is_one_kind_of_search_over_the_sizes() -> None:
    curve = result(size(1_000, 10.0), size(10_000, 30.0)).curve(Mode.HYBRID, 0)
    assert [(passages, speed.latency.p50) for passages, speed in curve] == [(1_000, 10.0), (10_000, 30.0)]
    assert result(size(1_000)).curve(Mode.KEYWORD, 0) == ()


def test_fields_that_a_later_version_adds_are_passed_over() -> None:
    kept = json.loads(result(size(1_000)).to_json())
    kept["sizes"][0]["build"]["joules"] = 12
    assert BenchResult.from_json(json.dumps(kept)) == result(size(1_000))


@pytest.mark.parametrize("text", ["", "[]", '{"seed": 1}', "not JSON"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        BenchResult.from_json(text)
