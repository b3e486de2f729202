"""French, Dutch and English editions of one work: near in meaning, and told alike by the inventory."""

from collections.abc import Iterator, Sequence
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

TEXTS = 0.72
"""Closeness of two texts from which one may translate the other: translations from .79, others up to .69."""

FREE = 0.25
"""Closeness of two titles below which even texts and facts alike are of two works of one commission."""

_LONGEST_WAIT = 2
"""Years between the two editions of one work."""

Table = NDArray[np.float32]
"""Shape (some records, other records)."""


def translations(records: Sequence[Record], encoder: Encoder) -> Iterator[Finding]:
    """Find studies in different languages that say the same; each is the nearest to the other."""
    for one, other in combinations(Language, 2):
        some = [record for record in records if one in record.languages]
        others = [record for record in records if other in record.languages]
        if some and others:
            yield from _between(some, others, encoder)


def _between(some: Sequence[Record], others: Sequence[Record], encoder: Encoder) -> Iterator[Finding]:
    titles = _nearest_titles(some, others, encoder)
    texts = _centres(some) @ _centres(others).T
    near = np.zeros_like(titles)
    for row, column in np.argwhere(_worth_looking(titles, texts)):
        first, second = some[row], others[column]
        title, text = float(titles[row, column]), float(texts[row, column])
        if _may_be_one(first, second) and _convincing(
            title, text, len(shared_facts(first.study, second.study))
        ):
            near[row, column] = _score(title, text)
    for row, column in enumerate(near.argmax(axis=1)):
        if near[row, column] > 0 and near[:, column].argmax() == row:
            yield _finding(some[row], others[column], float(titles[row, column]), float(texts[row, column]))


def _worth_looking(titles: Table, texts: Table) -> NDArray[np.bool_]:
    """Return which pairs facts could make convincing."""
    told = (texts >= TEXTS) & (titles >= FREE)
    return np.asarray(np.where(texts > 0, told, titles >= TITLES))


def _convincing(title: float, text: float, facts: int) -> bool:
    """Tell whether meaning and facts together speak for one work; without texts some fact has to."""
    if text > 0:
        return title >= TITLES or facts >= 2
    return facts >= 1


def _score(title: float, text: float) -> float:
    return min((title + text) / 2 if text > 0 else title, 1.0)


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


def _nearest_titles(
    some: Sequence[Record], others: Sequence[Record], encoder: Encoder
) -> NDArray[np.float32]:
    """Return the closeness of the nearest titles of each two records."""
    near = np.full((len(some), len(others)), -1, np.float32)
    for one in Language:
        for other in Language:
            found = _titles(some, one, encoder) @ _titles(others, other, encoder).T
            near = np.maximum(near, found)
    return near


def _titles(records: Sequence[Record], language: Language, encoder: Encoder) -> Vectors:
    texts = [record.study.titles.get(language, "") for record in records]
    return encoder.encode_passages(texts)


def _centres(records: Sequence[Record]) -> Vectors:
    """Return the centre of the longest text of each record; zero where it has none."""
    nothing = np.zeros(1, np.float32)
    centres = [
        max(record.texts, key=lambda text: text[1].pieces)[1].centre if record.texts else nothing
        for record in records
    ]
    longest = max(map(len, centres))
    return np.stack(
        [centre if len(centre) == longest else np.zeros(longest, np.float32) for centre in centres]
    )


def _finding(one: Record, other: Record, title: float, text: float) -> Finding:
    codes = ["/".join(sorted(record.languages)) for record in (one, other)]
    evidence = [
        Evidence(Sign.LANGUAGES, {"first": codes[0], "second": codes[1]}),
        Evidence(Sign.TITLE_MEANING, {"share": f"{title * 100:.0f}"}),
    ]
    if text > 0:
        evidence.append(Evidence(Sign.TEXT_MEANING, {"share": f"{text * 100:.0f}"}))
    return Finding(
        first=one,
        second=other,
        kind=Kind.LANGUAGE,
        score=_score(title, text),
        evidence=tuple(evidence),
    )
