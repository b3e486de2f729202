"""The first stage: every arm's candidates, language by language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.port import AnyLanguage, Arm, ArmQuery, Filters, Hit, PassageIndex
from index.question import Mode, Question, sparse
from models.language import Language


@dataclass(frozen=True, slots=True)
class ArmHits:
    """What the two arms found in the same points: best first."""

    meaning: tuple[Hit, ...] = ()
    words: tuple[Hit, ...] = ()


WordScores = Mapping[Language | None, Sequence[float]]
"""By the language of passages, what the words arm gives at best to each word of a question, in its order."""


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What the words arms would give to a text that held every word of the question as well as any text does.

    Whatever is filtered; to a passage by its language, and to a title in the language of the question.
    """

    passages: Mapping[Language | AnyLanguage | None, float] = field(default_factory=dict)
    titles: float = 0.0
    words: WordScores = field(default_factory=dict)
    """What the ceilings of passages are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """A passage that says what a found one says, in another language."""

    hit: Hit
    """Its score is the cosine of both."""
    language: Language
    source: str
    """The passage that led to it."""
    likeness: float
    """From 0, no closer than its neighbours, to 1: certainly the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages by the language they are written in, and titles in any language."""

    passages: Mapping[Language | None, ArmHits]
    titles: ArmHits
    asked_in: Language | None = None
    """The language of the question: its passages alone hold its words untranslated."""
    ceilings: Ceilings = field(default_factory=Ceilings)
    parallels: tuple[Parallel, ...] = ()
    """What says in another language what the best of these say."""
    nearness: Mapping[str, float] = field(default_factory=dict)
    """How near to each other the words of the question stand in the best of these: 0 to 1, by their id."""
    exhausted: bool
    """Whether no arm has more to give at a greater depth."""


_PASSAGE_ARMS = Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS
_TITLE_ARMS = Arm.TITLE_MEANING, Arm.TITLE_WORDS

_Key = tuple[Arm, Language | AnyLanguage | None]


def retrieve(
    index: PassageIndex,
    question: Question,
    ceilings: Ceilings,
    *,
    mode: Mode,
    filters: Filters,
    depth: int,
) -> Candidates:
    """Return the ``depth`` best points of every arm, per language for the passages.

    Languages are searched one by one because a language whose passages score lower on the whole would
    otherwise never reach the list (DESIGN, decision 3).
    """
    languages = _languages(index, filters)
    queries: dict[_Key, ArmQuery] = {}
    for language in languages:
        _add(queries, mode, question, _PASSAGE_ARMS, language, filters, depth)
    _add(queries, mode, question, _TITLE_ARMS, AnyLanguage.ANY, filters, depth)
    found = dict(zip(queries, index.search([*queries.values()]), strict=True))
    return Candidates(
        passages={language: _both(found, _PASSAGE_ARMS, language) for language in languages},
        titles=_both(found, _TITLE_ARMS, AnyLanguage.ANY),
        asked_in=question.language,
        ceilings=ceilings,
        exhausted=all(len(hits) < depth for hits in found.values()),
    )


def _both(
    found: Mapping[_Key, tuple[Hit, ...]], arms: tuple[Arm, Arm], language: Language | AnyLanguage | None
) -> ArmHits:
    meaning, words = arms
    return ArmHits(found.get((meaning, language), ()), found.get((words, language), ()))


def _add(
    queries: dict[_Key, ArmQuery],
    mode: Mode,
    question: Question,
    arms: tuple[Arm, Arm],
    language: Language | AnyLanguage | None,
    filters: Filters,
    depth: int,
) -> None:
    """Add the queries of both arms over the same points, as far as the mode and the question use them."""
    meaning, words = arms
    if mode is not Mode.KEYWORD and question.vector.any():
        queries[meaning, language] = ArmQuery(
            arm=meaning, vector=question.vector, limit=depth, filters=filters, text_language=language
        )
    languages = question.words if language is AnyLanguage.ANY else [language]
    vector = sparse({language: question.terms(language) for language in languages})
    if mode is not Mode.SEMANTIC and vector.indices:
        queries[words, language] = ArmQuery(
            arm=words, vector=vector, limit=depth, filters=filters, text_language=language
        )


def ask_ceilings(index: PassageIndex, question: Question, *, mode: Mode, filters: Filters) -> Ceilings:
    """Ask for the best passage for each word alone, in each language searched, and for the best title.

    The question's own language is always asked: the others are measured against it, and so are titles. Where
    it is not known, the words may be of any, and the greatest ceiling of titles is taken.
    """
    if mode is Mode.SEMANTIC:
        return Ceilings()
    searched = dict.fromkeys([*_languages(index, filters), question.language])
    asked = [(Arm.PASSAGE_WORDS, language) for language in searched]
    asked += [
        (Arm.TITLE_WORDS, one) for one in ([question.language] if question.language else question.words)
    ]
    # The number of a term tells its language: no filter is needed.
    queries = {
        (arm, language): [
            ArmQuery(arm=arm, vector=sparse({language: word.terms}), limit=1)
            for word in question.words.get(language, ())
        ]
        for arm, language in asked
    }
    best = iter(index.best_scores([query for group in queries.values() for query in group]))
    found = {key: list(islice(best, len(group))) for key, group in queries.items()}
    words = {language: scores for (arm, language), scores in found.items() if arm is Arm.PASSAGE_WORDS}
    titles = [_ceiling(scores) for (arm, _), scores in found.items() if arm is Arm.TITLE_WORDS]
    return Ceilings(
        passages={language: _ceiling(scores) for language, scores in words.items()},
        titles=max(titles, default=0.0),
        words=words,
    )


def _ceiling(best: Sequence[float]) -> float:
    """Return the sum of what each word gives at best (the bound of WAND: Broder et al. 2003, section 3).

    A word that occurs nowhere counts as much as the rarest that does: it is missing everywhere.
    """
    rarest = max(best, default=0.0)
    return sum(score or rarest for score in best)


def _languages(index: PassageIndex, filters: Filters) -> list[Language | None]:
    present = index.text_languages()
    wanted = present & filters.languages if filters.languages else present
    return sorted(wanted, key=lambda language: language or "")
