"""Where a name must stand in a sentence to be that of whoever commissioned the studies."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.text import FUNCTION_WORDS
from search_api.interpreting.names import Naming
from search_api.interpreting.sentence import Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

_APART = frozenset(",;:|–—")
_NUMBERS = re.compile(r"[\s,;0-9–-]*")
_OVER = (
    "connective", "cost_lead", "since", "before", "after", "between", "from_first", "inside", "at_least",
    "at_most", "published",
)  # fmt: skip
"""Roles of what may follow a name that is over."""

_JOINING = frozenset({"de", "d", "du", "des", "van"})
"""Function words that bare keywords may hold ("qualité de l'air")."""

Span = tuple[int, int, Need]
Filters = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """One or several names in a row ("de la STIB et d'Actiris"), as one span of tokens."""

    names: tuple[Naming, ...]
    first: int
    last: int

    @property
    def is_weak(self) -> bool:
        """Tell whether only their place can say that administrations are meant."""
        return all(naming.is_weak for naming in self.names)

    @property
    def has_capitals(self) -> bool:
        """Tell whether all are written as names."""
        return all(naming.has_capitals for naming in self.names)

    @property
    def is_plain(self) -> bool:
        """Tell whether one is made of words of every day."""
        return any(naming.name.is_plain for naming in self.names)


def commissioner(sentence: Sentence, named: Named, filters: Filters) -> Span | None:
    """Return the tokens that say that the administration commissioned the studies, and what they need.

    ``filters`` are the other words that may be a filter: by the token after each, where it begins.
    """
    if found := _after_studies(sentence, named, filters) or _published(sentence, named):
        return found
    readers: Sequence[Callable[[Sentence, Named], Span | None]] = (
        _after_label, _after_commissioned, _before_studies, _in_brackets, _set_apart, _among_keywords,
    )  # fmt: skip
    return next((found for reader in readers if (found := reader(sentence, named))), None)


def _after_label(sentence: Sentence, named: Named) -> Span | None:
    """Read "commanditaire : STIB"."""
    label = sentence.folded[named.first - 1 : named.first] if named.first else ()
    if sentence.gap(named.first).strip() == ":" and label in vocabulary()["commissioner"].sequences:
        return named.first - 1, named.last, Need.NOTHING
    return None


def _after_commissioned(sentence: Sentence, named: Named) -> Span | None:
    """Read "commandées par la STIB", "in opdracht van de MIVB"."""
    for place in _starts(sentence, named.first):
        if (first := sentence.before("commissioned", place)) is not None:
            return first, named.last, Need.REQUEST
    return None


def _after_studies(sentence: Sentence, named: Named, filters: Filters) -> Span | None:
    """Read "études de la STIB", "studies by Actiris", "audits de Vivaqua sur …"."""
    for place in _starts(sentence, named.first):
        for role in ("by", "of", "of_english"):
            link = sentence.before(role, place)
            if link is not None and _fits(sentence, named, role, link, filters):
                return link, named.last, Need.REQUEST
    return None


def _starts(sentence: Sentence, first: int) -> Sequence[int]:
    """Return where a name may begin with its article and "commune de" counted in."""
    municipal = sentence.before("municipal", first)
    places = [first, *([municipal] if municipal is not None else [])]
    articles = [before for place in places if (before := sentence.before("article", place)) is not None]
    return tuple(dict.fromkeys([*places, *articles]))


def _fits(sentence: Sentence, named: Named, role: str, link: int, filters: Filters) -> bool:
    """Tell whether studies *by* the administration are meant, not studies *of* it."""
    noun = _noun(sentence, link, filters)
    on_something = sentence.phrase("subject", named.last) is not None
    if sentence.before("study", noun) is not None:
        if role == "of_english" or (role == "of" and _may_be_asked_about(sentence, named)):
            return on_something
        clear = named.has_capitals or not named.is_plain
        return clear or on_something or _is_over(sentence, named.last)
    return sentence.before("kinds", noun) is not None and on_something


def _noun(sentence: Sentence, place: int, filters: Filters) -> int:
    """Return where "études" ends, before adjectives and other filters ("rapports de 2020 d'Actiris")."""
    place = sentence.skip_back(("adjective",), place)
    while place in filters:
        place = sentence.skip_back(("adjective",), filters[place])
    return place


def _may_be_asked_about(sentence: Sentence, named: Named) -> bool:
    """Tell whether "étude de …" may be one about a place, or about what a short acronym stands for."""
    place = any(naming.name.is_place for naming in named.names)
    return place or (named.is_weak and sentence.before("article", named.first) is None)


def _is_over(sentence: Sentence, place: int) -> bool:
    """Tell whether the name is over: the next word goes on about something else."""
    return sentence.ends(place) or any(sentence.phrase(role, place) for role in _OVER)


def _published(sentence: Sentence, named: Named) -> Span | None:
    """Read "(quelles études) la STIB a-t-elle publiées", "(which studies) did Actiris commission"."""
    first = min(_starts(sentence, named.first))
    if (verb := sentence.before("did", first)) is not None:
        first = verb
    if (made := sentence.before("was_made", first)) is not None:
        first, last = made, named.last
    else:
        last = sentence.phrase("publish", named.last) or 0
    after_studies = sentence.before("study", sentence.skip_back(("adjective",), first)) is not None
    return (first, last, Need.REQUEST) if last and after_studies else None


def _before_studies(sentence: Sentence, named: Named) -> Span | None:
    """Read "STIB studies on", "MIVB-studies over"."""
    begins = sentence.skip_back(("lead",), named.first) == 0 or sentence.ends(named.first)
    if begins and named.has_capitals and not named.is_weak and _are_studies(sentence, named.last):
        return named.first, named.last, Need.REQUEST
    return None


def _are_studies(sentence: Sentence, place: int) -> bool:
    place += sentence.folded[place : place + 1] == ("s",)
    return sentence.phrase("study", place) is not None and sentence.goes_on(place - 1, place)


def _in_brackets(sentence: Sentence, named: Named) -> Span | None:
    """Read "(STIB)", "(Actiris, 2019)"."""
    inside = sentence.bracket(named.first)
    if not inside or not named.has_capitals or named.is_weak or named.last > inside[1]:
        return None
    before = sentence.text[sentence.tokens[inside[0]].start : sentence.tokens[named.first].start]
    after = sentence.text[sentence.tokens[named.last - 1].end : sentence.tokens[inside[1] - 1].end]
    alone = _NUMBERS.fullmatch(before) and _NUMBERS.fullmatch(after)
    return (named.first, named.last, Need.KEYWORDS) if alone else None


def _set_apart(sentence: Sentence, named: Named) -> Span | None:
    """Read "Bruxelles Mobilité : stationnement", "luchtkwaliteit, Leefmilieu Brussel"."""
    if (
        not named.has_capitals
        or not _stands_for_itself(sentence, named)
        or not _is_apart(sentence, named.last)
    ):
        return None
    if _is_apart(sentence, named.first):
        alone = named.first == 0 and named.last == len(sentence)
        return None if alone else (named.first, named.last, Need.KEYWORDS)
    for place in _starts(sentence, named.first):
        link = next((at for role in ("of", "by") if (at := sentence.before(role, place)) is not None), None)
        if link and _is_apart(sentence, link):
            return link, named.last, Need.REQUEST
    return None


def _is_apart(sentence: Sentence, place: int) -> bool:
    return place in (0, len(sentence)) or bool(_APART & set(sentence.gap(place)))


def _stands_for_itself(sentence: Sentence, named: Named) -> bool:
    """Tell whether a name between commas is no part of a list ("Actiris, Forem et VDAB")."""
    return named.has_capitals and not named.is_weak and (named.is_plain or ":" in sentence.gap(named.last))


def _among_keywords(sentence: Sentence, named: Named) -> Span | None:
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
    while last < len(sentence) and sentence.tokens[last].joins and not _is_over(sentence, last):
        last += 1
    return first, last


def _is_lower(sentence: Sentence, named: Named) -> bool:
    """Tell whether the word beside the name is in small letters: the name's capitals mean something."""
    beside = [place for place in (named.first - 1, named.last) if 0 <= place < len(sentence)]
    return any(sentence.tokens[place].text.islower() for place in beside)
