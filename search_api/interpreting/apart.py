"""Names that stand apart from the sentence: in brackets, between commas, at an end of bare keywords."""

import re

from corpus.text import FUNCTION_WORDS
from search_api.interpreting.names import Named, is_over, starts
from search_api.interpreting.sentence import Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

_APART = frozenset(",;:|–—")
_NUMBERS = re.compile(r"[\s,;0-9–-]*")
_JOINING = frozenset({"de", "d", "du", "des", "van"})
"""Function words that bare keywords may hold ("qualité de l'air")."""

Span = tuple[int, int, Need]
"""The tokens from the first to before the last, and what they need to be a filter."""


def in_brackets(sentence: Sentence, named: Named) -> Span | None:
    """Read "(STIB)", "(Actiris, 2019)"."""
    inside = sentence.bracket(named.first)
    if not inside or not named.has_capitals or named.is_weak or named.last > inside[1]:
        return None
    before = sentence.text[sentence.tokens[inside[0]].start : sentence.tokens[named.first].start]
    after = sentence.text[sentence.tokens[named.last - 1].end : sentence.tokens[inside[1] - 1].end]
    alone = _NUMBERS.fullmatch(before) and _NUMBERS.fullmatch(after)
    return (named.first, named.last, Need.KEYWORDS) if alone else None


def set_apart(sentence: Sentence, named: Named) -> Span | None:
    """Read "Bruxelles Mobilité : stationnement", "luchtkwaliteit, Leefmilieu Brussel"."""
    if not _stands_for_itself(sentence, named) or not _is_apart(sentence, named.last):
        return None
    if _is_apart(sentence, named.first):
        alone = named.first == 0 and named.last == len(sentence)
        return None if alone else (named.first, named.last, Need.KEYWORDS)
    for place in starts(sentence, named.first):
        link = next((at for role in ("of", "by") if (at := sentence.before(role, place)) is not None), None)
        if link and _is_apart(sentence, link):
            return link, named.last, Need.REQUEST
    return None


def _is_apart(sentence: Sentence, place: int) -> bool:
    return place in (0, len(sentence)) or bool(_APART & set(sentence.gap(place)))


def _stands_for_itself(sentence: Sentence, named: Named) -> bool:
    """Tell whether a name between commas is no part of a list ("Actiris, Forem et VDAB")."""
    return named.has_capitals and not named.is_weak and (named.is_plain or ":" in sentence.gap(named.last))


def among_keywords(sentence: Sentence, named: Named) -> Span | None:
    """Read a name of several words at an end of bare keywords: "Bruxelles Mobilité vélo"."""
    english = sentence.folded[named.first] == "brussels"  # "Brussels Housing" may be any housing there
    if english or named.is_weak or not (named.is_plain and named.has_capitals):
        return None
    first, last = _keywords(sentence, named)
    others = (*sentence.folded[first : named.first], *sentence.folded[named.last : last])
    if (first < named.first) == (named.last < last) or set(others) & (FUNCTION_WORDS - _JOINING):
        return None
    before = sentence.folded[named.first - 1 : named.first] if first < named.first else ()
    speaks = sentence.text[sentence.tokens[named.last - 1].end :].lower().startswith((" a-t-", " a "))
    linked = speaks or set(before) & FUNCTION_WORDS or before in vocabulary()["plan"].sequences
    return None if linked or not _is_lower(sentence, named) else (named.first, named.last, Need.KEYWORDS)


def _keywords(sentence: Sentence, named: Named) -> tuple[int, int]:
    """Return the words around a name, up to what parts them or may begin a filter; "étude" leads to them."""
    first = sentence.phrase("study", 0) or 0
    first = first if first <= named.first else 0
    last = named.last
    while last < len(sentence) and sentence.tokens[last].joins and not is_over(sentence, last):
        last += 1
    return first, last


def _is_lower(sentence: Sentence, named: Named) -> bool:
    """Tell whether the word beside the name is in small letters: the name's capitals mean something."""
    beside = [place for place in (named.first - 1, named.last) if 0 <= place < len(sentence)]
    return any(sentence.tokens[place].text.islower() for place in beside)
