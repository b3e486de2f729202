"""Bitext mining, by hand."""

import numpy as np
import pytest

from eval.encoding.mining import mine, nearest
from tests.eval.encoding.toys import directions

SOURCES = directions([0, 10, 50, 90])
TARGETS = directions([6, 29, 52, 60])
# 0 finds 6 (right), 10 finds 6 (wrong), 50 finds 52 (right), 90 finds 60 (right).


def test_the_right_targets_are_counted() -> None:
    assert mine(SOURCES, TARGETS).right.tolist() == [1, 0, 1, 1]


def test_f1_falls_where_a_target_was_found_by_others_as_well() -> None:
    # Target 0 was found twice: precision 1/2, recall 1. Target 1 never: 0. The others once: 1.
    assert mine(SOURCES, TARGETS).f1.tolist() == pytest.approx([2 / 3, 0, 1, 1])


def test_the_other_direction_is_another_question() -> None:
    # 6 finds 10 (wrong), 29 finds 10 (right), 52 finds 50 (right), 60 finds 50 (wrong).
    found = mine(TARGETS, SOURCES)
    assert found.right.tolist() == [0, 1, 1, 0]
    assert found.f1.tolist() == pytest.approx([0, 2 / 3, 2 / 3, 0])


def test_of_equal_targets_the_lowest_number_is_found() -> None:
    assert nearest(directions([80, 81]), directions([10, 80, 20, 80])).tolist() == [1, 1]


def test_copies_of_a_target_count_as_one_wherever_they_stand() -> None:
    # The products with them differ in the last bit, by their place in a block of the processor.
    rng = np.random.default_rng(0)
    for count in range(20, 200, 7):
        targets = rng.standard_normal((count, 256)).astype(np.float32)
        targets[[count // 2, -1]] = targets[0]
        sources = targets[0] + rng.standard_normal((3, 256)).astype(np.float32) / 4
        assert set(nearest(sources, targets)) == {0}


def test_a_source_without_a_known_word_finds_the_first_target() -> None:
    assert nearest(np.zeros((1, 2), dtype=np.float32), TARGETS).tolist() == [0]


@pytest.mark.parametrize("held", [1, 70, 500, 1 << 24])
def test_parts_give_what_the_whole_product_gives(held: int) -> None:
    rng = np.random.default_rng(0)
    sources, targets = (rng.standard_normal((count, 16)).astype(np.float32) for count in (50, 70))
    expected = (sources.astype(np.float64) @ targets.astype(np.float64).T).argmax(axis=1)
    assert nearest(sources, targets, held=held).tolist() == expected.tolist()
