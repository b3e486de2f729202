"""Bitext mining: find each sentence's translation by its vector alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder import Vectors

_HELD = 1 << 24
"""Similarities held at once: 64 MiB of 32-bit floats."""


@dataclass(frozen=True, slots=True)
class Mined:
    """What was found for each source sentence, whose translation is the target of the same number.

    Both have shape (sentences,); their means are the accuracy and the weighted F1.
    """

    right: NDArray[np.float64]
    """1 where the translation was found, else 0."""
    f1: NDArray[np.float64]
    """F1 of the target of that number, as a class: less than 1 where other sources found it as well."""


def mine(sources: Vectors, targets: Vectors) -> Mined:
    """Find for each source sentence the nearest target.

    The mean of ``f1`` is the ``main_score`` of MTEB's bitext mining tasks (``BitextMiningEvaluator``):
    scikit-learn's ``f1_score(average="weighted")`` with the targets as classes. Each class has one sentence,
    so all weigh the same; a class that was found by its own sentence and ``taken`` times in all has
    precision 1 / ``taken`` and recall 1, any other has F1 0.
    """
    found = nearest(sources, targets)
    right = found == np.arange(len(sources))
    taken = np.bincount(found, minlength=len(targets))
    return Mined(right.astype(np.float64), np.where(right, 2 / (1 + taken), 0.0))


def nearest(sources: Vectors, targets: Vectors, *, held: int = _HELD) -> NDArray[np.intp]:
    """Return the number of the target nearest to each source; of equal targets the lowest.

    Args:
        sources: shape (sources, dimensions), of unit length or zero.
        targets: shape (targets, dimensions), likewise.
        held: similarities held at once; a part of the sources at a time is compared with all targets.
    """
    step = max(1, held // len(targets))
    parts = [
        (sources[start : start + step] @ targets.T).argmax(axis=1) for start in range(0, len(sources), step)
    ]
    found: NDArray[np.intp] = np.concatenate(parts)
    return _first_copies(targets)[found]


def _first_copies(vectors: Vectors) -> NDArray[np.intp]:
    """Return for each vector the number of the first that equals it.

    The products with two equal vectors can differ in the last bit, by their place in a block.
    """
    first: dict[bytes, int] = {}
    return np.array([first.setdefault(vector.tobytes(), place) for place, vector in enumerate(vectors)])
