"""What a student reads, batch after batch, the same for the same seed.

A plan is drawn from the groups of prepared texts by how many pairs of each are wanted, cut into batches of
about one number of pieces, and shuffled. Each batch is of one lesson: ``DISTIL`` (a text shall have the
teacher's vector of its English version) or ``CONTRAST`` (two texts shall be nearer than the others here).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.training.prepared import Group, Kind, Prepared
from models.training.vocabulary import Tokens

Numbers = NDArray[np.int32]


class Lesson(StrEnum):
    """What a batch teaches."""

    DISTIL = "distil"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Pairs of texts of one lesson, shape (pairs, 2)."""

    lesson: Lesson
    pairs: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many pairs of the groups that ``of`` tells are read for a lesson."""

    lesson: Lesson
    of: Callable[[Group], bool]
    count: int
    english: bool = False
    """Whether the English text itself is read, not its translation: only its second column counts."""
    together: int = 1
    """Pairs that stay together, as they follow each other in their source: negatives that are hard."""


def of_sources(
    *names: str, kinds: Sequence[Kind] = (Kind.SENTENCES, Kind.TERMS), languages: str = ""
) -> Callable[[Group], bool]:
    """Return what tells groups by their source, kind and pair of languages (``"fr-en"``)."""

    def told(group: Group) -> bool:
        pair = f"{group.first}-{group.second}"
        return (not names or group.source in names) and group.kind in kinds and languages in ("", pair)

    return told


def plan(
    prepared: Prepared, tokens: Tokens, shares: Sequence[Share], *, pieces: int, longest: int, seed: int
) -> list[Batch]:
    """Return the batches of a training, each of about ``pieces`` pieces over its second column."""
    random = np.random.default_rng(seed)
    lengths = np.minimum(tokens.lengths, longest)
    batches: list[Batch] = []
    for lesson in Lesson:
        parts = [_drawn(prepared, share, random) for share in shares if share.lesson is lesson]
        runs = [run for part in parts for run in part]
        random.shuffle(runs)
        if runs:
            pairs = np.concatenate(runs)
            batches += [Batch(lesson, cut) for cut in _cut(pairs, lengths, pieces, lesson, random)]
    order = random.permutation(len(batches))
    return [batches[place] for place in order]


def _drawn(prepared: Prepared, share: Share, random: np.random.Generator) -> list[Numbers]:
    """Return the runs of pairs drawn for a share, again and again if there are too few."""
    groups = [prepared.of(group) for group in prepared.groups if share.of(group)]
    found = np.concatenate([np.empty((0, 2), dtype=np.int32), *groups])
    if share.english:
        found = found[:, [1, 1]]
    runs = [found[start : start + share.together] for start in range(0, len(found), share.together)]
    wanted = max(1, share.count // share.together)
    whole, rest = divmod(wanted, len(runs)) if runs else (0, 0)
    places = np.concatenate([np.tile(np.arange(len(runs)), whole), random.permutation(len(runs))[:rest]])
    return [runs[place] for place in places]


_SORTED_TOGETHER = 8000
"""Pairs sorted by length together: batches of one length, yet not the same from one epoch to the next."""


def _cut(
    pairs: Numbers, lengths: NDArray[np.int64], pieces: int, lesson: Lesson, random: np.random.Generator
) -> Iterator[Numbers]:
    read = lengths[pairs[:, 0]] if lesson is Lesson.DISTIL else lengths[pairs].max(axis=1)
    for start in range(0, len(pairs), _SORTED_TOGETHER):
        window = slice(start, start + _SORTED_TOGETHER)
        order = np.argsort(read[window], kind="stable")
        sides = 1 if lesson is Lesson.DISTIL else 2
        costs = (read[window][order] + 2) * sides
        cuts = np.flatnonzero(np.diff(np.cumsum(costs) // pieces)) + 1
        yield from np.split(pairs[window][order], cuts)
