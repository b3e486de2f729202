"""MinHash: a text as a few numbers that agree with those of another as often as both share wording.

Broder 1997; the share of equal numbers estimates the Jaccard index of the sets of shingles, with a standard
error of ``sqrt(j * (1 - j) / SIZE)``, at most .045. Texts that may be alike are found by locality-sensitive
hashing: those that agree in a whole band of numbers (Leskovec, Rajaraman & Ullman 2014, 3.4). ``datasketch``
does the same, and needs SciPy for it while the program runs.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

SIZE = 128
"""Numbers of a sketch."""

SHINGLE = 3
"""Consecutive terms that count as one piece of wording."""

_ROWS = 3
_BANDS = SIZE // _ROWS
"""Of two texts with 40% of their wording in common 94 of 100 agree in a band, with half of it 99.6."""

_CROWD = 30
"""How many of the texts after it in one bucket a text is compared with: a crowd shares a form, not a text."""

_COMPARED = 1 << 14
"""Pairs that are compared at a time."""

Sketch = NDArray[np.uint32]
"""Shape (SIZE,)."""

Shingles = NDArray[np.uint64]

_random = np.random.default_rng(20261126)
_FACTORS = _random.integers(1, 1 << 63, SIZE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _random.integers(0, 1 << 63, SIZE, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def shingles(terms: Sequence[str]) -> Shingles:
    """Return the distinct pieces of wording of a text, as numbers."""
    known: dict[str, int] = {}
    places = np.fromiter((known.setdefault(term, len(known)) for term in terms), np.int64, len(terms))
    numbers = np.fromiter(map(_number, known), np.uint64, len(known))[places]
    count = max(len(numbers) - SHINGLE + 1, 0)
    joined = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        joined = (joined ^ numbers[place : place + count]) * _MIX
        joined ^= joined >> np.uint64(29)
    return np.unique(joined)


def sketch(pieces: Shingles) -> Sketch:
    """Return the sketch of a text that has at least one piece."""
    least = np.full(SIZE, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(pieces), _COMPARED):
        hashed = pieces[start : start + _COMPARED, None] * _FACTORS + _OFFSETS
        least = np.minimum(least, hashed.min(axis=0))
    return (least >> np.uint64(32)).astype(np.uint32)


def alike(sketches: Sequence[Sketch], threshold: float) -> Iterator[tuple[int, int, float]]:
    """Yield the places of two sketches and the share of their wording in common, from a threshold on."""
    if len(sketches) < 2:
        return
    table = np.stack(sketches)
    pairs = _meetings(table)
    for start in range(0, len(pairs), _COMPARED):
        some = pairs[start : start + _COMPARED]
        shares = (table[some[:, 0]] == table[some[:, 1]]).mean(axis=1)
        for place in np.flatnonzero(shares >= threshold):
            yield int(some[place, 0]), int(some[place, 1]), float(shares[place])


def _meetings(table: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the pairs that agree in a band, each once, lower place first."""
    found = [_in_band(table[:, band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS)]
    codes = np.unique(np.concatenate(found))
    return np.stack([codes // len(table), codes % len(table)], axis=1)


def _in_band(band: NDArray[np.uint32]) -> NDArray[np.int64]:
    count = len(band)
    keys = np.zeros(count, np.uint64)
    for column in band.T:
        keys = (keys ^ column) * _MIX
    order = np.argsort(keys, kind="stable")
    same = keys[order]
    codes = []
    for step in range(1, min(count, _CROWD)):
        places = np.flatnonzero(same[step:] == same[:-step])
        if not len(places):
            break
        codes.append(order[places] * count + order[places + step])
    return np.concatenate(codes) if codes else np.empty(0, np.int64)


def _number(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")
