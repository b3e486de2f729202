"""The first stage: every arm's candidates, language by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.port import AnyLanguage, Arm, ArmQuery, Filters, Hit, PassageIndex
from index.question import Mode, Question, sparse
from models.language import Language


@dataclass(frozen=True, slots=True)
class ArmHits:
    """What the two arms found in the same points: best first."""

    meaning: tuple[Hit, ...] = ()
    words: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages by the language they are written in, and titles in any language."""

    passages: Mapping[Language | None, ArmHits]
    titles: ArmHits
    exhausted: bool
    """Whether no arm has more to give at a greater depth."""


def retrieve(
    index: PassageIndex, question: Question, *, mode: Mode, filters: Filters, depth: int
) -> Candidates:
    """Return the ``depth`` best points of every arm, per language for the passages.

    Languages are searched one by one because a language whose passages score lower on the whole would
    otherwise never reach the list (DESIGN, decision 3).
    """
    queries: dict[tuple[Arm, Language | AnyLanguage | None], ArmQuery] = {}
    for language in _languages(index, filters):
        _add(queries, mode, question, (Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS), language, filters, depth)
    _add(queries, mode, question, (Arm.TITLE_MEANING, Arm.TITLE_WORDS), AnyLanguage.ANY, filters, depth)
    found = dict(zip(queries, index.search(list(queries.values())), strict=True))
    languages = {language for _, language in queries if language is not AnyLanguage.ANY}
    return Candidates(
        passages={
            language: ArmHits(
                found.get((Arm.PASSAGE_MEANING, language), ()), found.get((Arm.PASSAGE_WORDS, language), ())
            )
            for language in languages
        },
        titles=ArmHits(
            found.get((Arm.TITLE_MEANING, AnyLanguage.ANY), ()),
            found.get((Arm.TITLE_WORDS, AnyLanguage.ANY), ()),
        ),
        exhausted=all(len(hits) < depth for hits in found.values()),
    )


def _languages(index: PassageIndex, filters: Filters) -> list[Language | None]:
    present = index.text_languages()
    wanted = present & filters.languages if filters.languages else present
    return sorted(wanted, key=lambda language: language or "")


def _add(
    queries: dict[tuple[Arm, Language | AnyLanguage | None], ArmQuery],
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
    terms = question.terms
    if language is not AnyLanguage.ANY:
        terms = {language: question.terms.get(language, {})}
    vector = sparse(terms)
    if mode is not Mode.SEMANTIC and vector.indices:
        queries[words, language] = ArmQuery(
            arm=words, vector=vector, limit=depth, filters=filters, text_language=language
        )
