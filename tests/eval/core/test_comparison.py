"""Runs compared with a base: a case whose answer is known."""

import pytest

from eval import functions
from eval.comparison import compare
from tests.eval.making import qrels_of, run_of

QRELS = qrels_of({f"q{number}": {"right": 1, "wrong": 0} for number in range(8)})
FIRST = {"right": 2.0, "wrong": 1.0}
SECOND = {"wrong": 2.0, "right": 1.0}
BASE = run_of({f"q{number}": SECOND for number in range(8)})
BETTER = run_of({f"q{number}": FIRST if number < 6 else SECOND for number in range(8)})
MIXED = run_of({"q0": FIRST, "q1": {"wrong": 1.0}, **{f"q{number}": SECOND for number in range(2, 8)}})


def test_the_difference_its_wins_and_its_significance_are_those_of_the_topics() -> None:
    (found,) = compare(QRELS, BASE, {"better": BETTER}, ["RR@10"])
    assert (found.base, found.new, found.difference) == pytest.approx((0.5, 0.875, 0.375))
    assert (found.wins, found.losses, found.ties) == (6, 0, 2)
    assert found.p == pytest.approx(2 / 2**6)  # zeros have no sign
    assert found.interval.low > 0


def test_p_values_are_corrected_over_runs_and_measures() -> None:
    found = compare(QRELS, BASE, {"better": BETTER, "mixed": MIXED}, ["RR@10", "Success@1"])
    assert [(one.run, one.measure) for one in found] == [
        ("better", "RR@10"), ("better", "Success@1"), ("mixed", "RR@10"), ("mixed", "Success@1"),
    ]  # fmt: skip
    assert found[0].p_holm == pytest.approx(4 * found[0].p)
    assert all(one.p_holm >= one.p for one in found)


def test_the_topics_that_moved_most_show_both_rankings_and_their_grades() -> None:
    (found,) = compare(QRELS, BASE, {"mixed": MIXED}, ["RR@10"])
    rose, fell = found.moved
    assert (rose.topic, rose.base, rose.new) == ("q0", 0.5, 1.0)
    assert [(one.document, one.grade) for one in rose.base_top] == [("wrong", 0), ("right", 1)]
    assert [(one.document, one.grade) for one in rose.new_top] == [("right", 1), ("wrong", 0)]
    assert (fell.topic, fell.new) == ("q1", 0.0)


def test_a_document_that_nobody_judged_has_no_grade() -> None:
    new = run_of({"q0": {"stranger": 2.0, "right": 1.5, "wrong": 1.0}})
    (found,) = compare(QRELS, run_of({"q0": FIRST}), {"new": new}, ["RR@10"])
    assert found.moved[-1].new_top[0].grade is None


def test_a_run_compared_with_itself_differs_nowhere() -> None:
    (found,) = compare(QRELS, BASE, {"same": BASE})
    assert (found.difference, found.p, found.wins, found.losses, found.moved) == (0.0, 1.0, 0, 0, ())


def test_every_command_is_a_function_of_the_same_name() -> None:
    commands = {"run", "measure", "compare", "matrix", "encoder", "report", "check", "bench", "evaluate"}
    assert set(functions.__all__) == commands
    assert functions.measure is functions.evaluate
    assert functions.evaluate(QRELS, BETTER, ["RR@10"]).means["RR@10"].mean == pytest.approx(0.875)
