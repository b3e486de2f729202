"""Spearman's correlation, by hand and against resamples that are ranked anew."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from eval.encoding.similarity import spearman, spearman_interval


def test_equal_values_get_their_average_rank() -> None:
    # Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5).
    correlation = spearman(np.array([1.0, 2, 2, 3]), np.array([0.1, 0.3, 0.2, 0.9]))
    assert correlation == pytest.approx(4.5 / np.sqrt(4.5 * 5))


def test_an_encoder_that_tells_no_pair_from_another_scores_nothing() -> None:
    scores, cosines = np.array([1.0, 2, 3]), np.ones(3)
    assert spearman(scores, cosines) == 0
    assert spearman_interval(scores, cosines) == (0, 0)


def test_the_interval_is_that_of_resampled_pairs_ranked_anew() -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 6, size=40).astype(np.float64)
    cosines = np.round(scores / 6 + rng.normal(size=40) / 2, 1)
    draws = np.random.default_rng(7)
    correlations = []
    for _ in range(1000):
        sample = draws.integers(40, size=40)
        correlations.append(spearmanr(scores[sample], cosines[sample]).statistic)
    expected = np.percentile(correlations, [2.5, 97.5])
    assert spearman_interval(scores, cosines, seed=7) == pytest.approx(tuple(expected))


def test_the_same_order_is_sure() -> None:
    scores = np.arange(30, dtype=np.float64)
    assert spearman_interval(scores, scores**3) == pytest.approx((1, 1))
