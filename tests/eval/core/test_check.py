"""Figures kept from before."""

import json
from pathlib import Path

import pytest

from eval.check import Baseline, check, figures, read_baseline, write_baseline
from eval.collection import Collection
from eval.errors import EvaluationDataError
from eval.running import EvalSetup


def test_a_baseline_reads_back(tmp_path: Path) -> None:
    kept = Baseline(collection="corpus/sample", measures=("AP",), figures={"hybrid/all/AP": 0.5})
    write_baseline(kept, tmp_path / "kept.json")
    assert read_baseline(tmp_path / "kept.json") == kept


def test_what_fell_by_more_than_the_tolerance_dropped() -> None:
    kept = Baseline(
        collection="c",
        measures=("AP",),
        figures={"hybrid/fr/AP": 0.5, "hybrid/nl/AP": 0.5, "hybrid/en/AP": 0.5},
    )
    checked = check(kept, {"hybrid/fr/AP": 0.496, "hybrid/nl/AP": 0.49})
    assert [one.dropped for one in checked] == [False, True, True]
    assert checked[2].now == 0.0


def test_the_modes_of_the_product_are_measured_by_language_and_together(
    toy: Collection, setup: EvalSetup
) -> None:
    found = figures(toy, setup, ["Success@10"])
    assert set(found) == {
        f"{method}/{group}/Success@10"
        for method in ("keyword", "semantic", "hybrid")
        for group in ("all", "fr", "nl")
    }
    assert found["hybrid/all/Success@10"] == 1.0


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        json.dumps({"collection": "c", "measures": ["AP"], "figures": {"hybrid/AP": 0.5}}),
        json.dumps({"collection": "c", "measures": ["AP"], "figures": {"magic/all/AP": 0.5}}),
        json.dumps({"collection": "c", "measures": ["AP"], "figures": {"hybrid/all/AP": "high"}}),
    ],
)
def test_a_file_that_is_no_baseline_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(content)
    with pytest.raises(EvaluationDataError, match=r"no baseline .* --update"):
        read_baseline(path)


def test_a_missing_baseline_is_told_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(EvaluationDataError, match="--update"):
        read_baseline(tmp_path / "nowhere.json")
