"""Choose the settings of fusion: one weight after the other, as long as it pays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eval.tuning.asked import Asked
from eval.tuning.calibrate import calibration
from eval.tuning.objective import objective
from index.fusion_settings import FusionSettings

GRID: Mapping[str, Sequence[float]] = {
    "meaning": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "foreign_meaning": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "title": (0.1, 0.2, 0.3, 0.4, 0.5),
    "full_match": (0.25, 0.35, 0.5, 0.7, 1.0),
    "foreign": (0.6, 0.7, 0.85, 0.95, 1.0),
    "translated": (0.0, 0.25, 0.5, 0.75, 1.0),
    "parallel": (0.0, 0.7, 0.75, 0.8, 0.85),
    "nearness": (0.0, 0.025, 0.05, 0.075, 0.1),
}
"""Values tried. ``reading`` is none of them: it orders what is shown of a study, which no topic judges.

Above .85, ``parallel`` lets versions of wrong answers take the places of right ones (docs/adr/0023), and
above .1, ``nearness`` costs other versions what it gives to the order (docs/adr/0024).
"""
PAYS = 0.001
"""What the objective must gain for a value to be changed: less is chance."""
_ROUNDS = 3


def choose(
    collections: Sequence[Sequence[Asked]], start: FusionSettings, report: Callable[[str], None]
) -> FusionSettings:
    """Return settings that answer the topics of the collections better than ``start``, if any do.

    Each weight in turn takes its best value while the others stay; then again, until none moves. Last, the
    maps between languages are kept if they pay as well.
    """
    best, reached = start, objective(collections, start)
    report(f"objective {reached:.4f}")
    for _ in range(_ROUNDS):
        before = reached
        for name, values in GRID.items():
            best, reached = _better(collections, best, reached, name, values, report)
        if reached == before:
            break
    mapped = replace(best, calibration=calibration(collections, best))
    found = objective(collections, mapped)
    report(f"maps between languages: {found:.4f}" + ("" if found > reached + PAYS else ", left out"))
    return mapped if found > reached + PAYS else best


def _better(
    collections: Sequence[Sequence[Asked]],
    best: FusionSettings,
    reached: float,
    name: str,
    values: Sequence[float],
    report: Callable[[str], None],
) -> tuple[FusionSettings, float]:
    tried = {
        value: objective(collections, _with(best, name, value))
        for value in values
        if value != getattr(best.weights, name)
    }
    value = max(tried, key=lambda one: (tried[one], -one))
    report(f"{name}: " + ", ".join(f"{one:g} {found:.4f}" for one, found in sorted(tried.items())))
    return (_with(best, name, value), tried[value]) if tried[value] > reached + PAYS else (best, reached)


def _with(settings: FusionSettings, name: str, value: float) -> FusionSettings:
    return replace(settings, weights=replace(settings.weights, **{name: value}))
