"""Where a word may be broken at the end of a line."""

from collections.abc import Callable, Iterator
from functools import cache

from pyphen import Pyphen  # type: ignore[import-untyped]

from models.language import Language

DICTIONARIES = {Language.FR: "fr", Language.NL: "nl_NL", Language.EN: "en_GB"}
FEWEST_LETTERS = 3
"""On either side of a break."""

Hyphenator = Callable[[str], Iterator[tuple[str, str]]]


@cache
def hyphenator(language: Language) -> Hyphenator:
    """Return what reportlab asks: the two halves of a word for each place to break it, the last place first.

    A compound with a hyphen is broken at the hyphen, or inside a part as if the part were a word of its own.
    """
    dictionary = Pyphen(lang=DICTIONARIES[language], left=FEWEST_LETTERS, right=FEWEST_LETTERS)

    def halves(word: str) -> Iterator[tuple[str, str]]:
        end = len(word)
        for part in reversed(word.split("-")):
            start = end - len(part)
            for place in reversed(dictionary.positions(part)):
                yield word[: start + place], word[start + place :]
            if start > 0:
                yield word[:start], word[start:]
            end = start - 1

    return halves
