"""Studies like a given one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.study import StudyId
from index.fusion_settings import FusionWeights
from index.port import Arm, ArmQuery, Filters, Hit, PassageIndex
from models.encoder import Vector

_PASSAGES_PER_RESULT = 12
"""How many passages are looked at for each study wanted, as one study brings many."""


@dataclass(frozen=True, slots=True)
class SimilarStudy:
    """A study and its closeness: 1 for the closest passage of a language that has something alike."""

    study: StudyId
    score: float


def similar(
    index: PassageIndex,
    study: StudyId,
    *,
    limit: int,
    weights: FusionWeights,
    filters: Filters = Filters(),  # noqa: B008 - a frozen value
) -> tuple[SimilarStudy, ...]:
    """Return the studies whose passages are closest to the centre of this study's, in any language.

    Closeness is taken language by language, so that a study is not farther for being in the other one; as in
    a search, a language whose closest passage is much further away has nothing like it.
    """
    own = index.vectors(study)
    centre = _centre(own)
    if centre is None:
        return ()
    queries = [
        ArmQuery(
            arm=Arm.PASSAGE_MEANING,
            vector=centre,
            # Its own passages are the closest of all and must not take the places of the others.
            limit=limit * _PASSAGES_PER_RESULT + len(own),
            filters=filters,
            text_language=language,
        )
        for language in sorted(index.text_languages(), key=lambda language: language or "")
    ]
    found = [[hit for hit in hits if hit.study != study and hit.score > 0] for hits in index.search(queries)]
    best = sorted(_scores(found, weights.foreign).items(), key=lambda item: (-item[1], item[0]))
    return tuple(SimilarStudy(other, score) for other, score in best[:limit])


def _scores(found: Iterable[Sequence[Hit]], foreign: float) -> dict[StudyId, float]:
    by_language = [hits for hits in found if hits]
    least = foreign * max((hits[0].score for hits in by_language), default=0.0)
    scores: dict[StudyId, float] = {}
    for hits in by_language:
        top = max(hits[0].score, least)
        for hit in hits:
            scores[hit.study] = max(scores.get(hit.study, 0.0), hit.score / top)
    return scores


def _centre(vectors: Sequence[Vector]) -> Vector | None:
    if not len(vectors):
        return None
    mean = np.mean(np.asarray(vectors, dtype=np.float32), axis=0)
    length = float(np.linalg.norm(mean))
    return (mean / length).astype(np.float32) if length > 0 else None
