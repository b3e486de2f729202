"""Whether the words beside a filter leave it one."""

from collections.abc import Set

from corpus.text import FUNCTION_WORDS
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.sentence import Candidate, Sentence

_ROLES = ("study", "published", "subject", "connective", "question", "commissioned", "written")
_OF = frozenset({"de", "d", "du", "des", "of", "van"})
_COUNTED = (FilterKind.PERIOD, FilterKind.COST, FilterKind.LANGUAGE)


def stands_well(sentence: Sentence, one: Candidate, filters: Set[int]) -> bool:
    """Tell whether a filter is not denied, and over where it ends, as in "before 2024 elections" it is not.

    ``filters`` are the tokens where another filter may begin.
    """
    place = one.last
    denied = sentence.before("negation", one.first) is not None
    if denied or sentence.cuts(one.first) or sentence.cuts(place):
        return False
    if one.kind not in _COUNTED or place in filters:
        return True
    if sentence.ends(place):
        return not _is_listed(sentence, place)
    if _lists_numbers(sentence, place) or (one.kind is FilterKind.PERIOD and sentence.folded[place] in _OF):
        return False
    known = sentence.folded[place] in FUNCTION_WORDS
    return known or any(sentence.phrase(role, place) for role in _ROLES)


def _is_listed(sentence: Sentence, place: int) -> bool:
    """Tell whether a number follows after a comma: "in 2018, 2019"."""
    return sentence.gap(place).strip() == "," and place < len(sentence) and sentence.tokens[place].is_number


def _lists_numbers(sentence: Sentence, place: int) -> bool:
    """Tell whether another number follows: "in 2020 en 2021"."""
    after = sentence.phrase("connective", place)
    return after is not None and after < len(sentence) and sentence.tokens[after].is_number
