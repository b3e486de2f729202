"""A question as words, numbers and signs, each with its place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text import fold

_TOKEN = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*|(?:[^\W\d_][\u0300-\u036f]*)+|[€<>≤≥=~≈%²³]|\d")
_ABBREVIATED = frozenset({"excl", "incl"})
_JOINS = re.compile(r"\s*|\s?['’]\s?|\s?[-‐‑]\s?|[.&]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign."""

    text: str
    start: int
    end: int
    folded: str
    gap: str
    """What stands between the token before and this one; not the point that ends an abbreviation."""

    @property
    def joins(self) -> bool:
        """Tell whether this token may go on a phrase: nothing but space, apostrophe, hyphen before it."""
        return bool(_JOINS.fullmatch(self.gap))

    @property
    def is_number(self) -> bool:
        """Tell whether it is written in digits."""
        return self.text[0] in "0123456789"

    @property
    def is_word(self) -> bool:
        """Tell whether it is written in letters."""
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text`` in order."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    before, abbreviated = 0, False
    for found in _TOKEN.finditer(text):
        word = unicodedata.normalize("NFC", found[0])
        folded = fold(found[0])
        gap = text[before : found.start()]
        yield Token(word, found.start(), found.end(), folded, gap.removeprefix(".") if abbreviated else gap)
        before, abbreviated = found.end(), folded in _ABBREVIATED
