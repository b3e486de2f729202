"""The drawings of a report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from eval.bench.results import BenchResult
from eval.measures import Mean
from eval.methods import Method
from eval.report.data import Direction, Results, SummaryRow
from eval.report.differences import both
from eval.report.numbers import figure
from eval.report.wording import NAMES
from index.question import Mode
from models.language import Language

_MUTED, _GRID = "#5b6773", "#d9dee3"
_STRONG, _OTHER, _THIRD = "#12569c", "#b4540a", "#3f7a4a"
_MODE_COLOURS = {Mode.KEYWORD: _OTHER, Mode.SEMANTIC: _THIRD, Mode.HYBRID: _STRONG}
_HEAT = LinearSegmentedColormap.from_list("heat", ["#ffffff", "#5aa2d3"])
"""Never so dark that a dark number on it could not be read."""
_WIDTH = 4.2
"""Of a panel, in inches."""
_COLUMNS = 3
"""Panels side by side."""

Point = tuple[float, float]
"""The baseline's value and hybrid search's, both to three decimals."""


def heat_map(means: Mapping[Direction, Mean]) -> Figure:
    """Draw means by the language of the question, down, and of the documents, across; 0 is white, 1 blue."""
    queries, documents = languages(means)
    values = np.full((len(queries), len(documents)), np.nan)
    for (query, document), mean in means.items():
        if query and document:
            values[queries.index(query), documents.index(document)] = mean.mean
    drawn = Figure(figsize=(1.6 + 1.1 * len(documents), 0.9 + 0.7 * len(queries)), layout="constrained")
    axes = drawn.subplots()
    axes.pcolormesh(np.ma.masked_invalid(values), cmap=_HEAT, vmin=0, vmax=1, edgecolors="white", linewidth=2)
    for (row, column), value in np.ndenumerate(values):
        text = "–" if np.isnan(value) else figure(value)
        axes.text(column + 0.5, row + 0.5, text, ha="center", va="center")
    axes.set_xticks(np.arange(len(documents)) + 0.5, [str(one) for one in documents])
    axes.set_yticks(np.arange(len(queries)) + 0.5, [str(one) for one in queries])
    axes.set(xlabel="documents", ylabel="questions")
    axes.invert_yaxis()
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return drawn


def languages(means: Mapping[Direction, Mean]) -> tuple[list[Language], list[Language]]:
    """Return the languages of questions and of documents that there are means for."""
    queries = [language for language in Language if any(one.query is language for one in means)]
    documents = [language for language in Language if any(one.document is language for one in means)]
    return queries, documents


def scatter(results: Results, directions: Sequence[Direction], baseline: Method) -> Figure:
    """Draw each topic by the main measure of a baseline, across, and of hybrid search, up.

    A dot stands for all topics with the same two values; its area is their number.
    """
    drawn, panels = _panels(len(directions), height=3.4)
    for axes, direction in zip(panels, directions, strict=True):
        counts = points(results, direction, baseline)
        across, up = zip(*counts, strict=True)
        most = max(20, *counts.values())
        areas = [12 + 300 * number / most for number in counts.values()]
        axes.plot([0, 1], [0, 1], color=_MUTED, linewidth=1, zorder=1)
        axes.scatter(across, up, s=areas, color=_STRONG, alpha=0.5, linewidths=0, zorder=2, clip_on=False)
        above, below = (sum(n for (x, y), n in counts.items() if sign * (y - x) > 0) for sign in (1, -1))
        axes.set(title=f"{direction}: {above} above, {below} below", xlim=(0, 1), ylim=(0, 1), aspect="equal")
        axes.set_xticks(*_UNIT)
        axes.set_yticks(*_UNIT)
    drawn.supxlabel(f"{results.main} of {NAMES[baseline]}")
    drawn.supylabel(f"{results.main} of hybrid")
    return drawn


def points(results: Results, direction: Direction, baseline: Method) -> Mapping[Point, int]:
    """Return the dots of a scatter and how many topics each stands for, the worst losses first."""
    hybrid, base = both(results, direction, baseline)
    rounded = ((round(float(x), 3), round(float(y), 3)) for x, y in zip(base, hybrid, strict=True))
    return dict(sorted(Counter(rounded).items(), key=lambda one: (one[0][1] - one[0][0], one[0])))


def forest(rows: Sequence[SummaryRow], measure: str) -> Figure:
    """Draw the mean of each method with its 95% interval, a panel for each direction."""
    directions = list(dict.fromkeys(row.direction for row in rows))
    most = max(sum(row.direction == direction for row in rows) for direction in directions)
    drawn, panels = _panels(len(directions), height=0.7 + 0.26 * most)
    for axes, direction in zip(panels, directions, strict=True):
        _intervals(axes, [row for row in rows if row.direction == direction], measure)
        axes.set_title(str(direction))
    drawn.supxlabel(f"mean {measure}, with its 95% interval")
    return drawn


def latency(bench: BenchResult) -> Figure:
    """Draw what a search takes over the number of passages: the median, and the 95th percentile dashed."""
    kinds = sorted({speed.filters for size in bench.sizes for speed in size.searches})
    drawn, panels = _panels(len(kinds), height=3.4, share=True)
    for axes, filters in zip(panels, kinds, strict=True):
        _curves(axes, bench, filters)
        axes.set(title=f"{filters} filters" if filters else "no filter", xscale="log", ylim=(0, None))
        axes.set_xticks(
            [size.passages for size in bench.sizes], [f"{size.passages:,}" for size in bench.sizes]
        )
        axes.minorticks_off()
        axes.grid(color=_GRID)
    drawn.legend(*panels[0].get_legend_handles_labels(), loc="outside right upper", frameon=False)
    drawn.supxlabel("passages in the index")
    drawn.supylabel("milliseconds")
    return drawn


_UNIT = [0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".5", ".75", "1"]
"""Ticks and their labels."""


def _panels(number: int, *, height: float, share: bool = False) -> tuple[Figure, list[Axes]]:
    """Return a figure with so many panels, ``height`` inches high; the rest of the last row is empty."""
    across = 2 if number == 4 else min(number, _COLUMNS)
    down = ceil(number / across)
    drawn = Figure(figsize=(0.5 + _WIDTH * max(across, 2), 0.5 + height * down))
    panels = list(drawn.subplots(down, across, squeeze=False, sharey=share).flat)
    drawn.set_layout_engine("constrained", w_pad=0.1, h_pad=0.1)
    for axes in panels[number:]:
        axes.set_axis_off()
    return drawn, panels[:number]


def _intervals(axes: Axes, rows: Sequence[SummaryRow], measure: str) -> None:
    for place, row in enumerate(rows):
        mean, (low, high) = row.means[measure].mean, row.means[measure].interval
        colour = _STRONG if row.method is Method.HYBRID else _MUTED
        axes.plot(
            [low, high], [place, place], color=colour, linewidth=2, solid_capstyle="butt", clip_on=False
        )
        axes.plot(mean, place, "o", color=colour, markersize=6, clip_on=False)
    axes.set_xticks(*_UNIT)
    axes.set_yticks(range(len(rows)), [NAMES[row.method] for row in rows])
    axes.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=_GRID)


def _curves(axes: Axes, bench: BenchResult, filters: int) -> None:
    for mode, colour in _MODE_COLOURS.items():
        if curve := bench.curve(mode, filters):
            passages = [size for size, _ in curve]
            medians = [speed.latency.p50 for _, speed in curve]
            slow = [speed.latency.p95 for _, speed in curve]
            axes.plot(passages, medians, "o-", color=colour, label=f"{mode}, p50")
            axes.plot(passages, slow, "o--", color=colour, fillstyle="none", label=f"{mode}, p95")
