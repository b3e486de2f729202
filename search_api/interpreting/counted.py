"""Periods that are counted from today: "les cinq dernières années", "vorig jaar"."""

from datetime import date

from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.sentence import Candidate, Need, Sentence
from search_api.interpreting.vocabulary import small_numbers, vocabulary

_MOST_BEFORE = 4
"""Words before the number ("au cours des cinq dernières années")."""


def period_candidate(first: int, last: int, need: Need, **parameters: str) -> Candidate:
    """Return tokens that may say a period."""
    return Candidate(
        FilterKind.PERIOD, first, last, {name: (value,) for name, value in parameters.items()}, need
    )


def counted(sentence: Sentence, place: int, today: date) -> Candidate | None:
    """Read a period counted from ``today`` that is said at a token."""
    for role, year in (("this_year", today.year), ("last_year", today.year - 1)):
        if last := sentence.phrase(role, place):
            return period_candidate(place, last, Need.REQUEST, date_from=str(year), date_to=str(year))
    for at in range(place, min(place + _MOST_BEFORE, len(sentence))):
        count = small_numbers().get(sentence.folded[at])
        if count and (last := _years(sentence, place, at)):
            begin = _years_before(today, count).isoformat()
            return period_candidate(place, last, Need.REQUEST, date_from=begin)
    return None


def _years(sentence: Sentence, first: int, number: int) -> int | None:
    """Return where "les … dernières années" ends that begins at ``first``, with a number at ``number``."""
    written, folded = vocabulary()["last_years"], sentence.folded
    for last in range(min(first + written.longest, len(folded)), number, -1):
        said = (*folded[first:number], "n", *folded[number + 1 : last])
        if said in written.sequences and sentence.together(first, last):
            return last
    return None


def _years_before(today: date, years: int) -> date:
    """Return the same day some years ago; 29 February counts as the 28th."""
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - years, day=28 if leap_day else today.day)
