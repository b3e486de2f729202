"""From text to the terms that the lexical arm matches."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from models.language import Language


class Token(NamedTuple):
    """One term of a text and where it was read: ``text[start:end]``.

    The parts of a split compound share the span of the whole word. A tuple, as a text holds hundreds and a
    frozen dataclass takes longer to make.
    """

    term: str
    start: int
    end: int


Place = tuple[int, int]
"""Start and end of a word in its text."""


def by_place(tokens: Iterable[Token]) -> Mapping[Place, Sequence[str]]:
    """Return the terms at each place of a text: those of a compound are the whole, then its parts."""
    places: dict[Place, dict[str, None]] = {}
    for token in tokens:
        places.setdefault((token.start, token.end), {})[token.term] = None
    return {place: tuple(terms) for place, terms in places.items()}


class Analyser(Protocol):
    """Tokenizes, folds, stops and stems the text of one language."""

    def __call__(self, text: str, language: Language | None) -> list[Token]:
        """Return the tokens of ``text`` in reading order; ``None`` folds case and accents, without stems."""


class TermFinder(Protocol):
    """Finds wanted terms in a text, without analysing the rest of it."""

    def __call__(self, text: str, language: Language | None, terms: Container[str]) -> list[Token]:
        """Return the tokens of ``text``, in reading order, whose terms are wanted."""
