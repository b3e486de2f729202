import pytest

from eval.report.numbers import count, figure, p_sentence, p_value, rounded, signed, signed_span, span
from eval.statistics import Interval


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.9157, ".916"), (1.0, "1.000"), (0.0, ".000"), (-0.013, "−.013"), (-0.0004, "−.000")],
)
def test_a_figure_has_three_decimals_and_no_leading_zero(value: float, written: str) -> None:
    assert figure(value) == written


def test_a_difference_has_its_sign_unless_it_is_nothing() -> None:
    assert [signed(value) for value in (0.0134, -0.0134, 0.0)] == ["+.013", "−.013", ".000"]


def test_intervals_are_written_so_that_a_minus_is_no_dash() -> None:
    assert span(Interval(0.876, 0.916)) == ".876–.916"
    assert signed_span(Interval(-0.024, 0.01)) == "−.024 to +.010"


def test_a_small_p_is_written_as_a_bound() -> None:
    assert [p_value(0.0004), p_value(0.0126), p_value(1.0)] == ["< .001", ".013", "1.000"]
    assert [p_sentence(0.0004), p_sentence(0.0126)] == ["p < .001", "p = .013"]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0523, "0.052"), (6.4, "6.40"), (21.73, "21.7"), (217.4, "217"), (12450.2, "12,450"), (None, "–")],
)
def test_a_measurement_has_about_three_digits(value: float | None, written: str) -> None:
    assert rounded(value) == written


def test_a_number_goes_with_its_noun() -> None:
    assert [count(1, "topic"), count(1018, "topic")] == ["1 topic", "1,018 topics"]
    assert count(2, "process", "processes") == "2 processes"
