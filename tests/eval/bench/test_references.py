"""Recall, and references that are left out."""

from pathlib import Path

import pytest

from corpus.study import AdministrationId
from eval.bench.references import exact_scan, plain_bm25, recall
from eval.bench.synthetic import MadeUpLibrary, Words
from eval.bench.workbench import Workbench
from index.manifest import Build
from index.memory import MemoryIndex
from ingest.watch import Unwatched
from tests.index.library import encoder


def test_recall_is_the_share_of_the_best_that_was_found() -> None:
    found = [["a", "b", "c"], ["x"], []]
    truth = [["c", "a", "z", "y"], ["x"], ["q"]]
    assert recall(found, truth) == pytest.approx((2 / 4 + 1 + 0) / 3, abs=1e-4)


def test_a_question_that_finds_nothing_anywhere_says_nothing_of_recall() -> None:
    assert recall([["a"], []], [["a"], []]) == 1.0
    assert recall([[]], [[]]) is None


def test_a_result_found_twice_counts_once() -> None:
    assert recall([["a", "a"]], [["a", "b"]]) == 0.5


def test_a_reference_that_would_not_fit_into_memory_says_so(tmp_path: Path) -> None:
    library = MadeUpLibrary(
        passages=10**9, words=Words.ranked(["mot"]), administrations=[AdministrationId("perspective")]
    )
    bench = Workbench(
        directory=tmp_path,
        library=library,
        encoder=encoder(),
        build=Build(encoder="e", dimensions=encoder().dimensions, analyser="a", splitter="s"),
        watch=Unwatched(),
    )
    for measured in (exact_scan(bench, MemoryIndex()), plain_bm25(bench, MemoryIndex())):
        assert measured.skipped is not None
        assert "memory" in measured.skipped
        assert measured.latency is None
