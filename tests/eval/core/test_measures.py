"""Measures against values that others published or that a reader can compute."""

from math import log2

import numpy as np
import pytest

from eval.errors import MeasureError
from eval.measures import evaluate, measure_names
from eval.statistics import bootstrap_interval, holm, randomisation_test
from tests.eval.making import qrels_of, run_of


def value(qrels: dict[str, dict[str, int]], run: dict[str, dict[str, float]], measure: str) -> list[float]:
    return list(map(float, evaluate(qrels_of(qrels), run_of(run), [measure]).values[measure]))


def test_the_values_of_trec_eval_as_pytrec_eval_publishes_them() -> None:
    """The example of pytrec_eval's README, which is trec_eval's code: map .333 and .583, ndcg .5 and .693."""
    qrels = {"q1": {"d1": 0, "d2": 1, "d3": 0}, "q2": {"d2": 1, "d3": 1}}
    run = {"q1": {"d1": 1.0, "d2": 0.0, "d3": 1.5}, "q2": {"d1": 1.5, "d2": 0.2, "d3": 0.5}}
    assert value(qrels, run, "AP") == pytest.approx([1 / 3, 0.5833333333333333])
    assert value(qrels, run, "nDCG") == pytest.approx([0.5, 0.6934264036172708])


def test_ndcg_takes_the_grades_as_gains() -> None:
    found = 2 / log2(2) + 3 / log2(4)
    best = 3 / log2(2) + 2 / log2(3)
    run = {"q": {"good": 3.0, "none": 2.0, "best": 1.0}}
    assert value({"q": {"best": 3, "good": 2, "none": 0}}, run, "nDCG@10") == pytest.approx([found / best])


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("RR@10", 1 / 2),
        ("RR", 1 / 2),
        ("AP", (1 / 2 + 2 / 3) / 3),
        ("P@5", 2 / 5),
        ("R@100", 2 / 3),
        ("R@2", 1 / 3),
        ("Success@1", 0),
        ("Success@10", 1),
        ("Judged@2", 1 / 2),
        ("RBP", 0.2 * (0.8 + 0.8**2)),
        ("RBP(p=0.5)", 0.5 * (0.5 + 0.25)),
        ("P(rel=2)@5", 1 / 5),
    ],
)
def test_each_measure_is_what_its_definition_says(measure: str, expected: float) -> None:
    qrels = {"q": {"a": 1, "b": 2, "c": 1}}
    run = {"q": {"unjudged": 9.0, "a": 8.0, "b": 7.0}}
    assert value(qrels, run, measure) == pytest.approx([expected])


@pytest.mark.parametrize("measure", ["nDCG@10", "RR@10", "RR", "AP", "P@1", "Success@1", "RBP", "R@1"])
def test_every_measure_breaks_ties_alike(measure: str) -> None:
    first, second = {"q": {"z": 1}}, {"q": {"a": 1}}
    tied = {"q": {"a": 1.0, "z": 1.0}}
    assert value(first, tied, measure) > value(second, tied, measure)


def test_a_topic_without_an_answer_counts_as_zero() -> None:
    evaluation = evaluate(qrels_of({"q1": {"a": 1}, "q2": {"a": 1}}), run_of({"q1": {"a": 1.0}}), ["RR@10"])
    assert evaluation.topics == ("q1", "q2")
    assert evaluation.values["RR@10"].tolist() == [1.0, 0.0]
    assert evaluation.means["RR@10"].mean == 0.5


def test_topics_that_nobody_judged_do_not_count() -> None:
    assert value({"q1": {"a": 1}}, {"q1": {"a": 1.0}, "q9": {"a": 1.0}}, "RR@10") == [1.0]


@pytest.mark.parametrize("measure", ["nDGC@10", "P", "nDCG@ten", "", "ERR_IA@10", "RBP@10", "nDCG@10,"])
def test_a_measure_that_cannot_be_taken_is_told_with_examples(measure: str) -> None:
    with pytest.raises(MeasureError, match="write for example"):
        value({"q": {"a": 1}}, {"q": {"a": 1.0}}, measure)


def test_a_list_of_measures_is_cut_outside_parentheses() -> None:
    assert measure_names(" nDCG@10, RBP(rel=1,p=0.9),,AP ") == ("nDCG@10", "RBP(rel=1,p=0.9)", "AP")


def test_the_interval_of_a_mean_is_near_that_of_theory() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, 400)
    low, high = bootstrap_interval(values)
    error = 1.96 * values.std() / 20
    assert low == pytest.approx(values.mean() - error, abs=0.002)
    assert high == pytest.approx(values.mean() + error, abs=0.002)


def test_the_interval_of_one_topic_is_its_value() -> None:
    assert bootstrap_interval(np.array([0.25])) == (0.25, 0.25)


def test_few_topics_are_tested_with_every_sign() -> None:
    """Of the 16 ways to sign four equal differences, two are as extreme as the one seen."""
    assert randomisation_test(np.full(4, 0.1)) == pytest.approx(2 / 16)


def test_no_difference_is_no_evidence() -> None:
    assert randomisation_test(np.zeros(50)) == 1.0
    assert randomisation_test(np.array([0.3, -0.3] * 40)) > 0.9


def test_a_difference_on_every_one_of_many_topics_is_evidence() -> None:
    assert randomisation_test(np.full(60, 0.02)) < 0.001


def test_holm_corrects_as_in_his_paper() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()
