"""From the words of a reader to what the arms search with."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.immutable import Immutable
from index.port import SparseVector
from models.analysis import Analyser, Token, by_place
from models.bm25 import term_number
from models.encoder import Encoder, Vector
from models.language import Language

Terms = Mapping[str, float]
"""Weights of the terms to look for in the passages of one language."""


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word or expression of the question, and the terms that stand for it in texts of one language."""

    text: str
    """As the question has it."""
    terms: Terms

    def likely_terms(self) -> list[str]:
        """Return the terms that are not much less likely than the likeliest."""
        least = _LIKELY * max(self.terms.values(), default=0.0)
        return [term for term, weight in self.terms.items() if weight >= least]


LexicalQuery = Callable[[str, Language | None, Language | None], tuple[AskedWord, ...]]
"""(question, its language, language of the passages) -> what to look for, word by word."""


_LIKELY = 0.25
"""Share of the weight of a word's likeliest term."""


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
    words: Mapping[Language | None, tuple[AskedWord, ...]]
    """By the language of the text searched."""

    def terms(self, language: Language | None) -> Terms:
        """Return the weights of all terms to look for in texts of a language."""
        return total_terms(self.words.get(language, ()))

    def likely_terms(self, language: Language | None) -> frozenset[str]:
        """Return the terms worth showing to a reader: of each word, no translation much less likely."""
        return frozenset(term for word in self.words.get(language, ()) for term in word.likely_terms())


def total_terms(words: Iterable[AskedWord]) -> Terms:
    """Return the terms of all words with the sums of their weights."""
    weights: dict[str, float] = {}
    for word in words:
        for term, weight in word.terms.items():
            weights[term] = weights.get(term, 0.0) + weight
    return weights


def same_words(analyse: Analyser) -> LexicalQuery:
    """Look for the question's own words in every language: names, numbers and acronyms cross unchanged.

    Its function words do not: a French "pas" or "les" is no Dutch step or lesson. Where it has no others, its
    language was perhaps mistaken, and all are looked for.
    """

    def words(text: str, source: Language | None, target: Language | None) -> tuple[AskedWord, ...]:
        tokens = analyse(text, target)
        if source not in (None, target):
            said = [(token.start, token.end) for token in analyse(text, source)]
            tokens = [token for token in tokens if not said or _meets(token, said)]
        return tuple(
            AskedWord(text[start:end], dict.fromkeys(terms, 1.0))
            for (start, end), terms in by_place(tokens).items()
        )

    return words


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
        words={target: lexical(text, language, target) for target in targets},
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
