"""From the arms' scores to one ranking of studies that treats languages fairly.

Inside a language, meaning and words are joined by a convex combination of scores divided by their greatest
(their least is zero in theory: Bruch et al. 2022, "An Analysis of Fusion Functions for Hybrid Retrieval",
eq. 5 with theoretical minima). Two things keep languages fair. The cosine of a foreign passage is divided by
the greatest of its own language, so that the same closeness counts the same in every language. And words
count for what they are worth: a passage that holds a few words of the question by chance is far from the
ceiling that a full match could reach in its language, and a foreign passage, whose translated words are never
complete, is taken to match at least as many as the passages of the question's language do that are as close
in meaning. What is left between two languages may be mended by a rising line for each pair, which the
settings hold where it pays (docs/adr/0012).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from corpus.study import StudyId
from index.fusion_settings import FusionSettings, FusionWeights
from index.immutable import Immutable
from index.port import Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates, Parallel
from models.language import Language

_CLOSEST = 10
"""Passages of the question's language that tell how words go with meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPassage:
    """A passage with its joint score and what each arm gave to it (all between 0 and 1)."""

    id: str
    study: StudyId
    language: Language | None
    score: float
    meaning: float
    words: float
    nearness: float = 0.0
    """How near to each other the words of the question stand in it."""
    parallel: float = 0.0
    """What it has from a found passage that says the same in another language; 0: nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedStudy(Immutable):
    """A study with its best passages; ``passages`` is empty when only its title was found."""

    study: StudyId
    score: float
    title: float
    passages: tuple[ScoredPassage, ...]
    """As a reader should see them: by score, those in another language than the question's a little later."""


def fuse(candidates: Candidates, *, mode: Mode, settings: FusionSettings) -> tuple[RankedStudy, ...]:
    """Return the studies found, best first, equal scores by id."""
    weights = settings.weights
    passages = _with_parallels([*_passages(candidates, mode, settings)], candidates.parallels, weights)
    titles = _titles(candidates, mode, weights)
    by_study: defaultdict[StudyId, list[ScoredPassage]] = defaultdict(list)
    for passage in passages:
        by_study[passage.study].append(passage)
    asked_in = candidates.asked_in
    whole = _whole(candidates, weights)
    studies = (
        _study(study, by_study[study], titles.get(study, 0.0), whole, weights, asked_in)
        for study in {*by_study, *titles}
    )
    return tuple(sorted(studies, key=lambda ranked: (-ranked.score, ranked.study)))


def best_passages(
    candidates: Candidates, *, mode: Mode, settings: FusionSettings, limit: int
) -> Sequence[ScoredPassage]:
    """Return the best passages whatever their study, equal scores by id."""
    scored = _passages(candidates, mode, settings)
    return nsmallest(limit, scored, key=lambda passage: (-passage.score, passage.id))


def _study(
    study: StudyId,
    passages: list[ScoredPassage],
    title: float,
    whole: float,
    weights: FusionWeights,
    asked_in: Language | None,
) -> RankedStudy:
    # Titles have no nearness, and must not gain on passages by what those could reach.
    said = title / whole
    # Half its title stands in for a passage: a record without files has none at all.
    best = max((passage.score for passage in passages), default=said / 2)
    score = (1 - weights.title) * best + weights.title * said

    def read(passage: ScoredPassage) -> float:
        foreign = asked_in is not None and passage.language is not asked_in
        return passage.score * weights.reading if foreign else passage.score

    ordered = sorted(passages, key=lambda passage: (-read(passage), passage.id))
    return RankedStudy(study=study, score=score, title=title, passages=tuple(ordered))


def _passages(candidates: Candidates, mode: Mode, settings: FusionSettings) -> Iterable[ScoredPassage]:
    by_language, weights = candidates.passages, settings.weights
    top_meaning = max((_top(hits.meaning) for hits in by_language.values()), default=0.0)
    joined = {
        language: _joined(
            hits,
            max(_top(hits.meaning), weights.foreign * top_meaning),
            max(_top(hits.words), _full_match(candidates, language, weights)),
        )
        for language, hits in by_language.items()
    }
    expected = _words_for_meaning(joined.get(candidates.asked_in, []))
    whole = _whole(candidates, weights)
    for language, points in joined.items():
        foreign = language is not candidates.asked_in
        share = _meaning_share(mode, weights.foreign_meaning if foreign else weights.meaning)
        for point in points:
            words = max(point.words, min(expected * point.meaning, 1.0)) if foreign else point.words
            both = settings.calibrated(
                candidates.asked_in, language, share * point.meaning + (1 - share) * words
            )
            nearness = candidates.nearness.get(point.hit.id, 0.0)
            yield ScoredPassage(
                id=point.hit.id,
                study=point.hit.study,
                language=language,
                score=(both + weights.nearness * nearness) / whole,
                meaning=point.meaning,
                words=point.words,
                nearness=nearness,
            )


def _whole(candidates: Candidates, weights: FusionWeights) -> float:
    """Return what a passage would reach that has everything: the arms give 1, nearness comes on top."""
    return 1 + weights.nearness if candidates.nearness else 1.0


def _with_parallels(
    passages: Sequence[ScoredPassage], found: Iterable[Parallel], weights: FusionWeights
) -> Iterable[ScoredPassage]:
    """Give passages that say what another one says a share of that one's score, where that is more."""
    by_id = {passage.id: passage for passage in passages}
    raised = dict(by_id)
    for one in found:
        source = by_id.get(one.source)
        worth = weights.parallel * one.likeness * source.score if source else 0.0
        known = raised.get(one.hit.id, _unscored(one))
        if worth > known.score:
            raised[known.id] = replace(known, score=worth, parallel=worth)
    return raised.values()


def _unscored(one: Parallel) -> ScoredPassage:
    return ScoredPassage(
        id=one.hit.id, study=one.hit.study, language=one.language, score=0.0, meaning=0.0, words=0.0
    )


def _full_match(candidates: Candidates, language: Language | None, weights: FusionWeights) -> float:
    """Return the score of words at which a passage of a language matches the question fully."""
    ceilings = candidates.ceilings.passages
    own = weights.translated * ceilings.get(candidates.asked_in, 0.0)
    return weights.full_match * max(ceilings.get(language, 0.0), own)


@dataclass(frozen=True, slots=True)
class _Joined:
    """A point with the normalised scores of both arms."""

    hit: Hit
    meaning: float
    words: float


def _joined(hits: ArmHits, top_meaning: float, top_words: float) -> list[_Joined]:
    meaning, words = _scores(hits.meaning, top_meaning), _scores(hits.words, top_words)
    # A passage found by its words alone is no closer in meaning than the last one found by meaning.
    floor = min(meaning.values(), default=0.0)
    points = {hit.id: hit for hit in (*hits.meaning, *hits.words)}
    return [_Joined(hit, meaning.get(name, floor), words.get(name, 0.0)) for name, hit in points.items()]


def _words_for_meaning(points: Iterable[_Joined]) -> float:
    """Return how much of the words goes with a unit of meaning among the closest passages."""
    closest = sorted(points, key=lambda point: (-point.meaning, point.hit.id))[:_CLOSEST]
    meaning = sum(point.meaning for point in closest)
    return sum(point.words for point in closest) / meaning if meaning > 0 else 0.0


def _titles(candidates: Candidates, mode: Mode, weights: FusionWeights) -> dict[StudyId, float]:
    hits, share = candidates.titles, _meaning_share(mode, weights.meaning)
    top_words = max(_top(hits.words), weights.full_match * candidates.ceilings.titles)
    scores: dict[StudyId, float] = {}
    for point in _joined(hits, _top(hits.meaning), top_words):
        score = share * point.meaning + (1 - share) * point.words
        scores[point.hit.study] = max(score, scores.get(point.hit.study, 0.0))
    return scores


def _meaning_share(mode: Mode, both: float) -> float:
    return {Mode.KEYWORD: 0.0, Mode.SEMANTIC: 1.0, Mode.HYBRID: both}[mode]


def _top(hits: tuple[Hit, ...]) -> float:
    return max((hit.score for hit in hits), default=0.0)


def _scores(hits: tuple[Hit, ...], top: float) -> dict[str, float]:
    """Return scores between 0 and 1; a negative cosine says as little as none at all."""
    return {hit.id: max(hit.score, 0.0) / top if top > 0 else 0.0 for hit in hits}
