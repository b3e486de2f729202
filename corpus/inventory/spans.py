"""Spans of time as publication dates. Every function raises ``NoDateError`` for what no calendar has."""

import calendar
from datetime import date

from corpus.reasons import Reason, reason
from corpus.study import DatePrecision, PublicationDate


class NoDateError(ValueError):
    """What is written is no date that a calendar has."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def year(number: int) -> PublicationDate:
    """Return a whole year."""
    return years(number, number)


def years(first: int, last: int) -> PublicationDate:
    """Return the span of several years."""
    if last < first:
        raise NoDateError(reason("date.order", last=str(last), first=str(first)))
    return PublicationDate(date(first, 1, 1), date(last, 12, 31), DatePrecision.YEAR)


def month(year: int, number: int) -> PublicationDate:
    """Return a month, from 1."""
    if not 1 <= number <= 12:
        raise NoDateError(reason("date.no-month", number=str(number)))
    last = calendar.monthrange(year, number)[1]
    return PublicationDate(date(year, number, 1), date(year, number, last), DatePrecision.MONTH)


def day(year: int, month: int, number: int) -> PublicationDate:
    """Return a single day."""
    try:
        single = date(year, month, number)
    except ValueError as error:
        raise NoDateError(reason("date.no-day", day=f"{number:02}/{month:02}/{year}")) from error
    return PublicationDate(single, single, DatePrecision.DAY)


def quarter(year: int, number: int) -> PublicationDate:
    """Return three months, from quarter 1."""
    if not 1 <= number <= 4:
        raise NoDateError(reason("date.no-quarter", number=str(number)))
    return span(month(year, 3 * number - 2), month(year, 3 * number))


def half(year: int, number: int) -> PublicationDate:
    """Return six months, from half 1."""
    if not 1 <= number <= 2:
        raise NoDateError(reason("date.no-half", number=str(number)))
    return span(month(year, 6 * number - 5), month(year, 6 * number))


def span(first: PublicationDate, last: PublicationDate) -> PublicationDate:
    """Return all from the first day of ``first`` to the last of ``last``; both have the same precision."""
    if last.last < first.first:
        raise NoDateError(reason("date.order", last=last.isoformat(), first=first.isoformat()))
    return PublicationDate(first.first, last.last, first.precision)
