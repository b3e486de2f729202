"""A question as its readers go through it, word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.tokens import Token, tokens
from search_api.interpreting.vocabulary import vocabulary

_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_INSIDE = re.compile(r"\w\w")

DASHES = frozenset("-–—")
"""What stands between the ends of a range."""


class Need(IntEnum):
    """What a sentence must be for words in it to be a filter."""

    NOTHING = 0
    """The words say it by themselves."""
    KEYWORDS = 1
    """A request for studies, or bare keywords: no question about the world."""
    REQUEST = 2
    """A request for studies ("études sur …")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a filter: the tokens from ``first`` to before ``last``."""

    kind: FilterKind
    first: int
    last: int
    parameters: Mapping[str, tuple[str, ...]]
    need: Need = Need.NOTHING


@dataclass(frozen=True)
class Sentence:
    """A question, its tokens, and the phrases in it."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs."""
        return tokens(self.text)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The tokens, folded."""
        return tuple(token.folded for token in self.tokens)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        """For each token, the place of the last one at or before it that begins something new."""
        places: list[int] = []
        for place, token in enumerate(self.tokens):
            places.append(places[-1] if places and token.joins else place)
        return tuple(places)

    def __len__(self) -> int:
        return len(self.tokens)

    def together(self, first: int, last: int) -> bool:
        """Tell whether nothing but space, hyphens or apostrophes parts these tokens."""
        return first < last <= len(self) and self._breaks[last - 1] <= first

    def phrase(self, role: str, first: int) -> int | None:
        """Return where the longest phrase of a role ends that begins at ``first``; ``None`` without one."""
        known = vocabulary()[role]
        for last in range(min(first + known.longest, len(self)), first, -1):
            if self.folded[first:last] in known.sequences and self.together(first, last):
                return last
        return None

    def opening(self, role: str, first: int) -> int | None:
        """Return where a phrase ends that leads to what follows it without a break."""
        last = self.phrase(role, first)
        return last if last is not None and last < len(self) and self.tokens[last].joins else None

    def before(self, role: str, last: int) -> int | None:
        """Return where the longest phrase of a role begins that ends before ``last`` and goes on there."""
        known = vocabulary()[role]
        for first in range(max(last - known.longest, 0), last):
            if self.folded[first:last] in known.sequences and self.goes_on(first, last):
                return first
        return None

    def goes_on(self, first: int, last: int) -> bool:
        """Tell whether the tokens are together, and with the one at ``last`` if there is one."""
        return self.together(first, min(last + 1, len(self)))

    def skip(self, roles: Sequence[str], first: int) -> int:
        """Return where the text goes on after as many phrases of these roles as stand there."""
        while (last := next((end for role in roles if (end := self.phrase(role, first))), None)) is not None:
            first = last
        return first

    def skip_back(self, roles: Sequence[str], last: int) -> int:
        """Return where as many phrases of these roles begin as stand before ``last``."""
        while (
            first := next((at for role in roles if (at := self._at(role, last)) is not None), None)
        ) is not None:
            last = first
        return last

    def _at(self, role: str, last: int) -> int | None:
        return self.before(role, last) if last else None

    def gap(self, place: int) -> str:
        """Return what stands before the token at ``place``, or after the last one."""
        if place < len(self):
            return self.tokens[place].gap
        return self.text[self.tokens[-1].end :] if self.tokens else self.text

    def bracket(self, place: int) -> tuple[int, int] | None:
        """Return the tokens inside the brackets around one; ``None`` where it stands in none."""
        return self._brackets.get(place)

    @cached_property
    def _brackets(self) -> Mapping[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        opened: int | None = None
        for place in range(len(self) + 1):
            marks = set(self.gap(place))
            if marks & _CLOSING and opened is not None:
                found.update(dict.fromkeys(range(opened, place), (opened, place)))
            if marks & (_OPENING | _CLOSING):
                opened = place if marks & _OPENING else None
        return found

    def just_before(self, place: int, most: int) -> Iterator[int]:
        """Yield the tokens before one, nearest first, in the same part of the sentence."""
        for at in range(place, max(place - most, 0), -1):
            if self.ends(at):
                return
            yield at - 1

    def cuts(self, place: int) -> bool:
        """Tell whether the token at ``place`` goes on a word or number: "NO2", "30km"."""
        if not 0 < place < len(self):
            return False
        start = self.tokens[place].start
        return bool(_INSIDE.fullmatch(self.text[start - 1 : start + 1]))

    def ends(self, place: int) -> bool:
        """Tell whether the sentence, or a part of it, ends before ``place``."""
        return place >= len(self) or not self.tokens[place].joins
