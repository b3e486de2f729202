"""The words that make a filter, read once from ``vocabulary.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.text import fold
from search_api.interpreting.tokens import tokens


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one role, as sequences of folded words."""

    sequences: frozenset[tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, phrases: Sequence[str]) -> "Phrases":
        """Return the phrases as they are looked for."""
        sequences = frozenset(tuple(token.folded for token in tokens(phrase)) for phrase in phrases)
        return cls(sequences, max(map(len, sequences)))


@cache
def vocabulary() -> Mapping[str, Phrases]:
    """Return every list of phrases by its role."""
    text = resources.files("search_api.interpreting").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return {role: Phrases.of(phrases) for role, phrases in tomllib.loads(text).items()}


@cache
def small_numbers() -> Mapping[str, int]:
    """Return the numbers from 2 to 10 that are written in words, and in digits up to 50."""
    written = (
        (2, "deux twee two"),
        (3, "trois drie three"),
        (4, "quatre vier four"),
        (5, "cinq vijf five"),
        (6, "six zes"),
        (7, "sept zeven seven"),
        (8, "huit acht eight"),
        (9, "neuf negen nine"),
        (10, "dix tien ten"),
    )
    words = {fold(word): number for number, names in written for word in names.split()}
    return words | {str(number): number for number in range(2, 51)}
