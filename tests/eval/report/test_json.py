"""The JSON of a report."""

import datetime
import json
from typing import Any

import pytest

from eval.bench.results import BenchResult
from eval.report.as_json import report_json
from eval.report.data import Direction
from eval.report.document import Analysis
from tests.eval.report import made_up
from tests.eval.report.made_up import FR, HYBRID, VALUES


@pytest.fixture(scope="module")
def content(analysis: Analysis) -> Any:
    return json.loads(report_json(analysis))


def test_every_value_of_every_topic_comes_back_as_it_was(content: Any) -> None:
    (collection,) = content["collections"]
    found = {
        (one["query"], one["document"]): {
            method: measures["nDCG@10"]["values"] for method, measures in one["methods"].items()
        }
        for one in collection["directions"]
        if one["query"]
    }
    assert found == VALUES
    assert collection["directions"][0]["topics"] == list(made_up.TOPICS)
    assert collection["measures"] == ["nDCG@10", "P@5"]


def test_means_have_their_intervals_unrounded(content: Any, analysis: Analysis) -> None:
    mean = analysis.collections[0].evaluations[Direction(FR, FR)][HYBRID].means["nDCG@10"]
    written = content["collections"][0]["directions"][0]["methods"]["hybrid"]["nDCG@10"]
    assert (written["mean"], written["low"], written["high"]) == (mean.mean, *mean.interval)


def test_differences_and_findings_are_there(content: Any) -> None:
    assert len(content["differences"]) == 9
    (mixed,) = (one for one in content["differences"] if one["query"] is None)
    assert (mixed["document"], mixed["baseline"], mixed["wins"], mixed["losses"]) == (None, "bm25", 1, 1)
    assert [one["baseline"] for one in content["findings"]] == ["bm25", "bm25", "rrf"]


def test_fairness_has_the_names_that_the_matrix_gives_it(content: Any) -> None:
    first = content["collections"][0]["fairness"][0]
    assert (first["query"], first["method"], first["own@10 alone"]) == ("fr", "hybrid", 0.95)
    assert first["counterpart@10"] == {"mean": 0.7, "low": 0.6, "high": 0.8}
    assert first["loss"] == pytest.approx(0.05)


def test_the_benchmark_and_the_encoder_come_back(content: Any) -> None:
    assert BenchResult.from_json(json.dumps(content["bench"])) == made_up.BENCH
    assert content["encoder"] == json.loads(made_up.encoder().to_json())
    assert datetime.date.fromisoformat(content["provenance"]["date"]) == made_up.provenance().date
