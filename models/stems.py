"""Stems of folded words: Snowball, corrected where it joins or parts what a reader would not.

Snowball's French expects accents, and many a question is typed without; words are therefore folded first
and get back the few accents that its endings depend on. Measured on Belgian parliamentary questions
(nDCG@10 of BM25, French, titles | sub-questions): accents kept .899 | .577, and .565 when the question has
none; this way .900 | .579 whatever the question has. Dutch takes Snowball's older algorithm
(``dutch_porter``) with rules of our own for -eren/-atie, -ing, participles, -s and final consonants:
.874 | .549 against .856 | .536 without them, and .872 | .543 for ``dutch`` (Kraaij-Pohlmann), which also
joins "gemeente" to "mening" and "gezin" to "zin".
"""

import re
import threading
from collections.abc import Callable

from Stemmer import Stemmer

from models.language import Language

_FRENCH_KEPT = {
    # beginning of a word: its stem
    "batiment": "batiment",
    "communaut": "communaut",
    "communic": "communiqu",
    "communiqu": "communiqu",
    "departement": "departement",
    "environnement": "environnement",
    "foyer": "foyer",
    "loyer": "loyer",
    "publicit": "publicit",
    "stationn": "stationn",
    "taxi": "taxi",
    "testament": "testament",
}
_FRENCH_KEPT_START = re.compile("|".join(_FRENCH_KEPT))
_FRENCH_PEOPLE = re.compile("(.{4,}[ao]i)ses?")
_FRENCH_ACCENTS = (("ite", "ité"), ("iere", "ière"), ("erent", "èrent"), ("ee", "ée"))

_DUTCH_IRREGULAR = {
    "brussels": "brussel",
    "brusselse": "brussel",
    "eieren": "ei",
    "goederen": "goed",
    "kinder": "kind",
    "kinderen": "kind",
    "leden": "lid",
    "mens": "mens",
    "schepen": "schepen",
    "stedelijk": "stad",
    "stedelijke": "stad",
    "steden": "stad",
}
_DUTCH_FINAL_S = re.compile(
    "(?:balans|dans|fiets|fonds|frans|gids|kans|korps|kruis|loods|plaats|reeks|rots|schets|taks|toets|arts|eis)$"
)
"""Nouns whose s is no plural."""
_DUTCH_VERB = re.compile(
    "(?:ge)?(.{2,})(?:eren|eer|eert|eerd|eerde|eerden|erend|erende|ering|eringen|atie|aties)"
)
_DUTCH_PARTICIPLE = re.compile(
    "(aan|achter|af|bij|binnen|boven|buiten|deel|door|groot|in|mede|mee|na|neer|om|onder|op|over|plaats|samen|"
    "tegen|terug|toe|uit|vast|voor|vooruit|vrij|weer|weg)ge(.{3,}?)(?:(?<!t)t|d|te|de|ten|den|en)?"
)
_DUTCH_NOUN = re.compile("(.*[aeiouy].*)(?:ing|ingen)")
_DUTCH_PLURAL = re.compile(".+(?:[^e]e|en)s")
_DOUBLE_CONSONANT = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")
_DOUBLE_VOWEL = re.compile("([aeou])\\1(?=[^aeiou]$)")
_DUTCH_FINAL = {"z": "s", "v": "f"}

_ENGLISH_KEPT = {"parking": "parking", "parkings": "parking"}
_ENGLISH_SPELLINGS = (
    (re.compile("(?<=[a-z]{3})iz(?=(?:e|ed|er|ers|es|ing|ation|ations|ational)$)"), "is"),
    (re.compile("(?<=colo|avio|ghbo|labo|favo|arbo|hono)u(?=r)"), ""),
    (re.compile("^(cent|met|theat|kilomet)re(?=s?$)"), r"\1er"),
    (re.compile("^programme"), "program"),
    (re.compile("(?<=[aeiou])ll(?=(?:ed|er|ers|ing)$)"), "l"),
)

_snowball_lock = threading.Lock()
_snowball: dict[str, Stemmer] = {}


def stem(word: str, language: Language | None) -> str:
    """Return the stem of a folded word of letters; a word of unknown language is its own stem."""
    return word if language is None else _STEMS[language](word)


def _cut(algorithm: str, word: str) -> str:
    """Stem by Snowball, whose objects must not be used by two threads at once."""
    with _snowball_lock:
        if algorithm not in _snowball:
            _snowball[algorithm] = Stemmer(algorithm, 0)
        return str(_snowball[algorithm].stemWord(word))


def _french(word: str) -> str:
    if kept := _FRENCH_KEPT_START.match(word):
        return _FRENCH_KEPT[kept[0]]
    if people := _FRENCH_PEOPLE.fullmatch(word):
        word = people[1]  # "bruxelloise", as "bruxellois" below
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]  # Snowball leaves "velos"
    for plain, accented in _FRENCH_ACCENTS:
        if word.endswith(plain):
            word = word.removesuffix(plain) + accented
            break
    return _cut("french", word).replace("é", "e").replace("è", "e")


def _dutch(word: str) -> str:
    if word in _DUTCH_IRREGULAR:
        return _DUTCH_IRREGULAR[word]
    if verb := _DUTCH_VERB.fullmatch(word):
        return verb[1] + "er"
    if participle := _DUTCH_PARTICIPLE.fullmatch(word):
        word = participle[1] + participle[2]
    if (noun := _DUTCH_NOUN.fullmatch(word)) and len(noun[1]) > 3:
        word = noun[1] + "en"
    if not _DUTCH_FINAL_S.search(word):
        word = _cut("dutch_porter", word[:-1] if _DUTCH_PLURAL.fullmatch(word) else word)
    word = _DOUBLE_VOWEL.sub(r"\1", _DOUBLE_CONSONANT.sub(r"\1", word))
    return word[:-1] + _DUTCH_FINAL.get(word[-1:], word[-1:])


def _english(word: str) -> str:
    if word in _ENGLISH_KEPT:
        return _ENGLISH_KEPT[word]
    for spelling, replacement in _ENGLISH_SPELLINGS:
        word = spelling.sub(replacement, word)
    return _cut("english", word)


_STEMS: dict[Language, Callable[[str], str]] = {
    Language.FR: _french,
    Language.NL: _dutch,
    Language.EN: _english,
}
