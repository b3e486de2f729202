"""The shapes that a written date can have.

Words and numbers become letters: N a number of one or two digits, Y one of four, M the name of a month,
S a season, Q and H the words for quarter and half, V "fin" and its like. Only the shapes listed here have a
reading, and each says all that its date needs: nothing is ever filled in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.inventory import date_words as vocabulary
from corpus.inventory.spans import NoDateError, day, half, month, quarter, span, year, years
from corpus.reasons import Reason, reason
from corpus.study import PublicationDate

_SUFFIXES = "|".join(sorted(vocabulary.SUFFIXES, key=len, reverse=True))
_TOKEN = re.compile(rf"(?P<number>[0-9]+)(?:°|(?:{_SUFFIXES})(?![a-z]))?|(?P<word>[a-z]+)")
_BETWEEN = re.compile(r"[\s\-–—/.,'’()]*")
_WINTER = 1


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as the letters of its shape, with a number for each (0 where the letter says all)."""

    shape: str
    values: tuple[int, ...]


def shaped(text: str) -> Shaped:
    """Return the shape of a folded text.

    Raises:
        NoDateError: it holds a word, number or sign that no date has.
    """
    if not _BETWEEN.fullmatch(_TOKEN.sub(" ", text)):
        raise NoDateError(reason("date.signs"))
    found = [
        _number(token["number"]) if token["number"] else _word(token["word"])
        for token in _TOKEN.finditer(text)
    ]
    kept = [pair for pair in found if pair]
    return Shaped("".join(letter for letter, _ in kept), tuple(value for _, value in kept))


def read_shape(text: Shaped) -> tuple[PublicationDate, Reason | None]:
    """Return the date that a shape writes, and what in it was not plain.

    Raises:
        NoDateError: the shape is not known, or its date is in no calendar.
    """
    reader = _SHAPES.get(text.shape)
    if reader is None:
        raise NoDateError(reason("date.unknown-way"))
    read = reader(*text.values)
    return read, _note(text, read)


def _number(digits: str) -> tuple[str, int]:
    if len(digits) not in (1, 2, 4):
        raise NoDateError(reason("date.number", number=digits))
    return ("Y" if len(digits) == 4 else "N"), int(digits)


def _word(word: str) -> tuple[str, int] | None:
    """Return the letter and number of a word; ``None`` for one that adds nothing ("du", "lundi")."""
    if number := vocabulary.month_number(word):
        return "M", number
    for letter, words in (("N", vocabulary.ORDINALS), ("S", vocabulary.SEASONS)):
        if word in words:
            return letter, words[word]
    for letter, plain in (("Q", vocabulary.QUARTERS), ("H", vocabulary.HALVES), ("V", vocabulary.VAGUE)):
        if word in plain:
            return letter, 0
    if word in vocabulary.FILLERS or vocabulary.is_weekday(word):
        return None
    raise NoDateError(reason("date.word", word=word))


def _note(text: Shaped, read: PublicationDate) -> Reason | None:
    if "V" in text.shape:
        return reason("date.vague", kept=read.isoformat())
    if text.shape.startswith("YY") or (text.shape == "YN" and read.first.year != read.last.year):
        return reason("date.several-years", kept=read.isoformat())
    if text.shape == "YN" and (text.values[0] + 1) % 100 == text.values[1]:
        return reason("date.month-not-years", kept=read.isoformat())
    if "Y" not in text.shape:
        return reason("date.two-digits", year=str(read.first.year))
    return None


def _month_or_years(first: int, number: int) -> PublicationDate:
    """Read "2020-11" as a month and "2020-21" as two years."""
    following = (first + 1) % 100 == number and number > 12
    return years(first, first + 1) if following else month(first, number)


def _century(number: int) -> int:
    return 2000 + number if number < 50 else 1900 + number


def _winter(season: int, first: int, last: int) -> PublicationDate:
    if season != _WINTER or last != first + 1:
        raise NoDateError(reason("date.winter"))
    return span(month(first, 12), month(last, 3))


_SHAPES: dict[str, Callable[..., PublicationDate]] = {
    "Y": year,
    "VY": lambda _, y: year(y),
    "YY": years,
    "NY": lambda m, y: month(y, m),
    "YN": _month_or_years,
    "MY": lambda m, y: month(y, m),
    "YM": month,
    "VMY": lambda _, m, y: month(y, m),
    "MN": lambda m, y: month(_century(y), m),
    "NNY": lambda d, m, y: day(y, m, d),
    "YNN": day,
    "NNN": lambda d, m, y: day(_century(y), m, d),
    "NMY": lambda d, m, y: day(y, m, d),
    "MNY": lambda m, d, y: day(y, m, d),
    "YMN": day,
    "NMN": lambda d, m, y: day(_century(y), m, d),
    "MMY": lambda m, n, y: span(month(y, m), month(y, n)),
    "MYMY": lambda m, y, n, z: span(month(y, m), month(z, n)),
    "NYNY": lambda m, y, n, z: span(month(y, m), month(z, n)),
    "YNYN": lambda y, m, z, n: span(month(y, m), month(z, n)),
    "NNYNNY": lambda d, m, y, e, n, z: span(day(y, m, d), day(z, n, e)),
    "YNNYNN": lambda y, m, d, z, n, e: span(day(y, m, d), day(z, n, e)),
    "SY": lambda q, y: quarter(y, q),
    "YS": quarter,
    "SYY": _winter,
    "NQY": lambda q, _, y: quarter(y, q),
    "QNY": lambda _, q, y: quarter(y, q),
    "YNQ": lambda y, q, _: quarter(y, q),
    "YQN": lambda y, _, q: quarter(y, q),
    "NHY": lambda h, _, y: half(y, h),
    "HNY": lambda _, h, y: half(y, h),
    "YNH": lambda y, h, _: half(y, h),
    "YHN": lambda y, _, h: half(y, h),
}
