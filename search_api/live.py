"""The index that answers now, changed for the next version without stopping."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from corpus.study import StudyId
from index.facets import Facets, facets
from index.port import Filters
from index.question import Question
from index.search import SearchRequest, SearchResult, SearchSetup, StudyListing, list_studies
from index.similar import SimilarStudy, similar
from index.unknown_words import unknown_words
from search_api.versions import PATIENCE, Answer, Opened, OpenVersion

Hidden = Callable[[frozenset[StudyId]], frozenset[StudyId]]
"""Returns those of the studies that readers must not see."""


def _none(_studies: frozenset[StudyId]) -> frozenset[StudyId]:
    return frozenset()


class LiveSearch:
    """Answers from the current version of the index, less what readers may not see any more.

    While a new version is being opened, the one before answers (``search_api.versions`` says how long).
    """

    def __init__(
        self,
        *,
        current_version: Callable[[], str],
        open_setup: Callable[[str], SearchSetup],
        answer_with: Callable[[SearchSetup], Answer],
        hidden: Hidden = _none,
        patience: float = PATIENCE,
    ) -> None:
        """Take what tells the current version (asked before each answer, so it must be cheap).

        Args:
            current_version: raises ``IndexMissingError`` where there is no index.
            open_setup: opens a version for reading.
            answer_with: makes of it what answers requests.
            hidden: asked before each answer too.
            patience: seconds for which readers wait for a new version while there is one before.
        """
        self._current_version, self._open_setup, self._answer_with = current_version, open_setup, answer_with
        self._hidden = hidden
        self._open = OpenVersion(current_version, self._open_version, patience=patience)

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a request."""
        with self._reading() as (opened, hidden):
            return opened.answer(_less(request, hidden))

    def list_studies(self, request: SearchRequest) -> StudyListing:
        """Answer a request with the studies alone."""
        with self._reading() as (opened, hidden):
            return list_studies(opened.setup, _less(request, hidden))

    def similar(self, study: StudyId, *, limit: int) -> tuple[SimilarStudy, ...]:
        """Return the studies like a given one."""
        with self._reading() as (opened, hidden):
            index, weights = opened.setup.index, opened.setup.fusion.weights
            return similar(index, study, limit=limit, weights=weights, filters=Filters(without=hidden))

    def unknown_words(self, question: Question) -> tuple[str, ...]:
        """Return the words of a question that occur nowhere."""
        with self._reading() as (opened, _):
            return unknown_words(opened.setup.index, question)

    def facets(self, filters: Filters) -> Facets:
        """Count the studies that filters let through, whatever is asked."""
        with self._reading() as (opened, hidden):
            return facets(opened.setup.index, replace(filters, without=filters.without | hidden))

    def version(self) -> str:
        """Return the current version: it changes whenever what is searched does, or will in a moment."""
        return self._current_version()

    def check(self) -> str:
        """Return the version that answers, opened, so that a fault shows before the first question."""
        with self._reading() as (opened, _):
            return opened.version

    def close(self) -> None:
        """Close the index once nobody reads it."""
        self._open.close()

    @contextmanager
    def _reading(self) -> Iterator[tuple[Opened, frozenset[StudyId]]]:
        with self._open.reading() as opened:
            yield opened, self._hidden(opened.studies)

    def _open_version(self, version: str) -> Opened:
        setup = self._open_setup(version)
        return Opened(version, setup, self._answer_with(setup), frozenset(setup.index.contents()))


def _less(request: SearchRequest, hidden: frozenset[StudyId]) -> SearchRequest:
    if not hidden:
        return request
    return replace(request, filters=replace(request.filters, without=request.filters.without | hidden))
