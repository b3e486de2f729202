"""MinHash: a text as a few numbers that agree with those of another as often as both share wording.

Broder 1997; the share of equal numbers estimates the Jaccard index of the sets of shingles, with a standard
error of ``sqrt(j * (1 - j) / SIZE)``, at most .044. Texts that may be alike are found by locality-sensitive
hashing: those that agree in a whole band of numbers (Leskovec, Rajaraman & Ullman 2014, 3.4).
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from rensa import RMinHash, RMinHashLSH

SIZE = 129
"""Numbers of a sketch."""

SHINGLE = 3
"""Consecutive terms that count as one piece of wording."""

_SEED = 20261126
_BANDS = SIZE // 3
"""Of two texts with 40% of their wording in common 94 of 100 agree in a band, with half of it 99.7."""

_CROWD = 30
"""How many of the texts after it a text is compared with: a crowd shares a form, not a text."""


class Sketch(Protocol):
    """What the package makes of a text."""

    def digest(self) -> list[int]:
        """Return its numbers, ``SIZE`` of them."""

    def jaccard(self, other: "Sketch") -> float:
        """Return the share of the wording in common."""

    def __getstate__(self) -> bytes: ...


def shingles(terms: Sequence[str]) -> frozenset[str]:
    """Return the distinct pieces of wording of a text."""
    shifted = (terms[start:] for start in range(SHINGLE))
    return frozenset(" ".join(piece) for piece in zip(*shifted, strict=False))


def sketch(pieces: frozenset[str]) -> Sketch:
    """Return the sketch of a text."""
    made = RMinHash(SIZE, _SEED)
    made.update(sorted(pieces))
    sketched: Sketch = made
    return sketched


def written(one: Sketch) -> bytes:
    """Return the text of a sketch that ``read`` takes."""
    return one.__getstate__()


def read(content: bytes) -> Sketch:
    """Return a sketch that was written.

    Raises:
        ValueError: it was not, or by another version of the algorithm.
    """
    made = RMinHash(SIZE, _SEED)
    made.__setstate__(content)
    kept: Sketch = made
    return kept


def alike(sketches: Sequence[Sketch], threshold: float) -> Iterator[tuple[int, int, float]]:
    """Yield the places of two sketches and the share of their wording in common, from a threshold on."""
    if len(sketches) < 2:
        return
    index = RMinHashLSH(threshold, SIZE, _BANDS)
    index.insert_many(sketches)
    for place, met in enumerate(index.query_all(sketches)):
        for other in sorted(other for other in met if other > place)[:_CROWD]:
            share = sketches[place].jaccard(sketches[other])
            if share >= threshold:
                yield place, other, share
