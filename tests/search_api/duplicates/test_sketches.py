"""A sketch estimates how much wording two texts have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.duplicates.sketches import SIZE, alike, shingles, sketch

WORDS = [f"w{number}" for number in range(400)]


def shared(one: list[str], other: list[str]) -> tuple[float, float]:
    """Return the true Jaccard index of two texts and the estimated one."""
    first, second = shingles(one), shingles(other)
    true = len(np.intersect1d(first, second)) / len(np.union1d(first, second))
    return true, float((sketch(first) == sketch(second)).mean())


@given(st.lists(st.sampled_from(WORDS), min_size=60, max_size=300), st.integers(0, 50), st.randoms())
def test_the_estimate_is_within_four_standard_errors(text: list[str], edits: int, draw: object) -> None:
    changed = [WORDS[(7 * place) % 400] if place % 51 < edits else word for place, word in enumerate(text)]
    true, estimated = shared(text, changed)
    assert abs(true - estimated) <= 4 * 0.5 / SIZE**0.5


def test_equal_texts_have_equal_sketches_whatever_runs_them() -> None:
    pieces = shingles(["péage", "urbain", "à", "bruxelles"])
    assert [int(number) for number in pieces] == EXPECTED
    assert np.array_equal(sketch(pieces), sketch(pieces[::-1]))


EXPECTED = [8352538740483959809, 17367743914700221162]


@pytest.mark.parametrize("terms", [[], ["a"], ["a", "b"]])
def test_a_text_without_three_terms_has_no_wording(terms: list[str]) -> None:
    assert len(shingles(terms)) == 0


def test_among_many_texts_those_alike_are_found_with_their_share() -> None:
    draw = np.random.default_rng(1)
    texts = [[f"t{number}" for number in draw.integers(0, 5000, 300)] for _ in range(200)]
    texts[150] = texts[20][:240] + texts[150][:60]
    found = list(alike([sketch(shingles(text)) for text in texts], 0.4))
    assert [(one, other) for one, other, _ in found] == [(20, 150)]
    assert found[0][2] == pytest.approx(shared(texts[20], texts[150])[0], abs=0.15)


def test_a_crowd_of_equal_texts_is_linked_without_naming_every_pair() -> None:
    text = sketch(shingles([f"t{number}" for number in range(100)]))
    found = list(alike([text] * 200, 0.5))
    assert len(found) < 200 * 30
    assert {place for one, other, _ in found for place in (one, other)} == set(range(200))


@pytest.mark.parametrize("count", [0, 1])
def test_one_text_alone_is_like_no_other(count: int) -> None:
    assert list(alike([sketch(shingles(["a", "b", "c"]))] * count, 0.1)) == []
