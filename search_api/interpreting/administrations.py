"""Who commissioned the studies: "études de Bruxelles Mobilité", "commissioned by Actiris", "(STIB)"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.administrations import Registry
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.names import Naming, names_of
from search_api.interpreting.sentence import Candidate, Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

_PARENTS = frozenset({"sprb-gob", "region-bruxelles-capitale"})
_APART = frozenset(",;:|–—")


@dataclass(frozen=True, slots=True)
class _Named:
    """One or several names in a row ("de la STIB et d'Actiris"), as one span of tokens."""

    names: tuple[Naming, ...]
    first: int
    last: int

    @property
    def is_weak(self) -> bool:
        return all(naming.is_weak for naming in self.names)

    @property
    def has_capitals(self) -> bool:
        return all(naming.has_capitals for naming in self.names)

    @property
    def is_plain(self) -> bool:
        return any(naming.name.is_plain for naming in self.names)


def find_administrations(sentence: Sentence, registry: Registry) -> Iterator[Candidate]:
    """Yield the words that may say who commissioned the studies."""
    for named in _in_rows(sentence, names_of(registry).all(sentence)):
        if span := _commissioner(sentence, named):
            yield _candidate(named, *span)


def _candidate(named: _Named, first: int, last: int, need: Need) -> Candidate:
    ids = dict.fromkeys(naming.name.administration for naming in named.names)
    meant = [one for one in ids if one not in _PARENTS] or list(ids)
    return Candidate(FilterKind.ADMINISTRATION, first, last, {"administration": tuple(meant)}, need)


def _in_rows(sentence: Sentence, names: Sequence[Naming]) -> Iterator[_Named]:
    row: _Named | None = None
    for naming in names:
        if row and _goes_on(sentence, row, naming):
            row = replace(row, names=(*row.names, naming), last=naming.last)
            continue
        if row:
            yield row
        row = _Named((naming,), naming.first, naming.last)
    if row:
        yield row


def _goes_on(sentence: Sentence, row: _Named, naming: Naming) -> bool:
    """Tell whether a name goes on a row: "STIB/MIVB", "SPRB - Bruxelles Mobilité", "A et de la B"."""
    if row.last == naming.first:
        return sentence.gap(naming.first).strip() in ("", "/", "-", "–", "(")
    after = sentence.phrase("connective", row.last)
    return (
        after is not None
        and sentence.together(row.last - 1, naming.first + 1)
        and sentence.skip(("of", "by", "article"), after) == naming.first
    )


def _commissioner(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    for reader in (
        _after_label,
        _after_commissioned,
        _after_studies,
        _before_studies,
        _in_brackets,
        _set_apart,
    ):
        if found := reader(sentence, named):
            return found
    return None


def _after_label(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    """Read "commanditaire : STIB"."""
    labelled = sentence.gap(named.first).strip() == ":" and (named.first - 1,)
    if labelled and (sentence.folded[named.first - 1],) in vocabulary()["commissioner"].sequences:
        return named.first - 1, named.last, Need.NOTHING
    return None


def _after_commissioned(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    """Read "commandées par la STIB", "in opdracht van de MIVB"."""
    for place in _starts(sentence, named.first):
        if (first := sentence.before("commissioned", place)) is not None:
            return first, named.last, Need.REQUEST
    return None


def _after_studies(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    """Read "études de la STIB", "studies by Actiris", "audits de Vivaqua sur …"."""
    for place in _starts(sentence, named.first):
        for role in ("by", "of", "of_english"):
            link = sentence.before(role, place)
            if link is None:
                continue
            noun = sentence.skip_back(("adjective",), link)
            if noun and _fits(sentence, named, role, noun):
                return link, named.last, Need.REQUEST
    return None


def _starts(sentence: Sentence, first: int) -> Sequence[int]:
    """Return where a name may begin with its article and "commune de" counted in; the longest last."""
    municipal = sentence.before("municipal", first)
    places = [first, *([municipal] if municipal is not None else [])]
    articles = [before for place in places if (before := sentence.before("article", place)) is not None]
    return tuple(dict.fromkeys([*places, *articles]))


def _fits(sentence: Sentence, named: _Named, role: str, noun: int) -> bool:
    """Tell whether studies *by* the administration are meant, not studies *of* it."""
    on_something = sentence.phrase("subject", named.last) is not None
    if sentence.before("study", noun) is not None:
        if role == "of_english" or (named.is_weak and role == "of"):
            return on_something
        return named.has_capitals or not named.is_plain or on_something or _stops(sentence, named.last)
    return sentence.before("kinds", noun) is not None and on_something


def _stops(sentence: Sentence, place: int) -> bool:
    """Tell whether the name is over: the next word goes on about something else."""
    return sentence.ends(place) or any(
        sentence.phrase(role, place)
        for role in (
            "connective",
            "cost_lead",
            "since",
            "before",
            "after",
            "between",
            "from_first",
            "inside",
            "at_least",
            "at_most",
            "published",
        )
    )


def _before_studies(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    """Read "STIB studies on", "MIVB-studies over"."""
    begins = sentence.skip_back(("lead",), named.first) == 0 or sentence.ends(named.first)
    if begins and named.has_capitals and not named.is_weak and _are_studies(sentence, named.last):
        return named.first, named.last, Need.REQUEST
    return None


def _are_studies(sentence: Sentence, place: int) -> bool:
    place += sentence.folded[place : place + 1] == ("s",)
    return sentence.phrase("study", place) is not None and sentence.goes_on(place - 1, place)


def _in_brackets(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    opened = sentence.gap(named.first).rstrip().endswith(("(", "["))
    closed = sentence.gap(named.last).lstrip().startswith((")", "]"))
    if opened and closed and named.has_capitals and not named.is_weak:
        return named.first, named.last, Need.KEYWORDS
    return None


def _set_apart(sentence: Sentence, named: _Named) -> tuple[int, int, Need] | None:
    """Read "Bruxelles Mobilité : stationnement", "luchtkwaliteit, Leefmilieu Brussel"."""
    starts = named.first == 0
    ends = named.last == len(sentence)
    before = starts or bool(_APART & set(sentence.gap(named.first)))
    after = ends or bool(_APART & set(sentence.gap(named.last)))
    alone = starts and ends
    if before and after and not alone and named.has_capitals and _stands_for_itself(sentence, named):
        return named.first, named.last, Need.KEYWORDS
    return None


def _stands_for_itself(sentence: Sentence, named: _Named) -> bool:
    """Tell whether a name between commas is no part of a list ("Actiris, Forem et VDAB")."""
    return not named.is_weak and (named.is_plain or ":" in sentence.gap(named.last))
