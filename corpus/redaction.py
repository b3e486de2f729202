"""A bar in the place of what must not be read."""

import re
from collections.abc import Callable, Collection
from typing import Any

BAR = "█████"
"""What stands for a redacted value, whatever its length."""


def covering(spellings: Collection[str]) -> Callable[[str], str]:
    """Return what puts a bar over every one of these spellings, wherever in a text it stands."""
    pattern = _pattern(spellings)
    return lambda text: pattern.sub(BAR, text)


def covering_all(cover: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return what does the same to every text of a value of JSON."""

    def covered(value: Any) -> Any:
        match value:
            case str():
                return cover(value)
            case list():
                return [covered(one) for one in value]
            case dict():
                return {name: covered(one) for name, one in value.items()}
        return value

    return covered


def _pattern(spellings: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(spellings, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(_spelled, longest_first)) or r"(?!)")


def _spelled(text: str) -> str:
    """Return the pattern of a spelling: any blanks between its words, and none of its letters in others."""
    words = text.split()
    alone = len(words) == 1 and text.isalpha()  # a first name: “Marie” is no reason to cut “on se marie”
    pattern = r"\s+".join(map(re.escape, words))
    return rf"(?<!\w){pattern}(?!\w)" if alone else rf"(?i:(?<!\w){pattern}(?!\w))"
