"""Years, months and days as people write them in a question."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.inventory.date_words import month_number
from corpus.inventory.dates import FIRST_YEAR
from corpus.study import PublicationDate
from search_api.interpreting.sentence import Sentence

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![\w-])")
_NUMBERS = re.compile(r"(?:([0-9]{1,2})([/.-]))?([0-9]{1,2})[/.-]([0-9]{4})(?![\w-])")
_YEAR = re.compile(r"[12][0-9]{3}")
_DAY = re.compile(r"[0-9]{1,2}")
_LATEST = date(2999, 12, 31)
"""Where the day of today is not known."""
_ORDINAL = frozenset({"er", "e", "st", "nd", "rd", "th", "ste", "de"})


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day, and the token after it."""

    dates: PublicationDate
    last: int

    @property
    def text(self) -> str:
        """The period as a parameter."""
        return self.dates.isoformat()

    @property
    def before(self) -> str:
        """The year, month or day before, as a parameter."""
        return _text(self.dates.first - timedelta(days=1), len(self.text))

    @property
    def after(self) -> str:
        """The year, month or day after, as a parameter."""
        return _text(self.dates.last + timedelta(days=1), len(self.text))


def _text(day: date, length: int) -> str:
    return day.isoformat()[:length]


def period_at(sentence: Sentence, place: int, today: date | None) -> Period | None:
    """Read the year, month or day that begins at a token.

    ``None`` where there is none, or one before 1950 or after ``today``: nothing is published then.
    """
    if place >= len(sentence):
        return None
    found = _numeric(sentence, place) or _named_month(sentence, place) or _year(sentence, place)
    if not found or not _is_apart(sentence, place, found.last):
        return None
    latest = today or _LATEST
    return found if found.dates.first.year >= FIRST_YEAR and found.dates.first <= latest else None


def _is_apart(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether no letter or sign touches the period ("1990s", "CO2000", "2019/20", "2020%")."""
    glued_before = first > 0 and sentence.tokens[first].gap == ""
    glued_after = last < len(sentence) and (sentence.gap(last) in ("", "/") or sentence.gap(last) in "'’")
    return not glued_before and not glued_after


def _numeric(sentence: Sentence, place: int) -> Period | None:
    start = sentence.tokens[place].start
    if found := _ISO.match(sentence.text, start):
        return _period("-".join(part for part in found.groups() if part), sentence, found.end())
    if found := _NUMBERS.match(sentence.text, start):
        day, _, month, year = found.groups()
        parts = (year, month.zfill(2), day.zfill(2)) if day else (year, month.zfill(2))
        return _period("-".join(parts), sentence, found.end())
    return None


def _period(iso: str, sentence: Sentence, end: int) -> Period | None:
    last = next((n for n, token in enumerate(sentence.tokens) if token.end == end), None)
    return _at(iso, last + 1) if last is not None else None


def _at(iso: str, last: int) -> Period | None:
    try:
        return Period(PublicationDate.parse_iso(iso), last)
    except ValueError:
        return None


def _named_month(sentence: Sentence, place: int) -> Period | None:
    """Read "mars 2020", "12 maart 2020", "1er janvier 2019"; a month without its year is no period."""
    day, month = _day(sentence, place)
    number = _month(sentence, month)
    if number is None or not (year := _year(sentence, month + 1)):
        return None
    iso = f"{year.text}-{number:02}" + (f"-{day:02}" if day else "")
    return _at(iso, year.last)


def _day(sentence: Sentence, place: int) -> tuple[int | None, int]:
    if not _DAY.fullmatch(sentence.folded[place]):
        return None, place
    after = place + 1
    if after < len(sentence) and sentence.gap(after) == "" and sentence.folded[after] in _ORDINAL:
        after += 1
    return int(sentence.folded[place]), after


def _month(sentence: Sentence, place: int) -> int | None:
    if place >= len(sentence) or not sentence.tokens[place].is_word:
        return None
    return month_number(sentence.folded[place])


def _year(sentence: Sentence, place: int) -> Period | None:
    if place >= len(sentence) or not _YEAR.fullmatch(sentence.folded[place]):
        return None
    return _at(sentence.folded[place], place + 1)
