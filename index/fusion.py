"""From the arms' scores to one ranking of studies that treats languages fairly.

Inside a language, meaning and words are joined by a convex combination of scores divided by their greatest
(their least is zero in theory: Bruch et al. 2022, "An Analysis of Fusion Functions for Hybrid Retrieval",
eq. 5 with theoretical minima). Across languages the cosine of a foreign passage is divided by the greatest
of its own language, so that the same closeness counts the same in every language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.study import StudyId
from index.port import Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionWeights:
    """How much each arm counts; every value is between 0 and 1."""

    meaning: float = 0.5
    """Share of the meaning arm inside a language; the rest is the words'."""
    title: float = 0.3
    """Share of the title arm in the score of a study; the rest is its best passage's."""
    foreign: float = 0.85
    """The least that the best cosine of a language is expected to reach of the best of all languages:
    a language whose best passage is further away has nothing to say on the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPassage:
    """A passage with its joint score and what each arm gave to it (all between 0 and 1)."""

    id: str
    study: StudyId
    language: Language | None
    score: float
    meaning: float
    words: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedStudy:
    """A study with its best passages; ``passages`` is empty when only its title was found."""

    study: StudyId
    score: float
    title: float
    passages: tuple[ScoredPassage, ...]


def fuse(candidates: Candidates, *, mode: Mode, weights: FusionWeights) -> tuple[RankedStudy, ...]:
    """Return the studies found, best first, equal scores by id."""
    passages = _passages(candidates.passages, mode, weights)
    titles = _titles(candidates.titles, mode, weights)
    by_study: defaultdict[StudyId, list[ScoredPassage]] = defaultdict(list)
    for passage in passages:
        by_study[passage.study].append(passage)
    studies = (_study(study, by_study[study], titles, weights) for study in {*by_study, *titles})
    return tuple(sorted(studies, key=lambda ranked: (-ranked.score, ranked.study)))


def _study(
    study: StudyId, passages: list[ScoredPassage], titles: Mapping[StudyId, float], weights: FusionWeights
) -> RankedStudy:
    best_first = tuple(sorted(passages, key=lambda passage: (-passage.score, passage.id)))
    best = best_first[0].score if best_first else 0.0
    title = titles.get(study, 0.0)
    score = (1 - weights.title) * best + weights.title * title
    return RankedStudy(study=study, score=score, title=title, passages=best_first)


def _passages(
    by_language: Mapping[Language | None, ArmHits],
    mode: Mode,
    weights: FusionWeights,
) -> Iterable[ScoredPassage]:
    top_meaning = max((_top(hits.meaning) for hits in by_language.values()), default=0.0)
    top_words = max((_top(hits.words) for hits in by_language.values()), default=0.0)
    for language, hits in by_language.items():
        own_top = max(_top(hits.meaning), weights.foreign * top_meaning)
        share = _meaning_share(mode, weights)
        meaning, words = _scores(hits.meaning, own_top), _scores(hits.words, top_words)
        floor = min(meaning.values(), default=0.0)
        studies = {hit.id: hit.study for hit in (*hits.meaning, *hits.words)}
        for point, study in studies.items():
            # A passage found by its words alone is no closer in meaning than the last one found by meaning.
            close, worded = meaning.get(point, floor), words.get(point, 0.0)
            yield ScoredPassage(
                id=point,
                study=study,
                language=language,
                score=share * close + (1 - share) * worded,
                meaning=close,
                words=worded,
            )


def _titles(hits: ArmHits, mode: Mode, weights: FusionWeights) -> dict[StudyId, float]:
    share = _meaning_share(mode, weights)
    scores: dict[StudyId, float] = {}
    meaning, words = _scores(hits.meaning, _top(hits.meaning)), _scores(hits.words, _top(hits.words))
    studies = {hit.id: hit.study for hit in (*hits.meaning, *hits.words)}
    for point, study in studies.items():
        score = share * meaning.get(point, 0.0) + (1 - share) * words.get(point, 0.0)
        scores[study] = max(score, scores.get(study, 0.0))
    return scores


def _meaning_share(mode: Mode, weights: FusionWeights) -> float:
    return {Mode.KEYWORD: 0.0, Mode.SEMANTIC: 1.0, Mode.HYBRID: weights.meaning}[mode]


def _top(hits: tuple[Hit, ...]) -> float:
    return max((hit.score for hit in hits), default=0.0)


def _scores(hits: tuple[Hit, ...], top: float) -> dict[str, float]:
    """Return scores between 0 and 1; a negative cosine says as little as none at all."""
    return {hit.id: max(hit.score, 0.0) / top if top > 0 else 0.0 for hit in hits}
