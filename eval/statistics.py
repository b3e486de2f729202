"""How sure a mean and a difference are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import permutation_test

Values = NDArray[np.float64]
"""Shape (topics,): one measure, topic by topic."""

_RESAMPLES = 9_999
_BATCH = 500
"""Resamples held at once."""


class Interval(NamedTuple):
    """A 95% interval."""

    low: float
    high: float


def bootstrap_interval(values: Values, *, seed: int = 0) -> Interval:
    """Return the percentile bootstrap interval of the mean, from 9,999 resamples of the topics.

    Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13; for retrieval measures Sakai
    2006, "Evaluating evaluation metrics based on the bootstrap".
    """
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            values[rng.integers(len(values), size=(count, len(values)))].mean(axis=1)
            for count in _batches(_RESAMPLES)
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(low), float(high))


def randomisation_test(differences: Values, *, seed: int = 0) -> float:
    """Return the two-sided p-value of a mean difference under random signs (Fisher's randomisation test).

    Exact where all signs can be tried, else from 9,999 draws. Recommended for retrieval by Smucker, Allan &
    Carterette 2007, "A comparison of statistical significance tests for information retrieval evaluation".
    """
    if not differences.any():
        return 1.0
    result = permutation_test(
        (differences,),
        lambda sample, axis: sample.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=_BATCH,
        rng=np.random.default_rng(seed),
    )
    return float(result.pvalue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Two ways to rank over the same topics, by one measure."""

    base: float
    new: float
    interval: Interval
    """Of the mean difference, new less base, by paired bootstrap."""
    p: float
    """Randomisation test, two-sided."""
    wins: int
    """Topics where the new one is above."""
    losses: int
    ties: int

    @property
    def difference(self) -> float:
        """New less base."""
        return self.new - self.base


def paired(base: Values, new: Values) -> Paired:
    """Compare two measurements of the same topics in the same order."""
    differences = new - base
    return Paired(
        base=float(base.mean()),
        new=float(new.mean()),
        interval=bootstrap_interval(differences),
        p=randomisation_test(differences),
        wins=int((differences > 0).sum()),
        losses=int((differences < 0).sum()),
        ties=int((differences == 0).sum()),
    )


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return the p-values corrected for their number, in the same order.

    Holm 1979, "A simple sequentially rejective multiple test procedure": the smallest is multiplied by their
    number, the next by one less, and so on; none falls below one before it.
    """
    corrected = [0.0] * len(p_values)
    least = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        least = max(least, min(1.0, p_values[place] * (len(p_values) - rank)))
        corrected[place] = least
    return tuple(corrected)


def _batches(total: int) -> list[int]:
    return [min(_BATCH, total - start) for start in range(0, total, _BATCH)]
