"""Textbook retrieval over whole documents, without the product's index: what any claim is held against."""

from collections.abc import Mapping
from enum import StrEnum

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.study import StudyId
from eval.bm25_tokens import token, tokens
from eval.library import Library, WholeText
from index.filters import passes
from index.port import Filters
from index.question import same_words, total_terms
from models.bm25 import K1, B
from models.identify import query_language
from models.lexical import analyse

_RRF_K = 60
_RRF_DEPTH = 1000
"""Documents of each ranking that reciprocal rank fusion looks at."""

Scores = NDArray[np.float64]
"""Shape (texts,)."""


class ReferenceMethod(StrEnum):
    """How whole documents are ranked."""

    BM25 = "bm25"
    """By ``bm25s`` over the terms of the product's analysers."""
    DENSE = "dense"
    """By the cosine of the encoder's vectors, exactly."""
    CONVEX = "convex"
    """The mean of both, each scaled from its least to its greatest for the topic (Bruch et al. 2022)."""
    RRF = "rrf"
    """Reciprocal rank fusion of both, k = 60 (Cormack, Clarke & Buettcher 2009)."""


class Reference:
    """Ranks the whole texts of a library in memory."""

    def __init__(self, library: Library) -> None:
        """Weigh and encode all texts."""
        self._texts, self._facts = library.texts, library.facts
        self._encoder, self._terms = library.setup.encoder, same_words(analyse)
        self._languages = sorted({text.language for text in self._texts}, key=lambda code: code or "")
        self._vectors = self._encoder.encode_passages([text.text for text in self._texts])
        self._bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        self._bm25.index([_terms(text) for text in self._texts], show_progress=False)

    def rank(
        self, question: str, method: ReferenceMethod, filters: Filters, *, depth: int
    ) -> Mapping[StudyId, float]:
        """Return the first ``depth`` studies that the filters let through and their scores, best first.

        A study of several texts has the score of its best. What shares no word with the question is not
        found by ``BM25``.
        """
        scores = self._scores(question, method)
        found: dict[StudyId, float] = {}
        for place in np.argsort(-scores, kind="stable"):
            if len(found) == depth or (method is ReferenceMethod.BM25 and scores[place] <= 0):
                break
            study = self._texts[place].study
            if study not in found and passes(self._facts[study], filters):
                found[study] = float(scores[place])
        return found

    def _scores(self, question: str, method: ReferenceMethod) -> Scores:
        match method:
            case ReferenceMethod.BM25:
                return self._by_words(question)
            case ReferenceMethod.DENSE:
                return self._by_meaning(question)
            case ReferenceMethod.CONVEX:
                return (_scaled(self._by_words(question)) + _scaled(self._by_meaning(question))) / 2
            case ReferenceMethod.RRF:
                words, meaning = self._by_words(question), self._by_meaning(question)
                return _reciprocal_ranks(words, found=words > 0) + _reciprocal_ranks(meaning)

    def _by_words(self, question: str) -> Scores:
        asked = query_language(question)
        terms = {
            language: total_terms(self._terms(question, asked, language)) for language in self._languages
        }
        known = [term for term in tokens(terms) if term in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self._texts))
        return np.asarray(self._bm25.get_scores(known), dtype=np.float64)

    def _by_meaning(self, question: str) -> Scores:
        return np.asarray(self._vectors @ self._encoder.encode_query(question), dtype=np.float64)


def _terms(text: WholeText) -> list[str]:
    return [token(found.term, text.language) for found in analyse(text.text, text.language)]


def _scaled(scores: Scores) -> Scores:
    least, greatest = scores.min(), scores.max()
    return (scores - least) / (greatest - least) if greatest > least else np.zeros_like(scores)


def _reciprocal_ranks(scores: Scores, found: NDArray[np.bool_] | None = None) -> Scores:
    order = np.argsort(-scores, kind="stable")[:_RRF_DEPTH]
    shares = np.zeros_like(scores)
    shares[order] = 1 / (_RRF_K + 1 + np.arange(len(order)))
    return shares if found is None else np.where(found, shares, 0.0)
