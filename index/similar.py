"""Studies like a given one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.study import StudyId
from index.port import Arm, ArmQuery, PassageIndex
from models.encoder import Vector

_PASSAGES_PER_RESULT = 12
"""How many passages are looked at for each study wanted, as one study brings many."""


@dataclass(frozen=True, slots=True)
class SimilarStudy:
    """A study and its closeness, 1 for the closest passage of its language."""

    study: StudyId
    score: float


def similar(index: PassageIndex, study: StudyId, *, limit: int) -> tuple[SimilarStudy, ...]:
    """Return the studies whose passages are closest to the centre of this study's, in any language.

    Closeness is taken language by language, so that a study is not farther for being in the other one.
    """
    centre = _centre(index.vectors(study))
    if centre is None:
        return ()
    queries = [
        ArmQuery(
            arm=Arm.PASSAGE_MEANING,
            vector=centre,
            limit=(limit + 1) * _PASSAGES_PER_RESULT,
            text_language=language,
        )
        for language in sorted(index.text_languages(), key=lambda language: language or "")
    ]
    scores: dict[StudyId, float] = {}
    for hits in index.search(queries):
        others = [hit for hit in hits if hit.study != study and hit.score > 0]
        for hit in others:
            scores[hit.study] = max(scores.get(hit.study, 0.0), hit.score / others[0].score)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SimilarStudy(other, score) for other, score in best[:limit])


def _centre(vectors: Sequence[Vector]) -> Vector | None:
    if not len(vectors):
        return None
    mean = np.mean(np.asarray(vectors, dtype=np.float32), axis=0)
    length = float(np.linalg.norm(mean))
    return (mean / length).astype(np.float32) if length > 0 else None
