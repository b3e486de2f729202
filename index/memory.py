"""The exact backend: everything in dictionaries, compared one by one. The oracle of the tests."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.study import StudyId
from index.bands import band_of
from index.filters import passes
from index.port import (
    DENSE_ARMS,
    AnyLanguage,
    Arm,
    ArmQuery,
    FacetField,
    Filters,
    Hit,
    PassagePoint,
    SparseVector,
    StoredPassage,
    StudyFacts,
    Tally,
    TitlePoint,
    ranked,
)
from models.encoder import Vector
from models.language import Language

Point = PassagePoint | TitlePoint


class MemoryIndex:
    """Keeps the points of a library in this process and forgets them with it."""

    def __init__(self) -> None:
        self._passages: dict[StudyId, tuple[PassagePoint, ...]] = {}
        self._titles: dict[StudyId, tuple[TitlePoint, ...]] = {}

    def replace_study(self, passages: Sequence[PassagePoint], titles: Sequence[TitlePoint]) -> None:
        """Store all points of one study and forget the points it had before."""
        study = titles[0].facts.study
        self._passages[study], self._titles[study] = tuple(passages), tuple(titles)

    def remove_studies(self, studies: Collection[StudyId]) -> None:
        """Forget all points of these studies."""
        for study in studies:
            self._passages.pop(study, None)
            self._titles.pop(study, None)

    def flush(self) -> None:
        """Nothing survives this process."""

    def search(self, queries: Sequence[ArmQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Answer each query in order."""
        return tuple(ranked(self._scored(query), query.limit) for query in queries)

    def best_scores(self, queries: Sequence[ArmQuery]) -> tuple[float, ...]:
        """Return the score of the best point of each query, whatever its limit; 0 where there is none."""
        found = self.search([replace(query, limit=1) for query in queries])
        return tuple(hits[0].score if hits else 0.0 for hits in found)

    def passages(self, ids: Sequence[str]) -> Mapping[str, StoredPassage]:
        """Return the passages with these point ids."""
        wanted = set(ids)
        points = (point for points in self._passages.values() for point in points if point.id in wanted)
        return {point.id: _stored(point) for point in points}

    def vectors(self, study: StudyId) -> Sequence[Vector]:
        """Return the passage vectors of one study, by file and number."""
        points = sorted(self._passages.get(study, ()), key=lambda point: (point.file, point.number))
        return [point.meaning for point in points if point.meaning.any()]

    def meanings(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors of the passages with these point ids."""
        wanted = set(ids)
        points = (point for points in self._passages.values() for point in points if point.id in wanted)
        return {point.id: point.meaning for point in points if point.meaning.any()}

    def count_studies(self, filters: Filters) -> int:
        """Return how many studies the filters let through."""
        return sum(1 for _ in self._studies(filters))

    def facet(self, facet: FacetField, filters: Filters, *, limit: int = 1000) -> tuple[tuple[str, int], ...]:
        """Count studies by value under the filters."""
        counts = Counter(value for facts in self._studies(filters) for value in facet_values(facet, facts))
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit])

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprint of every study stored."""
        return {study: titles[0].fingerprint for study, titles in self._titles.items()}

    def tallies(self) -> Mapping[StudyId, Tally]:
        """Count the points of every study."""
        return {
            study: Tally(len(self._passages[study]), len(titles)) for study, titles in self._titles.items()
        }

    def count_passages(self) -> int:
        """Return the number of passages stored."""
        return sum(len(points) for points in self._passages.values())

    def text_languages(self) -> frozenset[Language | None]:
        """Return the languages that occur among the passages."""
        return frozenset(point.language for points in self._passages.values() for point in points)

    def close(self) -> None:
        """Forget everything."""
        self._passages.clear()
        self._titles.clear()

    def _studies(self, filters: Filters) -> Iterator[StudyFacts]:
        for titles in self._titles.values():
            facts = next(title.facts for title in titles if title.primary)
            if passes(facts, filters):
                yield facts

    def _points(self, arm: Arm) -> Iterator[Point]:
        held: Iterable[tuple[Point, ...]] = (
            self._passages.values() if arm in _PASSAGE_ARMS else self._titles.values()
        )
        return (point for points in held for point in points)

    def _scored(self, query: ArmQuery) -> Iterator[Hit]:
        everything = list(self._points(query.arm))
        points = [
            point
            for point in everything
            if passes(point.facts, query.filters) and query.text_language in (AnyLanguage.ANY, point.language)
        ]
        if query.arm in DENSE_ARMS:
            return _meanings(points, np.asarray(query.vector, dtype=np.float64))
        return _words(points, everything, _sparse(query))


_PASSAGE_ARMS = frozenset({Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS})


def facet_values(facet: FacetField, facts: StudyFacts) -> Iterator[str]:
    """Yield the values under which a study is counted."""
    match facet:
        case FacetField.ADMINISTRATION:
            yield from set(facts.administrations)
        case FacetField.YEAR if facts.published is not None:
            yield from (str(year) for year in range(facts.published[0].year, facts.published[1].year + 1))
        case FacetField.COST:
            yield band_of(facts.cost)
        case FacetField.LANGUAGE:
            yield from (language.value for language in facts.languages)
        case FacetField.DOCUMENT_TYPE if facts.document_type is not None:
            yield facts.document_type.value


def _sparse(query: ArmQuery) -> SparseVector:
    if not isinstance(query.vector, SparseVector):
        raise TypeError(f"the arm {query.arm} takes a sparse vector")
    return query.vector


def _meanings(points: Sequence[Point], question: NDArray[np.float64]) -> Iterator[Hit]:
    """Score by the dot product; text without a known word is the zero vector, and found by no meaning."""
    for point in points:
        if question.any() and point.meaning.any():
            yield Hit(point.id, point.facts.study, float(np.dot(point.meaning.astype(np.float64), question)))


def _words(points: Sequence[Point], everything: Sequence[Point], query: SparseVector) -> Iterator[Hit]:
    """Weigh shared terms by the idf that Qdrant uses: ln(1 + (N - n + .5) / (n + .5)).

    N counts all points of the arm that have words, whatever the filters; n those that have the term.
    """
    spoken = sum(1 for point in everything if point.words.indices)
    frequency = Counter(number for point in everything for number in point.words.indices)
    weights = {
        number: value * math.log(1 + (spoken - frequency[number] + 0.5) / (frequency[number] + 0.5))
        for number, value in zip(query.indices, query.values, strict=True)
    }
    for point in points:
        shared = [
            weights[number] * value
            for number, value in zip(point.words.indices, point.words.values, strict=True)
            if number in weights
        ]
        if shared:
            yield Hit(point.id, point.facts.study, sum(shared))


def _stored(point: PassagePoint) -> StoredPassage:
    return StoredPassage(
        id=point.id,
        study=point.facts.study,
        file=point.file,
        number=point.number,
        text=point.text,
        language=point.language,
        pages=point.pages,
        headings=point.headings,
    )
