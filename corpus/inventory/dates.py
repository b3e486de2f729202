"""When a study was published, read from a cell.

Numbers are read day first, as in Belgium. Seasons are quarters: printemps/voorjaar/spring is April to June,
été July to September, automne October to December, hiver January to March. What a text does not say is
never filled in: "avril 2021" is a month, "2020-2021" a span of two years.

dateparser is asked for a proposal where a text has no reading, and never believed: it fills in what it
misses ("T2 2021" becomes 1 February) and swaps day and month where one does not fit.
"""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from corpus.inventory.cells import Cell, CellFault, Reading, Unreadable, as_text, is_unknown
from corpus.inventory.date_shapes import read_shape, shaped
from corpus.inventory.spans import NoDateError, day, month, year
from corpus.reasons import Reason, reason, together
from corpus.study import PublicationDate
from corpus.text import fold

FIRST_YEAR = 1950
"""No study of the library is older; an earlier year is taken for a slip of the pen."""

LONGEST_SPAN = 10
"""Years that a span may cover; a longer one is what a study is about, not when it came out."""

_DIGITS = re.compile(r"([0-9]{4}|[0-9]{5}|[0-9]{6}|[0-9]{8})(?:\.0+)?")
_TIME = re.compile(r"[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_EXCEL_EPOCH = date(1899, 12, 30)
_LONGEST_PROPOSED = 40


def read_date(cell: Cell, today: date) -> Reading[PublicationDate | None]:
    """Read a publication date; ``None`` where the cell says that it is unknown.

    A number of four digits is a year, one of five a day as Excel counts them, of six a year and month, of
    eight a year, month and day. ``today`` only bounds the years: 1950 to next year.

    Raises:
        CellFault: the cell is no date, or one that does not exist or lies out of these bounds.
    """
    if is_unknown(cell):
        return Reading(None)
    if isinstance(cell, Unreadable):
        raise CellFault(cell.reason)
    try:
        found, note = _read(cell)
        _check_bounds(found, today.year + 1)
    except ValueError as error:
        proposals = _proposals(cell) if isinstance(cell, str) else ()
        why = error.reason if isinstance(error, NoDateError) else reason("date.none")
        raise CellFault(together(why, reason("date.advice")), proposals) from error
    return Reading(found, note)


def _read(cell: Cell) -> tuple[PublicationDate, Reason | None]:
    if isinstance(cell, PublicationDate):
        return cell, None
    if isinstance(cell, date):
        return day(cell.year, cell.month, cell.day), None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        raise NoDateError(reason("date.none"))
    if isinstance(cell, float | Decimal):
        cell = _whole(cell)
    text = _TIME.sub("", fold(as_text(cell)).strip())
    digits = _DIGITS.fullmatch(text)
    return _read_digits(digits[1]) if digits else read_shape(shaped(text))


def _whole(number: float | Decimal) -> int:
    """Return a number without its decimals, which only a day as Excel counts them may have (its hour)."""
    if not math.isfinite(number) or (number != int(number) and not 10_000 <= number < 100_000):
        raise NoDateError(reason("date.none"))
    return int(number)


def _read_digits(digits: str) -> tuple[PublicationDate, Reason | None]:
    if len(digits) == 4:
        return year(int(digits)), None
    if len(digits) == 5:
        counted = _EXCEL_EPOCH + timedelta(days=int(digits))
        return day(counted.year, counted.month, counted.day), reason("date.of-excel", day=str(counted))
    if len(digits) == 6:
        return month(int(digits[:4]), int(digits[4:])), None
    return day(int(digits[:4]), int(digits[4:6]), int(digits[6:])), None


def _check_bounds(found: PublicationDate, last_year: int) -> None:
    for number in (found.first.year, found.last.year):
        if not FIRST_YEAR <= number <= last_year:
            bounds = {"first": str(FIRST_YEAR), "last": str(last_year)}
            raise NoDateError(reason("date.out-of-bounds", year=str(number), **bounds))
    if found.last.year - found.first.year > LONGEST_SPAN:
        raise NoDateError(reason("date.too-long", span=found.isoformat(), most=LONGEST_SPAN))


@lru_cache(maxsize=1024)
def _proposals(text: str) -> tuple[str, ...]:
    """Return the whole day that dateparser reads, for a person to accept or not."""
    if len(text) > _LONGEST_PROPOSED:
        return ()
    import dateparser

    guess = dateparser.parse(text, languages=["fr", "nl", "en"], settings=_GUESSING)
    return (guess.date().isoformat(),) if guess else ()


_GUESSING: Final = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_AS_TIMEZONE_AWARE": False,
}
