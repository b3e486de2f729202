"""French, Dutch and English editions of one work: near in meaning, and told alike by the inventory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from corpus.duplicates.candidates import Evidence, Kind, Sign
from corpus.study import Study
from models.encoder import Encoder, Vectors
from models.language import Language
from search_api.duplicates.records import (
    Finding,
    Record,
    may_be_of_one_administration,
    shared_facts,
)
from search_api.duplicates.titles import title_of

TITLES = 0.45
"""Closeness of two titles from which they may be translations of each other.

On the sample corpus, where titles are translated freely: translations from .52, other pairs up to .37.
"""

TEXTS = 0.65
"""Closeness of two texts from which one may translate the other: translations from .69, others up to .60."""

SURE = 0.75
"""Closeness of two texts from which a title that was translated freely does not matter."""

FREE = 0.25
"""Closeness of two titles below which even texts and facts alike are of two works of one commission."""

_LONGEST_WAIT = 2
"""Years between the two editions of one work."""

_AT_A_TIME = 512
"""Titles that are compared with all others at once."""


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The records that have a language, one line for each of their titles."""

    records: Sequence[Record]
    lines: NDArray[np.int64]
    """Whose title it is."""
    titles: Vectors
    centres: Vectors
    """Of the longest text of each record; zero where it has none."""


@dataclass(frozen=True, slots=True)
class _Closeness:
    """How near two records are."""

    title: float
    text: float

    @property
    def score(self) -> float:
        """Of both, where both are known."""
        return min((self.title + self.text) / 2 if self.text > 0 else self.title, 1.0)


def translations(records: Sequence[Record], encoder: Encoder) -> Iterator[Finding]:
    """Find studies in different languages that say the same; each is the nearest to the other."""
    titled = [record for record in records if record.study.titles]
    sides = {
        language: _side([one for one in titled if language in one.languages], encoder)
        for language in Language
    }
    for one, other in combinations(Language, 2):
        yield from _between(sides[one], sides[other])


def _side(records: Sequence[Record], encoder: Encoder) -> _Side:
    titles = [(line, title) for line, record in enumerate(records) for title in record.study.titles.values()]
    nothing = np.zeros(encoder.dimensions, np.float32)
    centres = [
        max(record.texts, key=lambda text: text[1].pieces)[1].centre if record.texts else nothing
        for record in records
    ]
    return _Side(
        records=records,
        lines=np.array([line for line, _ in titles], np.int64),
        titles=encoder.encode_passages([title for _, title in titles]),
        centres=np.array(centres, np.float32).reshape(-1, encoder.dimensions),
    )


def _between(some: _Side, others: _Side) -> Iterator[Finding]:
    near: dict[tuple[int, int], _Closeness] = {}
    for row, column, close in _close(some, others):
        pair = some.records[row], others.records[column]
        known = near.get((row, column))
        if (known is None or close.title > known.title) and _may_be_one(*pair) and _convincing(*pair, close):
            near[row, column] = close
    for row, column in _mutual({pair: close.score for pair, close in near.items()}):
        yield _finding(some.records[row], others.records[column], near[row, column])


def _close(some: _Side, others: _Side) -> Iterator[tuple[int, int, _Closeness]]:
    """Yield the records that facts could make one work, with their closeness."""
    for start in range(0, len(some.lines), _AT_A_TIME):
        titles = some.titles[start : start + _AT_A_TIME] @ others.titles.T
        places = np.argwhere(titles >= FREE)
        rows, columns = some.lines[places[:, 0] + start], others.lines[places[:, 1]]
        close = titles[places[:, 0], places[:, 1]]
        for place in range(0, len(places), _AT_A_TIME * _AT_A_TIME):
            part = slice(place, place + _AT_A_TIME * _AT_A_TIME)
            texts = np.einsum("ij,ij->i", some.centres[rows[part]], others.centres[columns[part]])
            worth = np.where(texts != 0, texts >= TEXTS, close[part] >= TITLES)
            for found in np.flatnonzero(worth):
                told = _Closeness(float(close[part][found]), float(texts[found]))
                yield int(rows[part][found]), int(columns[part][found]), told


def _mutual(scores: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """Yield the pairs in which each is the nearest of the other."""
    best: dict[tuple[str, int], tuple[int, int]] = {}
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        best.setdefault(("row", pair[0]), pair)
        best.setdefault(("column", pair[1]), pair)
    for pair in sorted(scores):
        if best["row", pair[0]] == best["column", pair[1]] == pair:
            yield pair


def _convincing(one: Record, other: Record, close: _Closeness) -> bool:
    """Tell whether meaning and facts together speak for one work; without texts some fact has to."""
    facts = len(shared_facts(one.study, other.study))
    if close.text > 0:
        return close.title >= TITLES or close.text >= SURE or facts >= 2
    return facts >= 1


def _may_be_one(one: Record, other: Record) -> bool:
    """Tell whether nothing that is known of two records speaks against their being one work."""
    return (
        one.languages.isdisjoint(other.languages)
        and may_be_of_one_administration(one.study, other.study)
        and _near_in_time(one.study, other.study)
        and _of_one_year(one.study, other.study)
    )


def _near_in_time(one: Study, other: Study) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs(one.published.first.year - other.published.first.year) <= _LONGEST_WAIT


def _of_one_year(one: Study, other: Study) -> bool:
    """Tell whether the titles name a year in common, or not both name one."""
    years = [
        {year for language, text in study.titles.items() for year in title_of(text, language).years}
        for study in (one, other)
    ]
    return not all(years) or not years[0].isdisjoint(years[1])


def _finding(one: Record, other: Record, close: _Closeness) -> Finding:
    codes = ["/".join(sorted(record.languages)) for record in (one, other)]
    evidence = [
        Evidence(Sign.LANGUAGES, {"first": codes[0], "second": codes[1]}),
        Evidence(Sign.TITLE_MEANING, {"share": f"{close.title * 100:.0f}"}),
    ]
    if close.text > 0:
        evidence.append(Evidence(Sign.TEXT_MEANING, {"share": f"{close.text * 100:.0f}"}))
    return Finding(
        first=one,
        second=other,
        kind=Kind.LANGUAGE,
        score=close.score,
        evidence=tuple(evidence),
    )
