"""How a report writes numbers."""

from eval.statistics import Interval

_MINUS = "−"


def figure(value: float) -> str:
    """Return three decimals without a leading zero: .916, −.013, 1.000."""
    text = f"{abs(value):.3f}".removeprefix("0")
    return f"{_MINUS}{text}" if value < 0 else text


def signed(value: float) -> str:
    """Return a difference with its sign: +.013, −.013; .000 only where it is nothing at all."""
    return f"+{figure(value)}" if value > 0 else figure(value)


def span(interval: Interval) -> str:
    """Return an interval of a mean: .876–.916."""
    return f"{figure(interval.low)}–{figure(interval.high)}"


def signed_span(interval: Interval) -> str:
    """Return an interval of a difference: −.024 to +.010."""
    return f"{signed(interval.low)} to {signed(interval.high)}"


def p_value(p: float) -> str:
    """Return a p-value for a column of them: < .001, .013."""
    return "< .001" if p < 0.001 else figure(p)


def p_sentence(p: float) -> str:
    """Return a p-value for a sentence: p < .001, p = .013."""
    return f"p {p_value(p)}" if p < 0.001 else f"p = {figure(p)}"


def rounded(value: float | None) -> str:
    """Return about three digits, thousands apart: 0.052, 6.4, 217, 12,450; a dash for nothing."""
    if value is None:
        return "–"
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{decimals}f}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 direction, 1,018 topics."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
