"""The analyser of the lexical arm: words, numbers and acronyms of a text as terms to match.

What becomes a term, in this order:

- numbers, whole: "2.500", "2 500" and "2,500" are ``2500``; "3,5" is ``3.5``. A point or comma before exactly
  three digits separates thousands in all three languages, so that a question whose language was mistaken
  still finds its numbers;
- names of pollutants with or without a space: "PM 2,5" is ``pm2.5``;
- dotted acronyms: "A.S.B.L." is ``asbl``;
- words. Elisions (l', qu', jusqu') and 's are cut off, case and accents are folded, stopwords go, and what
  is left is stemmed. Short words in capitals are kept as they are beside their stem (IBGE). Parts of a
  hyphenated word are terms and so is the whole without hyphens ("e-mail", "email"); parts of a Dutch compound
  are terms beside the whole.

nDCG@10 of BM25 on Belgian parliamentary questions, by titles | by sub-questions: French .901 | .593, with or
without accents in the question; Dutch .898 | .609 (.876 | .575 without the parts of compounds).
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

from models.analysis import Token
from models.compounds import dutch_splitter
from models.folding import INVISIBLE, MARKS, fold
from models.language import Language
from models.stems import stem
from models.stopwords import STOPWORDS

ANALYSER_VERSION = "1"
"""Changes whenever the same text would give other terms: an index keeps it and is refused when it differs."""

LONGEST_TERM = 64
"""Words with more characters than this are noise (keys, addresses) and give no term."""

_CACHED_FORMS = 1 << 16

_SPACE = " \u00a0\u2009\u202f"
_THOUSANDS = rf"[1-9]\d{{0,2}}([{_SPACE}.,'’])\d{{3}}(?:\1\d{{3}})*(?!\d)(?:[.,]\d{{1,2}}(?![.,]?\d))?"
_NUMBER = rf"(?<!\d[.,])(?:{_THOUSANDS}|\d+[.,]\d+(?![.,]?\d))"
_POLLUTANT = rf"(?:[Pp][Mm]|CO|NO|SO)[{_SPACE}]?[\d₀-₉]{{1,2}}(?:[.,][\d₀-₉])?(?![^\W_])"
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
_LETTERS = rf"(?:[^\W_]++[{INVISIBLE}{MARKS}]*+)++"
_APART = r"(?![^\W\d_]\.[^\W\d_]|\d+[.,]\d)"  # "l'A.S.B.L.", "d'1,5", "10-12,5"
_WORD = rf"{_LETTERS}(?:['’ʼ\-‐‑]{_APART}{_LETTERS})*"
# Most words are plain and end before a space or a stop: their own alternative saves a quarter of the scan.
_PLAIN = r"[a-zà-öø-ÿ]{3,}+(?=[\s.,;:!?)]|\Z)"
_FORM = re.compile(rf"{_PLAIN}|(?<![^\W_])(?:{_NUMBER}|{_POLLUTANT}|{_ACRONYM})|{_WORD}")

_IS_NUMBER = re.compile(_NUMBER)
_IS_POLLUTANT = re.compile(_POLLUTANT)
_IS_ACRONYM = re.compile(_ACRONYM)
_PART = re.compile("[^\\-‐‑]+")
_ELISION = re.compile("(?:[ldjnsmtc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)['’ʼ]", re.IGNORECASE)
_GENITIVE = re.compile("['’ʼ]s$", re.IGNORECASE)
_CONTRACTION = re.compile("['’ʼ](?:re|ve|ll|d|m)$", re.IGNORECASE)
_CLITIC = re.compile("ce|ci|elles?|en|ils?|je|la|les?|leur|lui|moi|nous|on|t|toi|tu|vous|y")
"""French: what follows a hyphen after a verb ("faut-il")."""

_Piece = tuple[str, int, int]
"""A term, and its place in the form that it was read from."""


def analyse(text: str, language: Language | None) -> list[Token]:
    """Return the tokens of ``text`` in reading order, with their places in it.

    Text of unknown language keeps its function words and is not stemmed. Safe to call from many threads.
    """
    tokens: list[Token] = []
    for match in _FORM.finditer(text):
        if pieces := _pieces(match[0], language):
            place = match.start()
            for term, start, end in pieces:
                tokens.append(Token(term, place + start, place + end))
    return tokens


def find_terms(text: str, language: Language | None, terms: Container[str]) -> list[Token]:
    """Return the tokens of ``analyse`` whose terms are wanted, without making the others."""
    return [
        Token(term, match.start() + start, match.start() + end)
        for match in _FORM.finditer(text)
        for term, start, end in _pieces(match[0], language)
        if term in terms
    ]


@lru_cache(_CACHED_FORMS)
def _pieces(form: str, language: Language | None) -> tuple[_Piece, ...]:
    """Return the terms of one form that ``_FORM`` found."""
    if len(form) > LONGEST_TERM:
        return ()
    if _IS_NUMBER.fullmatch(form):
        return ((_number(form), 0, len(form)),)
    if _IS_POLLUTANT.fullmatch(form):
        plain = unicodedata.normalize("NFKC", form).lower().replace(",", ".")
        return (("".join(plain.split()), 0, len(form)),)
    if _IS_ACRONYM.fullmatch(form):
        term = fold(form).replace(".", "")
        return () if term in STOPWORDS[language] else ((term, 0, len(form)),)
    return tuple(_words(form, language))


def _number(form: str) -> str:
    """Return digits with a point before the decimals, without thousands separators and closing zeros."""
    whole, decimals = form, ""
    if parts := re.fullmatch(r"(.*)[.,](\d{1,2}|\d{4,})", form) or re.fullmatch(r"(0+)[.,](\d+)", form):
        whole, decimals = parts[1], parts[2].rstrip("0")
    whole = re.sub(r"\D", "", whole)
    return f"{whole}.{decimals}" if decimals else whole


def _words(form: str, language: Language | None) -> Iterator[_Piece]:
    """Yield the terms of a word, hyphenated or not."""
    cores = [_core(part[0], part.start(), language) for part in _PART.finditer(form)]
    if len(cores) > 1:
        yield from _joined(cores, language)
        cores = [core for core in cores if len(core[0]) > 1]
    for core, start, end in cores:
        for term in _terms(core, language):
            yield term, start, end


def _joined(cores: list[_Piece], language: Language | None) -> Iterator[_Piece]:
    """Yield the whole of a hyphenated word without its hyphens, unless it is only grammar or numbers."""
    folded = [fold(core).replace("'", "") for core, _, _ in cores]
    stopwords = STOPWORDS[language]
    if _CLITIC.fullmatch(folded[-1]) and folded[0] != "rendez":
        return
    if all(part in stopwords or part.isdigit() or not part for part in folded):
        return
    yield _stem("".join(folded), language), cores[0][1], cores[-1][2]


def _core(part: str, offset: int, language: Language | None) -> _Piece:
    """Return a word without elided articles before it and 's behind it, and its place."""
    start, end = 0, len(part)
    while elision := _ELISION.match(part, start):
        start = elision.end()
    endings = (_GENITIVE, _CONTRACTION) if language is Language.EN else (_GENITIVE,)
    for ending in endings:
        if (cut := ending.search(part, start)) and cut.start() > start:
            end = cut.start()
            break
    return part[start:end], offset + start, offset + end


def _terms(core: str, language: Language | None) -> Iterator[str]:
    """Yield the terms of a single word: itself as an acronym, its stem, the stems of its parts."""
    word = fold(core)
    if word in STOPWORDS[language] or not (word := word.replace("'", "")):
        return
    stemmed = _stem(word, language)
    if 1 < len(word) <= 6 and core.isupper() and word != stemmed:
        yield word
    yield stemmed
    if language is Language.NL and word.isalpha():
        yield from (stem(part, language) for part in dutch_splitter().split(word))


def _stem(word: str, language: Language | None) -> str:
    """Stem words of letters; what holds a digit or another script stays as it is."""
    return stem(word, language) if word.isascii() and word.isalpha() else word
