"""IBM model 1: which words of one language stand for which of another, from sentences that mean the same.

Brown et al. 1993, "The mathematics of statistical machine translation: parameter estimation", section 4.1:
every word of a target sentence comes from one word of the source sentence, or from none (NULL), whatever
their order; the probabilities are learned by expectation maximisation. Sentences are sets of terms here, as
BM25 does not count on order either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Probabilities = NDArray[np.float32]

NULL = 0
"""The source word of target words that come from none."""


class Pair(NamedTuple):
    """Two sentences that mean the same, each a set of word numbers from 1."""

    source: Sequence[int]
    target: Sequence[int]
    weight: float = 1.0
    """As how many such pairs it counts."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The probability of each pair of words that met in a sentence: three arrays of one length."""

    source: Ids
    """Numbers from 1; ``NULL`` for words that come from none."""
    target: Ids
    probability: Probabilities
    """Of the target word, given the source word; those of a source word sum to 1."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every pair of a source and a target word in a sentence."""

    pair: NDArray[np.int32]
    """Number of the pair of words."""
    token: NDArray[np.int32]
    """Number of the target word's place: its cells share one unit of probability."""


def align(sentences: Sequence[Pair], *, iterations: int = 5) -> Aligned:
    """Learn from pairs of sentences."""
    cells, keys, tokens = _cells(sentences)
    worth = np.repeat(
        np.array([pair.weight for pair in sentences], dtype=np.float32),
        [len(pair.target) for pair in sentences],
    )
    source, target = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
    probability = np.ones(len(keys), dtype=np.float32)
    for _ in range(iterations):
        weights = probability[cells.pair]
        totals = np.bincount(cells.token, weights, minlength=tokens).astype(np.float32)
        weights *= (worth / totals)[cells.token]
        counts = np.bincount(cells.pair, weights, minlength=len(keys))
        probability = (counts / np.bincount(source, counts)[source]).astype(np.float32)
    return Aligned(source, target, probability)


def _cells(sentences: Sequence[Pair]) -> tuple[_Cells, NDArray[np.int64], int]:
    """Return the cells, the pairs of words by number (source in the upper half) and the number of places."""
    keys, tokens, places = [], [], 0
    for pair in sentences:
        sources = np.array([NULL, *pair.source], dtype=np.int64)
        targets = np.array(pair.target, dtype=np.int64)
        keys.append(((sources[:, None] << 32) | targets[None, :]).ravel())
        numbers = np.arange(places, places + len(targets), dtype=np.int32)
        tokens.append(np.tile(numbers, len(sources)))
        places += len(targets)
    distinct, number = np.unique(np.concatenate(keys), return_inverse=True)
    return _Cells(number.astype(np.int32), np.concatenate(tokens)), distinct, places
