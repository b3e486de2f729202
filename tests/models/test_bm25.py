"""BM25 weights and term numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bm25 import bm25_weights, term_number
from models.language import Language

COUNTS = st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 50), min_size=1, max_size=20)


def test_a_passage_of_average_length_weighs_a_single_word_one() -> None:
    assert bm25_weights({"peag": 1}, 100, average_length=100) == {"peag": pytest.approx(1.0)}


def test_the_weights_are_those_of_the_formula() -> None:
    weights = bm25_weights({"lucht": 3}, 50, average_length=100)
    assert weights["lucht"] == pytest.approx(3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 0.5)))


@given(COUNTS, st.integers(1, 1000), st.floats(1, 1000))
def test_weights_grow_with_the_count_and_stay_below_their_limit(
    counts: dict[str, int], length: int, average: float
) -> None:
    weights = bm25_weights(counts, length, average_length=average)
    more = bm25_weights({term: count + 1 for term, count in counts.items()}, length, average_length=average)
    assert all(0 < weights[term] < more[term] < 2.2 for term in counts)


def test_a_term_has_another_number_in_another_language() -> None:
    numbers = {term_number("transport", language) for language in (*Language, None)}
    assert len(numbers) == 4


def test_numbers_are_the_same_for_ever() -> None:
    assert term_number("kwaliteit", Language.NL) == 1758014976
    assert term_number("2500", None) == 2750581568


@given(st.text(), st.sampled_from([*Language, None]))
def test_numbers_fit_in_32_bits(term: str, language: Language | None) -> None:
    assert 0 <= term_number(term, language) < 2**32
