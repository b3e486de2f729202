"""Maps that bring the scores of passages in another language onto the scale of the question's own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.tuning.asked import Asked
from index.fusion import fuse
from index.fusion_settings import Calibration, FusionSettings, ScoreMap
from index.question import Mode
from models.language import Language

_LEAST_ANSWERS = 20
"""Answers that a pair of languages must have among its passages; with fewer the line is drawn by chance."""

_Pair = tuple[Language, Language]


@dataclass(slots=True)
class _Points:
    """Scores, and whether each is of an answer."""

    scores: list[float] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)


def calibration(collections: Sequence[Sequence[Asked]], settings: FusionSettings) -> Calibration:
    """Fit the maps of all pairs of languages on what was found where several share an index.

    The log-odds that a study answers rise with the score of its best passage along a line, one for each pair
    (Platt 1999, "Probabilistic Outputs for Support Vector Machines", eq. 3). A foreign score is mapped to the
    score that has the same odds in the question's own language. A pair with few answers gets no map.
    """
    plain = replace(settings, calibration={})
    points = _points([one for asked in collections for one in asked if len(one.documents) != 1], plain)
    lines = {pair: _line(found) for pair, found in points.items() if sum(found.answers) >= _LEAST_ANSWERS}
    maps: dict[_Pair, ScoreMap] = {}
    for (asked, written), (offset, slope) in sorted(lines.items()):
        own_offset, own_slope = lines.get((asked, asked), (0.0, 0.0))
        if asked is not written and slope > 0 and own_slope > 0:
            maps[asked, written] = ScoreMap(
                round((offset - own_offset) / own_slope, 4), round(slope / own_slope, 4)
            )
    return maps


def _points(libraries: Sequence[Asked], settings: FusionSettings) -> dict[_Pair, _Points]:
    found: defaultdict[_Pair, _Points] = defaultdict(_Points)
    for library in libraries:
        for pair, score, answers in _scored(library, settings):
            found[pair].scores.append(score)
            found[pair].answers.append(answers)
    return found


def _scored(library: Asked, settings: FusionSettings) -> Iterator[tuple[_Pair, float, bool]]:
    """Yield each study's best passage of each language: the pair, its score, whether the study answers."""
    for topic in library.topics:
        asked = topic.candidates.asked_in
        if asked is None:
            continue
        answers = library.qrels[topic.id]
        for ranked in fuse(topic.candidates, mode=Mode.HYBRID, settings=settings):
            best: dict[Language, float] = {}
            for passage in ranked.passages:
                if passage.language:
                    best[passage.language] = max(passage.score, best.get(passage.language, 0.0))
            for written, score in best.items():
                yield (asked, written), score, answers.get(library.names[ranked.study], 0) > 0


def _line(points: _Points) -> tuple[float, float]:
    """Return offset and slope of the log-odds by maximum likelihood."""
    scores, answers = np.array(points.scores), np.array(points.answers, dtype=np.float64)

    def loss(line: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = line[0] + line[1] * scores
        error = 1 / (1 + np.exp(-odds)) - answers
        return float((np.logaddexp(0, odds) - answers * odds).mean()), np.array(
            [error.mean(), (error * scores).mean()]
        )

    found = minimize(loss, np.array([-5.0, 10.0]), jac=True, method="BFGS")
    return float(found.x[0]), float(found.x[1])
