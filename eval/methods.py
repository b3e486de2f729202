"""What answers topics: the product's modes, and the textbook methods they are held against."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from corpus.study import StudyId
from eval.errors import FilterBrokenError, TopicError
from eval.library import Library
from eval.reference import Reference, ReferenceMethod
from eval.run import DocumentId, Run, Scored, TopicId
from eval.topics import Topic
from index.filters import passes
from index.port import Filters
from index.question import Mode
from index.search import SearchRequest, rank, understand
from ingest.watch import Watch
from models.identify import query_language


class Method(StrEnum):
    """A way to rank the studies of a library for a topic."""

    KEYWORD = "keyword"
    SEMANTIC = "semantic"
    HYBRID = "hybrid"
    BM25 = "bm25"
    DENSE = "dense"
    CONVEX = "convex"
    RRF = "rrf"


PRODUCT = {Method.KEYWORD: Mode.KEYWORD, Method.SEMANTIC: Mode.SEMANTIC, Method.HYBRID: Mode.HYBRID}
"""The methods that are modes of the product's search."""


class Respondent:
    """Answers topics from one library, by any method."""

    def __init__(self, library: Library) -> None:
        """Take the library; what the textbook methods need is made when the first of them is asked."""
        self.library = library

    @cached_property
    def _reference(self) -> Reference:
        return Reference(self.library)

    def answer(self, topics: Sequence[Topic], method: Method, *, depth: int, watch: Watch) -> Run:
        """Ask every topic and return the first ``depth`` documents of each.

        Raises:
            TopicError: the filters of a topic mean nothing.
            FilterBrokenError: a result breaks its topic's filters.
        """
        rankings: dict[TopicId, tuple[Scored, ...]] = {}
        watch.begin(f"Asking topics ({method})", len(topics))
        for topic in topics:
            filters = self._filters(topic)
            found = self._found(topic.text, method, filters, depth)
            _check(topic, filters, found, self.library)
            rankings[topic.id] = tuple(
                Scored(self.library.names[study], round(score, 9)) for study, score in found.items()
            )
            watch.step()
        return Run(tag=method.value, rankings=rankings)

    def _filters(self, topic: Topic) -> Filters:
        try:
            return self.library.read_filters(topic.filters)
        except ValueError as error:
            raise TopicError(topic.id, str(error)) from error

    def _found(self, text: str, method: Method, filters: Filters, depth: int) -> Mapping[StudyId, float]:
        if mode := PRODUCT.get(method):
            return _searched(self.library, text, filters, mode, depth)
        return self._reference.rank(text, ReferenceMethod(method), filters, depth=depth)


def _searched(
    library: Library, text: str, filters: Filters, mode: Mode, depth: int
) -> Mapping[StudyId, float]:
    """Return what a reader would get who asked this."""
    request = request_of(text, filters, mode, depth)
    ranking = rank(library.setup, understand(library.setup, request), request)
    return {ranked.study: ranked.score for ranked in ranking[:depth]}


def request_of(text: str, filters: Filters, mode: Mode, depth: int) -> SearchRequest:
    """Return what a reader who asked this would ask: the language is told from the words, as theirs is."""
    return SearchRequest(text=text, language=query_language(text), mode=mode, filters=filters, limit=depth)


def _check(topic: Topic, filters: Filters, found: Mapping[StudyId, float], library: Library) -> None:
    broken: list[DocumentId] = [
        library.names[study] for study in found if not passes(library.facts[study], filters)
    ]
    if broken:
        raise FilterBrokenError(topic.id, broken)
