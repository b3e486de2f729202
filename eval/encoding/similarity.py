"""Sentence similarity: do vectors put pairs in the order in which people put them?"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from eval.statistics import Interval

_RESAMPLES = 1000
_TAILS = (2.5, 97.5)


def spearman(scores: NDArray[np.float64], cosines: NDArray[np.float64]) -> float:
    """Return Spearman's rank correlation, equal values at their average rank; 0 if all of one are equal."""
    if np.ptp(scores) == 0 or np.ptp(cosines) == 0:
        return 0.0
    return float(spearmanr(scores, cosines).statistic)


def spearman_interval(
    scores: NDArray[np.float64], cosines: NDArray[np.float64], *, seed: int = 0
) -> Interval:
    """Return the 95% bootstrap interval of the correlation, by percentiles of 1,000 resamples of the pairs.

    The pairs are put in order once; a resample only says how many copies of each there are (ten times as
    fast as ranking it anew).
    """
    rng = np.random.default_rng(seed)
    by_score, by_cosine = (np.unique(values, return_inverse=True)[1] for values in (scores, cosines))
    count = len(scores)
    correlations = [
        _correlation(by_score, by_cosine, np.bincount(rng.integers(count, size=count), minlength=count))
        for _ in range(_RESAMPLES)
    ]
    low, high = np.percentile(correlations, _TAILS)
    return Interval(float(low), float(high))


def _correlation(by_score: NDArray[np.intp], by_cosine: NDArray[np.intp], copies: NDArray[np.intp]) -> float:
    """Return Spearman's correlation of pairs that are there in several copies: Pearson's of the ranks."""
    score, cosine = _centred_ranks(by_score, copies), _centred_ranks(by_cosine, copies)
    spread = float(np.sqrt((copies @ score**2) * (copies @ cosine**2)))
    return float(copies @ (score * cosine)) / spread if spread else 0.0


def _centred_ranks(places: NDArray[np.intp], copies: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return average ranks less their mean; ``places`` are those of the values, equal values at the same."""
    held = np.bincount(places, weights=copies)
    ranks: NDArray[np.float64] = np.cumsum(held) - (held + copies.sum()) / 2
    return ranks[places]
