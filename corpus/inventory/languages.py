"""Which languages a cell names: "FR / NL", "Frans en Nederlands", "bilingue"."""

import re

from corpus.inventory.cells import Cell, CellFault, Reading, items
from corpus.reasons import Reason, reason, together
from corpus.text import words
from models.language import Language

_NAMES = {
    Language.FR: "fr fra fre f francais francaise frans franse french francophone franstalig",
    Language.NL: "nl nld dut n neerlandais neerlandaise nederlands nederlandse dutch neerlandophone "
    "nederlandstalig vlaams",
    Language.EN: "en eng e anglais anglaise engels engelse english anglophone engelstalig",
}
_BY_NAME = {name: language for language, names in _NAMES.items() for name in names.split()}
_SEVERAL = {
    **dict.fromkeys(("bilingue", "tweetalig", "tweetalige", "bilingual"), (Language.FR, Language.NL)),
    **dict.fromkeys(("trilingue", "drietalig", "drietalige", "trilingual"), tuple(Language)),
}
_AND = frozenset({"et", "and", "und", "plus", "ainsi", "que"})
_SEPARATORS = r"[/,;+&|\n]|\s[-–—]\s"


def language_of(word: str) -> Language | None:
    """Return the language that one folded word or code names."""
    return _BY_NAME.get(word)


def read_languages(cell: Cell) -> Reading[tuple[Language, ...]]:
    """Read the languages that a cell names, in its order, each once.

    "bilingue" and "tweetalig" are French and Dutch in Brussels, which a note says. "en" between two
    languages is the Dutch "and" ("Frans en Nederlands"), unless it is written in capitals.

    Raises:
        CellFault: it names none of the three languages, or holds other words.
    """
    found: dict[Language, None] = {}
    notes: list[Reason] = []
    for part in items(cell, _SEPARATORS):
        for word in _without_and(re.findall(r"[^\W_]+", part)):
            found.update(dict.fromkeys(_read_word(word, notes)))
    if not found:
        raise CellFault(reason("language.none"))
    return Reading(tuple(found), together(*dict.fromkeys(notes)) if notes else None)


def _without_and(spoken: list[str]) -> list[str]:
    """Drop "et" and "and", and the Dutch "en" where it stands between two others in small letters."""
    inner = range(1, len(spoken) - 1)
    if len(spoken) > 2 and any(spoken[place] == "en" for place in inner) and _all_small_codes(spoken):
        raise CellFault(reason("language.en"))
    return [
        word
        for place, word in enumerate(spoken)
        if word.lower() not in _AND and not (word == "en" and place in inner)
    ]


def _all_small_codes(spoken: list[str]) -> bool:
    return all(len(word) == 2 and word.islower() for word in spoken)


def _read_word(word: str, notes: list[Reason]) -> tuple[Language, ...]:
    folded = "".join(words(word))
    if language := _BY_NAME.get(folded):
        return (language,)
    if several := _SEVERAL.get(folded):
        notes.append(reason("language.read-as", word=word, languages=", ".join(several)))
        return several
    raise CellFault(reason("language.unknown", word=word))
