"""Where the bars of a chart stand, before anything draws them. Lengths are points, y grows upwards."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.sample.rendering.blocks import Chart
from corpus.sample.rendering.wording import number_words
from models.language import Language

FONT = "Helvetica"
SIZE = 8.0
GAP = 5.0

Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose baseline is at ``y``."""

    x: float
    y: float
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line; the line at zero is the axis."""

    x1: float
    y1: float
    x2: float
    y2: float
    axis: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A laid-out chart."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values onto a stretch of the page that begins at ``start``."""

    ticks: tuple[float, ...]
    start: float
    length: float

    def __call__(self, value: float) -> float:
        """Return the place of ``value``."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + self.length * (value - low) / (high - low)


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Return four to eight round numbers that cover both values and zero."""
    low, high = min(low, 0.0), max(high, 0.0)
    rough = ((high - low) or 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(round(index * step, 10) for index in range(first, max(last, first + 1) + 1))


def plan(chart: Chart, width: float, language: Language) -> Plan:
    """Lay a chart out: upright bars, or lying ones where the labels are too long to stand side by side."""
    slot = (width - 40) / len(chart.labels)
    upright = all(_width(label) < slot - 4 for label in chart.labels)
    return _upright(chart, width, language) if upright else _lying(chart, width, language)


def _upright(chart: Chart, width: float, language: Language) -> Plan:
    marks = ticks(min(chart.values), max(chart.values))
    left = max(_width(number_words(mark, language)) for mark in marks) + GAP
    height = max(130.0, min(190.0, width * 0.45))
    scale = Scale(marks, start=18, length=height - 18 - 26)
    slot = (width - left) / len(chart.labels)
    centres = [left + slot * (index + 0.5) for index in range(len(chart.labels))]
    bars, labels, rules = [], [Label(0, height - SIZE, chart.unit, "start")], []
    for mark in marks:
        rules.append(Rule(left, scale(mark), width, scale(mark), axis=mark == 0))
        labels.append(Label(left - GAP, scale(mark) - 3, number_words(mark, language), "end"))
    for centre, name, value in zip(centres, chart.labels, chart.values, strict=True):
        low, high = sorted((scale(0), scale(value)))
        bars.append(Bar(centre - slot * 0.31, low, slot * 0.62, high - low))
        beyond = high + 3 if value >= 0 else low - SIZE - 1
        labels.append(Label(centre, beyond, number_words(value, language), "middle"))
        labels.append(Label(centre, 4, name, "middle"))
    return Plan(width, height, tuple(bars), tuple(labels), tuple(rules))


def _lying(chart: Chart, width: float, language: Language) -> Plan:
    row = 17.0
    names = [_wrapped(name, width * 0.42) for name in chart.labels]
    left = max(_width(line) for lines in names for line in lines) + GAP
    heights = [row + (len(lines) - 1) * SIZE for lines in names]
    marks = ticks(min(chart.values), max(chart.values))
    scale = Scale(marks, start=left, length=width - left - 30)
    bottom, top = 18.0, 18.0 + sum(heights)
    bars, labels, rules = [], [Label(left, top + 6, chart.unit, "start")], []
    for mark in marks:
        rules.append(Rule(scale(mark), bottom, scale(mark), top, axis=mark == 0))
        labels.append(Label(scale(mark), 5, number_words(mark, language), "middle"))
    for lines, height, value in zip(names, heights, chart.values, strict=True):
        top -= height
        middle = top + height / 2
        low, high = sorted((scale(0), scale(value)))
        bars.append(Bar(low, middle - row * 0.31, high - low, row * 0.62))
        labels.append(Label(high + 4, middle - 3, number_words(value, language), "start"))
        first = middle - 3 + (len(lines) - 1) * SIZE / 2
        labels += [Label(left - GAP, first - n * SIZE, line, "end") for n, line in enumerate(lines)]
    return Plan(width, bottom + sum(heights) + 18, tuple(bars), tuple(labels), tuple(rules))


def _wrapped(name: str, width: float) -> list[str]:
    """Break a label so that each line is at most ``width`` wide; a single word stays whole."""
    lines = [""]
    for word in name.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _width(text: str) -> float:
    # A browser may have only a wider font than the one measured here.
    return 1.1 * float(stringWidth(text, FONT, SIZE))
