"""Translations of terms: which analysed terms of one language stand for which of another.

The tables are learned from parallel texts (``models.training.translations``). They hold terms as
``models.lexical.analyse`` gives them, so that a question of one language can be looked for, word by word, in
passages of another (probabilistic structured queries: Darwish & Oard 2003).
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from models.errors import WeightsDamagedError
from models.language import Language

TABLES = Path(__file__).parent / "weights" / "lexical" / "translations.safetensors"
SHARES = 255
"""A share of 1, as the tables write it."""

Shares = Mapping[str, float]
"""Terms of the other language with the probability that they are meant; above 0, at most 1 in all."""


@dataclass(frozen=True, slots=True)
class Table:
    """The translations of one language into another."""

    terms: Sequence[str]
    """Of the source language, sorted."""
    offsets: NDArray[np.uint32]
    """Where the translations of each term begin, and where those of the last end; shape (terms + 1,)."""
    others: Sequence[str]
    """Of the target language."""
    targets: NDArray[np.uint32]
    """Numbers of the translations among ``others``."""
    shares: NDArray[np.uint8]
    """Their probabilities, in 255ths."""

    def translate(self, term: str) -> Shares:
        """Return the translations of a term, the likeliest first; none of one that the table lacks."""
        place = bisect_left(self.terms, term)
        if place == len(self.terms) or self.terms[place] != term:
            return {}
        found = slice(self.offsets[place], self.offsets[place + 1])
        return {
            self.others[target]: float(share) / SHARES
            for target, share in zip(self.targets[found], self.shares[found], strict=True)
        }


@cache
def translations(source: Language, target: Language) -> Table:
    """Return the shipped table from one language into another.

    Raises:
        WeightsDamagedError: the file of tables is missing or cannot be read.
    """
    return read_table(TABLES, source, target)


def read_table(path: Path, source: Language, target: Language) -> Table:
    """Read one table of a file.

    Raises:
        WeightsDamagedError: the file is missing or cannot be read.
    """
    try:
        with safe_open(path, framework="np") as tensors:
            name = f"{source}-{target}"
            return Table(
                terms=_words(tensors.get_tensor(source.value)),
                offsets=tensors.get_tensor(f"{name}.offsets"),
                others=_words(tensors.get_tensor(target.value)),
                targets=tensors.get_tensor(f"{name}.targets"),
                shares=tensors.get_tensor(f"{name}.shares"),
            )
    except (OSError, ValueError, SafetensorError) as error:
        raise WeightsDamagedError(path, str(error)) from error


def _words(packed: NDArray[np.uint8]) -> Sequence[str]:
    return packed.tobytes().decode().split("\n")
