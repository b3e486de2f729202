"""A first vector for every piece of the student, from the teacher's pieces.

A piece of another language starts as the mean of the teacher's English pieces that translate it, weighted by
IBM model 1 between the student's pieces of a sentence and the teacher's pieces of its English version.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.language import Language
from models.training.alignment import NULL, Pair, align
from models.training.prepared import LANGUAGES, Group, Kind, Prepared
from models.training.vocabulary import Tokens, drawn
from models.word_pieces import WordPieces

MOST_PAIRS = 30_000
"""Pairs read of a group."""
LONGEST = 32
"""Distinct pieces of a text; words of longer ones cannot be told apart."""
LEAST = 0.04
"""Probability of a translation that counts."""
SHARPNESS = 1.5
"""Probabilities are raised to this power: the likeliest translation speaks loudest."""

Table = NDArray[np.float32]


def first_table(
    prepared: Prepared, tokens: Tokens, pieces: Sequence[str], teacher: WordPieces, table: Table, *, seed: int
) -> Table:
    """Return the student's first table, shape (pieces, dimensions), from the teacher's ``table``.

    A piece that the teacher has keeps its vector as far as it is read in English, and gets that of its
    translations as far as it is read in the other languages ("met", "die").
    """
    translated, known = _translated(prepared, tokens, len(pieces), teacher, table, seed=seed)
    own, has_own = _own(pieces, teacher, table)
    english = _share_of_english(prepared, tokens, len(pieces))
    english[~known] = 1.0
    english[known & ~has_own] = 0.0
    mixed: Table = english[:, None] * own + (1 - english[:, None]) * translated
    return mixed.astype(np.float32)


def _translated(
    prepared: Prepared, tokens: Tokens, size: int, teacher: WordPieces, table: Table, *, seed: int
) -> tuple[Table, NDArray[np.bool_]]:
    """Return the mean of each piece's translations, and which pieces have any."""
    aligned = align(list(_pairs(prepared, tokens, teacher, np.random.default_rng(seed))))
    kept = (aligned.probability >= LEAST) & (aligned.source != NULL)
    source, target = aligned.source[kept] - 1, aligned.target[kept]
    weights = aligned.probability[kept] ** SHARPNESS
    means = np.zeros((size, table.shape[1]), dtype=np.float32)
    np.add.at(means, source, weights[:, None] * table[target])
    totals = np.bincount(source, weights, minlength=size).astype(np.float32)
    scaled = means / np.maximum(totals, 1e-9)[:, None]
    return scaled.astype(np.float32), totals > 0


def _pairs(
    prepared: Prepared, tokens: Tokens, teacher: WordPieces, random: np.random.Generator
) -> Iterator[Pair]:
    """Yield the pieces of texts with the teacher's pieces of their English versions, numbers from 1."""
    for group in filter(_has_english, prepared.groups):
        for first, second in drawn(prepared, group, MOST_PAIRS, random):
            english = teacher.read([prepared.text(second)])[0].tolist()
            for number in (first, second) if random.random() < 0.2 else (first,):
                source = np.unique(tokens[number].astype(np.int32) + 1)
                if 0 < len(source) <= LONGEST and 0 < len(english) <= LONGEST:
                    yield Pair(source.tolist(), sorted(set(english)))


def _has_english(group: Group) -> bool:
    return group.second is Language.EN and group.kind in {Kind.SENTENCES, Kind.TERMS}


def _own(pieces: Sequence[str], teacher: WordPieces, table: Table) -> tuple[Table, NDArray[np.bool_]]:
    """Return the teacher's vector of each piece, or of the parts that it cuts it into; and which it has."""
    own = np.empty((len(pieces), table.shape[1]), dtype=np.float32)
    has = np.zeros(len(pieces), dtype=np.bool_)
    for number, piece in enumerate(pieces):
        known = teacher.find(piece)
        has[number] = known is not None
        parts = teacher.read([piece.removeprefix("##")])[0] if known is None else [known]
        own[number] = table[parts].mean(axis=0)
    return own, has


def _share_of_english(prepared: Prepared, tokens: Tokens, size: int) -> NDArray[np.float32]:
    """Return how much of each piece's occurrences is in English; all of one that does not occur."""
    counts = np.zeros((len(LANGUAGES), size), dtype=np.float64)
    for number in range(0, len(prepared), 7):  # every seventh text tells as much as all
        counts[prepared.languages[number]] += np.bincount(tokens[number], minlength=size)
    counts /= counts.sum(axis=1, keepdims=True)
    total = counts.sum(axis=0)
    english = counts[LANGUAGES.index(Language.EN)]
    return np.where(total > 0, english / np.maximum(total, 1e-12), 1.0).astype(np.float32)
