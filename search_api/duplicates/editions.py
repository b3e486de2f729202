"""Studies with one title: newer editions of older ones, and records of one work that were made twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.duplicates.candidates import Evidence, Kind, Sign
from models.language import Language
from search_api.duplicates.records import Finding, Record, may_be_of_one_administration
from search_api.duplicates.titles import Title, title_of

_ALIKE = 0.8
"""Share of terms in common from which a title that has all terms of another one is taken for the same."""

_FEW = 3
"""Terms below which a title ("Annual report") says something only together with who commissioned it."""

_LAST = 9999
"""A year after all others."""


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    record: Record
    title: Title

    @property
    def year(self) -> int | None:
        """The year that the title names last, else that of publication."""
        published = self.record.study.published
        return max(self.title.years, default=published.first.year if published else None)


def like_titles(records: Sequence[Record]) -> Iterator[Finding]:
    """Find studies whose titles are the same but for what tells editions apart.

    Of a series each study is named with the one before it, not with all of them.
    """
    entries = [
        _Entry(record, title_of(text, language))
        for record in records
        for language, text in record.study.titles.items()
    ]
    for language in Language:
        yield from _in_language([one for one in entries if one.title.language is language])


def _in_language(entries: Sequence[_Entry]) -> Iterator[Finding]:
    counts = Counter(term for entry in entries for term in entry.title.terms)
    holders: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        for term in entry.title.terms:
            holders[term].append(entry)
    for entry in entries:
        if entry.title.terms:
            rarest = min(entry.title.terms, key=lambda term: (counts[term], term))
            yield from _of(entry, [other for other in holders[rarest] if _one_title(entry, other)])


def _one_title(one: _Entry, other: _Entry) -> bool:
    terms, others = one.title.terms, other.title.terms
    if one.record is other.record or not terms <= others or len(terms) < _ALIKE * len(others):
        return False
    studies = one.record.study, other.record.study
    alone = not studies[0].administrations or not studies[1].administrations
    return may_be_of_one_administration(*studies) and not (alone and len(terms) < _FEW)


def _of(entry: _Entry, others: Sequence[_Entry]) -> Iterator[Finding]:
    """Yield an entry with the edition before it, and with what seems to be the same edition."""
    before = [_order(other) for other in others if _order(other) < _order(entry)]
    longer = [_order(other) for other in others if _order(other) > _order(entry) and _is_longer(other, entry)]
    last, first = max(before, default=None), min(longer, default=None)
    for other in others:
        if not _tells(entry, other):
            yield _same(entry, other)
        elif _order(other) == last:
            yield _edition(other, entry)
        elif _order(other) == first and _is_longer(other, entry):
            yield _edition(entry, other)


def _is_longer(other: _Entry, entry: _Entry) -> bool:
    """Tell whether a title has all terms of another one and more; it does not find the shorter one itself."""
    return entry.title.terms < other.title.terms


def _order(entry: _Entry) -> tuple[int, tuple[str, ...]]:
    undated = _LAST if entry.title.marks else 0  # "2nd edition" comes after a title that says nothing
    return entry.year or undated, entry.title.marks


def _tells(one: _Entry, other: _Entry) -> bool:
    """Tell whether two titles, or their years, are of two editions."""
    if one.year and other.year and one.year != other.year:
        return True
    return one.title.marks != other.title.marks


def _edition(older: _Entry, newer: _Entry) -> Finding:
    marks = [", ".join(entry.title.marks) for entry in (older, newer)]
    if any(marks):
        sign, facts = Sign.TITLE_BUT_EDITION, marks
    else:
        sign, facts = Sign.OTHER_YEAR, [str(older.year), str(newer.year)]
    return Finding(
        first=older.record,
        second=newer.record,
        kind=Kind.EDITION,
        score=_share(older, newer),
        evidence=(Evidence(sign, {"first": facts[0], "second": facts[1]}),),
    )


def _same(one: _Entry, other: _Entry) -> Finding:
    apart = one.record.languages.isdisjoint(other.record.languages)
    return Finding(
        first=one.record,
        second=other.record,
        kind=Kind.LANGUAGE if apart else Kind.SAME_TITLE,
        score=_share(one, other),
        evidence=(Evidence(Sign.SAME_TITLE, {"title": one.title.text}),),
    )


def _share(one: _Entry, other: _Entry) -> float:
    terms, others = one.title.terms, other.title.terms
    return len(terms & others) / len(terms | others)
