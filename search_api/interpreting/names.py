"""The names of administrations inside a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.administrations import Administration, AdministrationKind, Registry
from corpus.study import AdministrationId
from search_api.interpreting.sentence import Sentence
from search_api.interpreting.tokens import tokens

_COMMON = frozenset({"talent", "urban", "safe", "equal", "easy", "hub", "visit", "parking", "perspective"})
"""Short forms that are words of every day: they name nobody unless ".brussels" follows."""

_PROPER = frozenset({"phare", "bric", "atrium", "paradigm", "la strada", "forest", "vorst", "kanal"})
"""Names that are words of every day in small letters."""

_PLACES = frozenset({"region-bruxelles-capitale", "port-de-bruxelles"})
_SHORT = 3
"""Letters of an acronym that may mean many things."""
_OVER = (
    "connective", "cost_lead", "since", "before", "after", "between", "from_first", "inside", "at_least",
    "at_most", "published",
)  # fmt: skip
"""Roles of what may follow a name that is over."""

_SAINTS = {"saint": "st", "sainte": "st", "sint": "st", "ste": "st"}


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an administration's name."""

    administration: AdministrationId
    is_place: bool
    """It is a place as well: a municipality, the Region, the port."""
    is_acronym: bool
    is_proper: bool
    """Only a capital tells it from a word of every day or from another acronym."""
    has_marks: bool
    """Commas or the like part its words."""
    is_plain: bool
    """It is made of words of every day ("Bruxelles Logement"): small letters may mean the words."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name in a sentence: the tokens from ``first`` to before ``last``."""

    name: Name
    first: int
    last: int
    has_capitals: bool
    """It is written as a name, in a text that is not in capitals all over."""

    @property
    def is_weak(self) -> bool:
        """Tell whether only its place in the sentence can say that an administration is meant."""
        return self.name.is_place or (self.name.is_acronym and self.name.is_proper)


class Names:
    """Every spelling of a registry, found in sentences as it is written there."""

    def __init__(self, registry: Registry) -> None:
        self._names: dict[tuple[str, ...], Name] = {}
        for entry in registry:
            for spelling in entry.spellings():
                words = _words(token.folded for token in tokens(spelling))
                if " ".join(words) not in _COMMON:
                    self._names.setdefault(words, _name(entry, spelling))
        self._longest = max(map(len, self._names), default=0)

    def at(self, sentence: Sentence, first: int) -> Naming | None:
        """Return the longest name that begins at a token."""
        for last in range(min(first + self._longest, len(sentence)), first, -1):
            name = self._names.get(_words(iter(sentence.folded[first:last])))
            if name and (
                sentence.together(first, last) or (name.has_marks and _close(sentence, first, last))
            ):
                return _naming(sentence, name, first, last)
        return None

    def all(self, sentence: Sentence) -> tuple[Naming, ...]:
        """Return the names in a sentence, from left to right; none lies in another."""
        found: list[Naming] = []
        place = 0
        while place < len(sentence):
            naming = self.at(sentence, place)
            if naming:
                found.append(naming)
            place = naming.last if naming else place + 1
        return tuple(found)


@lru_cache(maxsize=4)
def names_of(registry: Registry) -> Names:
    """Return the names of a registry, made once."""
    return Names(registry)


def _words(folded: Iterator[str]) -> tuple[str, ...]:
    return tuple(_SAINTS.get(word, word) for word in folded)


def _name(entry: Administration, spelling: str) -> Name:
    acronym = spelling.isupper() and " " not in spelling and spelling not in entry.names.values()
    short = acronym and len(spelling) <= _SHORT
    return Name(
        administration=entry.id,
        is_place=entry.kind is AdministrationKind.MUNICIPALITY or entry.id in _PLACES,
        is_acronym=acronym,
        is_proper=short or spelling.lower() in _PROPER,
        has_marks="," in spelling or " & " in spelling,
        is_plain=" " in spelling or "-" in spelling,
    )


def _close(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether only a comma, a hyphen or the like parts the words."""
    return all(len(sentence.gap(place).strip()) <= 1 for place in range(first + 1, last))


def _naming(sentence: Sentence, name: Name, first: int, last: int) -> Naming | None:
    """Return the name where it is written as one; small letters are none for a word of every day."""
    written = sentence.tokens[first:last]
    shouted = sentence.text.isupper() and len(sentence) > last - first
    capitals = not shouted and all(
        token.is_capital for token in written if len(token.text) > 3 or token is written[0]
    )
    if name.is_acronym:
        capitals = not shouted and all(token.text.isupper() for token in written)
    if name.is_proper and not capitals:
        return None
    return Naming(name, first, last, capitals)


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


def starts(sentence: Sentence, first: int) -> Sequence[int]:
    """Return where a name may begin with its article and "commune de" counted in."""
    municipal = sentence.before("municipal", first)
    places = [first, *([municipal] if municipal is not None else [])]
    articles = [before for place in places if (before := sentence.before("article", place)) is not None]
    return tuple(dict.fromkeys([*places, *articles]))


def is_over(sentence: Sentence, place: int) -> bool:
    """Tell whether the name is over: the next word goes on about something else."""
    return sentence.ends(place) or any(sentence.phrase(role, place) for role in _OVER)
