"""A whole search: question, candidates, fusion, citation, counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.study import StudyId
from index.facets import Facets, facets
from index.fusion import RankedStudy, ScoredPassage, best_passages, fuse
from index.fusion_settings import FusionSettings
from index.immutable import Immutable
from index.nearness import LOOKED_AT, near_words
from index.parallels import SOURCES, parallels
from index.port import Arm, ArmQuery, Filters, PassageIndex, StoredPassage
from index.question import LexicalQuery, Mode, Question, ask
from index.retrieval import Candidates, Ceilings, ask_ceilings, retrieve
from index.snippets import Span, highlights
from models.analysis import TermFinder, Token
from models.encoder import Encoder
from models.language import Language

PASSAGES_PER_STUDY = 3
FIRST_DEPTH = 60
LAST_DEPTH = 15_360


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest(Immutable):
    """What a reader asks for; ``language`` is that of the question, where it is known."""

    text: str
    language: Language | None = None
    mode: Mode = Mode.HYBRID
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPassage:
    """A passage as a reader sees it, with what each arm gave to its score."""

    passage: StoredPassage
    scored: ScoredPassage
    highlights: tuple[Span, ...]
    matches: tuple[Token, ...]
    """The terms of the question, or their likely translations, where they stand in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStudy(Immutable):
    """One result: a study and its best passages. ``rank`` counts from 1 over all pages."""

    rank: int
    study: StudyId
    score: float
    title: float
    passages: tuple[CitedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One page of results.

    ``total`` is the number of studies that the filters let through, as every one of them has a place in a
    ranking by meaning. In keyword mode, and for a question without a known meaning, it is the number of those
    in which a word of the question occurs, as far as they were looked for: beyond this page whenever there is
    a next one.
    """

    question: Question
    total: int
    studies: tuple[FoundStudy, ...]
    facets: Facets


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyListing:
    """The studies of one page without their passages, best first; ``total`` is that of ``SearchResult``."""

    total: int
    studies: tuple[StudyId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSetup:
    """What answers questions: an index and what is known of language."""

    index: PassageIndex
    encoder: Encoder
    find: TermFinder
    lexical: LexicalQuery
    fusion: FusionSettings


def search(setup: SearchSetup, request: SearchRequest) -> SearchResult:
    """Answer a request; the Haystack query pipeline ties the same steps."""
    question = understand(setup, request)
    ranking = rank(setup, question, request)
    return SearchResult(
        question=question,
        total=total(setup, question, ranking, request),
        studies=cite(setup, question, ranking, request),
        facets=facets(setup.index, request.filters),
    )


def list_studies(setup: SearchSetup, request: SearchRequest) -> StudyListing:
    """Answer a request with the studies alone, which is cheap for a thousand of them."""
    question = understand(setup, request)
    ranking = rank(setup, question, request)
    page = ranking[request.offset : request.offset + request.limit]
    return StudyListing(
        total=total(setup, question, ranking, request), studies=tuple(ranked.study for ranked in page)
    )


def understand(setup: SearchSetup, request: SearchRequest) -> Question:
    """Prepare the question for every language, since titles are searched whatever the language filter."""
    targets: set[Language | None] = {*Language, None}
    return ask(request.text, request.language, encoder=setup.encoder, lexical=setup.lexical, targets=targets)


def rank(setup: SearchSetup, question: Question, request: SearchRequest) -> tuple[RankedStudy, ...]:
    """Return the studies found, best first: enough for the page asked for and to know of a next one."""
    needed, depth = request.offset + request.limit, FIRST_DEPTH
    candidates = first_look(setup, question, request)
    ranking = fuse(candidates, mode=request.mode, settings=setup.fusion)
    while len(ranking) <= needed and not candidates.exhausted and depth < LAST_DEPTH:
        depth *= 4
        deeper = _look(setup, question, candidates.ceilings, request, depth)
        candidates = replace(deeper, parallels=candidates.parallels, nearness=candidates.nearness)
        ranking = _continued(ranking, fuse(candidates, mode=request.mode, settings=setup.fusion))
    return ranking


def first_look(setup: SearchSetup, question: Question, request: SearchRequest) -> Candidates:
    """Return what every arm finds at the first depth, and what says more of the best of it.

    That is how near to each other the question's words stand, and what says the same in another language.
    """
    ceilings = ask_ceilings(setup.index, question, mode=request.mode, filters=request.filters)
    candidates = _look(setup, question, ceilings, request, FIRST_DEPTH)
    if request.mode is not Mode.HYBRID:
        return candidates
    best = best_passages(candidates, mode=request.mode, settings=setup.fusion, limit=LOOKED_AT)
    near = near_words(setup.index, setup.find, question, best, ceilings.words)
    candidates = replace(candidates, nearness=near)
    best = best_passages(candidates, mode=request.mode, settings=setup.fusion, limit=SOURCES)
    languages = [*candidates.passages]
    found = parallels(setup.index, best, languages=languages, filters=request.filters)
    return replace(candidates, parallels=found)


def _look(
    setup: SearchSetup, question: Question, ceilings: Ceilings, request: SearchRequest, depth: int
) -> Candidates:
    return retrieve(setup.index, question, ceilings, mode=request.mode, filters=request.filters, depth=depth)


def _continued(ranking: tuple[RankedStudy, ...], deeper: Sequence[RankedStudy]) -> tuple[RankedStudy, ...]:
    """Put the studies that only the deeper look found behind the others: every page is cut from one order."""
    known, least = {ranked.study for ranked in ranking}, ranking[-1].score
    new = (ranked for ranked in deeper if ranked.study not in known)
    return (*ranking, *(replace(ranked, score=min(ranked.score, least)) for ranked in new))


def total(
    setup: SearchSetup, question: Question, ranking: Sequence[RankedStudy], request: SearchRequest
) -> int:
    """Return how many results there are over all pages."""
    if request.mode is Mode.KEYWORD or not question.vector.any():
        return len(ranking)
    return setup.index.count_studies(request.filters)


def cite(
    setup: SearchSetup, question: Question, ranking: Sequence[RankedStudy], request: SearchRequest
) -> tuple[FoundStudy, ...]:
    """Return the page asked for, each study with its best passages and where the words stand in them."""
    page = ranking[request.offset : request.offset + request.limit]
    chosen = {ranked.study: _best_passages(setup, question, ranked, request.filters) for ranked in page}
    ids = [scored.id for passages in chosen.values() for scored in passages]
    stored = setup.index.passages(ids)
    shown = {language: question.likely_terms(language) for language in question.words}
    return tuple(
        FoundStudy(
            rank=number,
            study=ranked.study,
            score=ranked.score,
            title=ranked.title,
            passages=_cited(setup, shown, chosen[ranked.study], stored),
        )
        for number, ranked in enumerate(page, start=request.offset + 1)
    )


def _best_passages(
    setup: SearchSetup, question: Question, ranked: RankedStudy, filters: Filters
) -> tuple[ScoredPassage, ...]:
    """Return its best passages; of a study found by its title alone, those closest in meaning."""
    if ranked.passages:
        return ranked.passages[:PASSAGES_PER_STUDY]
    if not question.vector.any():
        return ()
    query = ArmQuery(
        arm=Arm.PASSAGE_MEANING,
        vector=question.vector,
        limit=PASSAGES_PER_STUDY,
        filters=replace(filters, studies=frozenset({ranked.study})),
    )
    (hits,) = setup.index.search([query])
    return tuple(
        ScoredPassage(id=hit.id, study=hit.study, language=None, score=0.0, meaning=0.0, words=0.0)
        for hit in hits
    )


def _cited(
    setup: SearchSetup,
    shown: Mapping[Language | None, frozenset[str]],
    chosen: Sequence[ScoredPassage],
    stored: Mapping[str, StoredPassage],
) -> tuple[CitedPassage, ...]:
    return tuple(
        _citation(setup, shown, scored, stored[scored.id]) for scored in chosen if scored.id in stored
    )


def _citation(
    setup: SearchSetup,
    shown: Mapping[Language | None, frozenset[str]],
    scored: ScoredPassage,
    passage: StoredPassage,
) -> CitedPassage:
    matches = setup.find(passage.text, passage.language, shown[passage.language])
    return CitedPassage(
        passage=passage, scored=scored, highlights=highlights(matches), matches=tuple(matches)
    )
