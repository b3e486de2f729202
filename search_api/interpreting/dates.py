"""When studies came out: "depuis 2019", "tussen 2018 en 2022", "before March 2020", "(2019)"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from search_api.interpreting.counted import counted, period_candidate
from search_api.interpreting.periods import Period, period_at
from search_api.interpreting.sentence import DASHES, Candidate, Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

_SUBJECTS = frozenset({"elle", "il", "elles", "ils", "a", "ont"})
"""What goes before "publiées" where it belongs to a name: "la STIB a-t-elle publiées"."""


def find_periods(sentence: Sentence, today: date | None) -> Iterator[Candidate]:
    """Yield the words that may say when a study came out."""
    reader = _Reader(sentence, today)
    for place in range(len(sentence)):
        if (found := reader.read(place)) and not reader.is_about_the_subject(found):
            yield reader.widened(found)


class _Reader:
    """Reads the periods of one sentence."""

    def __init__(self, sentence: Sentence, today: date | None) -> None:
        self._sentence, self._today = sentence, today

    def read(self, place: int) -> Candidate | None:
        """Return the period said at a token, the longest reading of it."""
        readers = (self._of_studies, self._range, self._bound, self._inside, self._set_apart, self._counted)
        found = [candidate for reader in readers if (candidate := reader(place))]
        return max(found, key=lambda one: (one.last, -one.need), default=None)

    def is_about_the_subject(self, found: Candidate) -> bool:
        """Tell whether the words before a period speak of the world ("bâtiments construits avant 1990")."""
        sentence, first = self._sentence, found.first
        if first == 0:
            return False
        if sentence.before("subject", first) is not None or "/" in sentence.gap(first):
            return True
        if sentence.ends(first) or sentence.before("study", first) is not None:
            return False
        if sentence.before("published", first) is not None:
            return False
        return _is_participle(sentence, first) or any(
            word in vocabulary()["evolution"].sequences for word in zip(sentence.folded[:first], strict=True)
        )

    def widened(self, found: Candidate) -> Candidate:
        """Take "publiées" in, before a period or after it ("die na 2018 verschenen")."""
        first, last = self._sentence.before("published", found.first), found.last
        if first is not None and first and self._sentence.folded[first - 1] in _SUBJECTS:
            return found
        after = None if self._sentence.ends(last) else self._sentence.phrase("published", last)
        if first is None and after:
            first, last = self._sentence.skip_back(("did",), found.first), after
        return found if first is None else replace(found, first=first, last=last, need=Need.REQUEST)

    def _period(self, place: int) -> Period | None:
        return period_at(self._sentence, place, self._today)

    def _counted(self, place: int) -> Candidate | None:
        return counted(self._sentence, place, self._today) if self._today else None

    def _range(self, place: int) -> Candidate | None:
        """Read "entre 2018 et 2022", "van 2018 tot 2022"."""
        for opening, link, need in (
            ("between", "between_and", Need.KEYWORDS),
            ("from_first", "to_last", Need.REQUEST),
        ):
            after = self._sentence.opening(opening, place)
            if after and (found := self._two(after, link)):
                return self._ordered(place, *found, need)
        return None

    def _two(self, place: int, link: str | None) -> tuple[Period, Period] | None:
        first = self._period(place)
        if not first:
            return None
        after = self._sentence.opening(link, first.last) if link else None
        after = after or self._after_dash(first.last)
        second = self._period(after) if after else None
        return (first, second) if second else None

    def _after_dash(self, place: int) -> int | None:
        return place if self._sentence.gap(place).strip() in DASHES else None

    def _ordered(self, place: int, first: Period, second: Period, need: Need) -> Candidate | None:
        if first.dates.first > second.dates.last:
            return None
        return period_candidate(place, second.last, need, date_from=first.text, date_to=second.text)

    def _bound(self, place: int) -> Candidate | None:
        """Read "depuis 2019", "vóór maart 2020"."""
        for role in ("since", "after", "until", "before"):
            after = self._sentence.opening(role, place)
            if after and (period := self._period(after)) and not self._is_for(place, after):
                return self._bounded(role, place, period)
        return None

    def _bounded(self, role: str, place: int, period: Period) -> Candidate:
        last = self._onwards(period.last) if role == "since" else period.last
        unclear = role == "until" or self._sentence.folded[place] in ("from", "vanaf")
        need = Need.REQUEST if unclear else Need.KEYWORDS
        return period_candidate(place, last, need, **_bound(role, period))

    def _onwards(self, place: int) -> int:
        """Take "onwards" in; "on" may begin what the studies are on."""
        last = self._sentence.phrase("onwards", place)
        says_more = last is None or (
            self._sentence.folded[place:last] == ("on",) and not self._sentence.ends(last)
        )
        return place if says_more or last is None else last

    def _is_for(self, first: int, last: int) -> bool:
        """Tell whether a Dutch "voor" without its accents may mean "for" ("begroting voor 2020")."""
        plain = self._sentence.tokens[first].text.lower() == "voor" and last == first + 1
        return plain and self._sentence.before("study", first) is None

    def _inside(self, place: int) -> Candidate | None:
        """Read "en 2019"; after a number "en" is the Dutch "and"."""
        after = self._sentence.opening("inside", place)
        if not after or not (period := self._period(after)) or self._follows(place, "plan"):
            return None
        if place and self._sentence.tokens[place - 1].is_number:
            return None
        return self._whole(place, period, Need.REQUEST)

    def _follows(self, place: int, role: str) -> bool:
        return place > 0 and self._sentence.before(role, place) is not None

    def _of_studies(self, place: int) -> Candidate | None:
        """Read the period of studies that it follows: "études de 2015", "studies 2018-2022"."""
        noun = self._sentence.skip_back(("adjective", "published"), place)
        if not self._follows(noun, "study"):
            return None
        after = self._sentence.opening("dated", place) or place
        if found := self._two(after, None):
            return self._ordered(place, *found, Need.REQUEST)
        period = self._period(after)
        if not period or (after == place and not self._follows(noun, "studies")):
            return None
        return self._whole(place, period, Need.REQUEST)

    def _set_apart(self, place: int) -> Candidate | None:
        """Read "(2019)", "(2018-2022)", and ", 2019" after what is asked."""
        inside = self._sentence.bracket(place)
        if not inside and not self._follows_comma(place):
            return None
        need = Need.KEYWORDS if inside and inside[0] == place else Need.REQUEST
        if two := self._two(place, None):
            found = self._ordered(place, *two, need)
        else:
            period = self._period(place)
            found = self._whole(place, period, need) if period else None
        ends = found and (found.last == inside[1] if inside else self._sentence.ends(found.last))
        return found if ends else None

    def _follows_comma(self, place: int) -> bool:
        """Tell whether a comma goes before, and no number before it ("2018, 2019")."""
        return (
            place > 0
            and self._sentence.gap(place).strip() == ","
            and not self._sentence.tokens[place - 1].is_number
        )

    def _whole(self, place: int, period: Period, need: Need) -> Candidate:
        return period_candidate(place, period.last, need, date_from=period.text, date_to=period.text)


def _bound(role: str, period: Period) -> dict[str, str]:
    """Return the bound that "since" and its like set: a year or month counts as a whole."""
    bounds = {
        "since": ("date_from", period.text),
        "after": ("date_from", period.after),
        "until": ("date_to", period.text),
        "before": ("date_to", period.before),
    }
    return dict([bounds[role]])


def _is_participle(sentence: Sentence, place: int) -> bool:
    """Tell whether the word before ``place`` says what was done then: the period is the subject's."""
    if sentence.before("participle", place) is not None:
        return True
    if sentence.before("no_participle", place) is not None:
        return False
    word = sentence.tokens[place - 1].text.lower()
    french = word.endswith(("é", "ée", "és", "ées")) and not word.endswith(("té", "tés"))
    return french or (word.endswith("ed") and len(word) > 4)
