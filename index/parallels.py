"""Passages that say in another language what a found one says.

A question and the passage that answers it have few words in common; a passage and its translation have nearly
all of their meaning. So what was found in one language leads to its other version more surely than the
question does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.fusion import ScoredPassage
from index.port import Arm, ArmQuery, Filters, Hit, PassageIndex
from index.retrieval import Parallel
from models.encoder import Vector
from models.language import Language

SOURCES = 2
"""Passages found whose versions are looked for: the best of the ranking."""

_NEIGHBOURS = 4
"""Passages that the closest one is compared with."""

_CHANCE, _SURE = 1.1, 1.3
"""How many times closer than these the closest one is by chance, and one that certainly says the same."""

_LEAST = 0.45
"""The cosine that a translation has at least; of 50 passages and their versions, 49 have more than .55."""


def parallels(
    index: PassageIndex,
    sources: Sequence[ScoredPassage],
    *,
    languages: Sequence[Language | None],
    filters: Filters,
) -> tuple[Parallel, ...]:
    """Return the passages of other studies that say in another of ``languages`` what a source says.

    By the ratio margin of Artetxe & Schwenk 2019 ("Margin-based Parallel Corpus Mining with Multilingual
    Sentence Embeddings", eq. 3), from the source's side alone: a translation is far closer than what is next.
    The study that a source belongs to is found already.
    """
    wanted = list(_asked(sources, languages))
    if not wanted:
        return ()
    meanings = index.meanings([source.id for source in sources])
    asked = [(source, language) for source, language in wanted if source.id in meanings]
    found = index.search(
        [_query(meanings[source.id], source, language, filters) for source, language in asked]
    )
    return tuple(
        Parallel(hit=hits[0], language=language, source=source.id, likeness=likeness)
        for (source, language), hits in zip(asked, found, strict=True)
        if (likeness := _likeness(hits)) > 0
    )


def _asked(
    sources: Sequence[ScoredPassage], languages: Sequence[Language | None]
) -> Iterator[tuple[ScoredPassage, Language]]:
    for source in sources:
        for language in languages:
            if language is not None and source.language not in (None, language):
                yield source, language


def _query(meaning: Vector, source: ScoredPassage, language: Language, filters: Filters) -> ArmQuery:
    return ArmQuery(
        arm=Arm.PASSAGE_MEANING,
        vector=meaning,
        limit=1 + _NEIGHBOURS,
        filters=replace(filters, without=filters.without | {source.study}),
        text_language=language,
    )


def _likeness(hits: Sequence[Hit]) -> float:
    """Return how surely the first says the same; where nothing stands beside it, nothing can be said."""
    beside = [hit.score for hit in hits[1:]]
    mean = sum(beside) / len(beside) if beside else 0.0
    if mean <= 0 or hits[0].score < _LEAST:
        return 0.0
    return min(max((hits[0].score / mean - _CHANCE) / (_SURE - _CHANCE), 0.0), 1.0)
