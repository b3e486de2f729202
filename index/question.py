"""From the words of a reader to what the arms search with."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.immutable import Immutable
from index.port import SparseVector
from models.analysis import Analyser, Token
from models.bm25 import term_number
from models.encoder import Encoder, Vector
from models.language import Language

Terms = Mapping[str, float]
"""Weights of the terms to look for in the passages of one language."""

LexicalQuery = Callable[[str, Language | None, Language | None], Terms]
"""(question, its language, language of the passages) -> terms: the seam for translated keywords."""


class Mode(StrEnum):
    """Which arms answer."""

    KEYWORD = "keyword"
    SEMANTIC = "semantic"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Immutable):
    """A question, ready for every arm."""

    text: str
    language: Language | None
    vector: Vector
    terms: Mapping[Language | None, Terms]
    """By the language of the text searched."""


def same_words(analyse: Analyser) -> LexicalQuery:
    """Look for the question's own words in every language: names, numbers and acronyms cross unchanged.

    Its function words do not: a French "pas" or "les" is no Dutch step or lesson. Where it has no others, its
    language was perhaps mistaken, and all are looked for.
    """

    def terms(text: str, source: Language | None, target: Language | None) -> Terms:
        tokens = analyse(text, target)
        if source not in (None, target):
            said = [(token.start, token.end) for token in analyse(text, source)]
            tokens = [token for token in tokens if not said or _meets(token, said)]
        weights: dict[str, float] = {}
        for token in tokens:
            weights[token.term] = weights.get(token.term, 0.0) + 1.0
        return weights

    return terms


def _meets(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(token.start < end and start < token.end for start, end in spans)


def ask(
    text: str,
    language: Language | None,
    *,
    encoder: Encoder,
    lexical: LexicalQuery,
    targets: Collection[Language | None],
) -> Question:
    """Encode and analyse a question for passages in the ``targets`` languages."""
    return Question(
        text=text,
        language=language,
        vector=encoder.encode_query(text),
        terms={target: lexical(text, language, target) for target in targets},
    )


def sparse(terms_by_language: Mapping[Language | None, Terms]) -> SparseVector:
    """Number the terms of one or several languages; a term's number carries its language."""
    weights: dict[int, float] = {}
    for language, terms in terms_by_language.items():
        for term, weight in terms.items():
            number = term_number(term, language)
            weights[number] = weights.get(number, 0.0) + weight
    numbers = sorted(weights)
    return SparseVector(tuple(numbers), tuple(weights[number] for number in numbers))
