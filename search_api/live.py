"""The index that answers now, changed for the next version without stopping."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.study import StudyId
from index.errors import SearchIndexError
from index.facets import Facets, facets
from index.port import Filters
from index.search import SearchRequest, SearchResult, SearchSetup, StudyListing, list_studies
from index.similar import SimilarStudy, similar

Answer = Callable[[SearchRequest], SearchResult]


@dataclass(slots=True)
class _Opened:
    version: str
    setup: SearchSetup
    answer: Answer
    readers: int = 0
    retired: bool = False


class LiveSearch:
    """Answers from the current version of the index; the one before is closed when its last reader leaves."""

    def __init__(
        self,
        *,
        current_version: Callable[[], str],
        open_setup: Callable[[str], SearchSetup],
        answer_with: Callable[[SearchSetup], Answer],
    ) -> None:
        """Take what tells the current version (asked before each answer, so it must be cheap).

        Args:
            current_version: raises ``IndexMissingError`` where there is no index.
            open_setup: opens a version for reading.
            answer_with: makes of it what answers requests.
        """
        self._current_version, self._open_setup, self._answer_with = current_version, open_setup, answer_with
        self._opening, self._lock = threading.Lock(), threading.Lock()
        self._opened: _Opened | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer a request."""
        with self._reading() as opened:
            return opened.answer(request)

    def list_studies(self, request: SearchRequest) -> StudyListing:
        """Answer a request with the studies alone."""
        with self._reading() as opened:
            return list_studies(opened.setup, request)

    def similar(self, study: StudyId, *, limit: int) -> tuple[SimilarStudy, ...]:
        """Return the studies like a given one."""
        with self._reading() as opened:
            return similar(opened.setup.index, study, limit=limit, weights=opened.setup.fusion.weights)

    def facets(self, filters: Filters) -> Facets:
        """Count the studies that filters let through, whatever is asked."""
        with self._reading() as opened:
            return facets(opened.setup.index, filters)

    def version(self) -> str:
        """Return the current version: it changes whenever what is searched does."""
        return self._current_version()

    def check(self) -> None:
        """Open the current version, so that a fault shows before the first question."""
        with self._reading():
            return

    def close(self) -> None:
        """Close the index once nobody reads it."""
        with self._opening:
            opened, self._opened = self._opened, None
            self._retire(opened)

    @contextmanager
    def _reading(self) -> Iterator[_Opened]:
        opened = self._enter()
        try:
            yield opened
        finally:
            with self._lock:
                opened.readers -= 1
                self._close_if_unread(opened)

    def _enter(self) -> _Opened:
        # Who enters while a new version is being opened waits for it; who reads or leaves does not.
        with self._opening:
            opened = self._opened_now()
            with self._lock:
                opened.readers += 1
            return opened

    def _opened_now(self) -> _Opened:
        """Return the current version, opened: an error leaves the one before as it is."""
        version = self._current_version()
        if self._opened is not None and self._opened.version == version:
            return self._opened
        try:
            setup = self._open_setup(version)
        except SearchIndexError:
            if self._current_version() == version:
                raise
            return self._opened_now()  # a newer version took its place meanwhile, and it may be gone
        before, self._opened = self._opened, _Opened(version, setup, self._answer_with(setup))
        self._retire(before)
        return self._opened

    def _retire(self, opened: _Opened | None) -> None:
        with self._lock:
            if opened is not None:
                opened.retired = True
                self._close_if_unread(opened)

    @staticmethod
    def _close_if_unread(opened: _Opened) -> None:
        if opened.retired and opened.readers == 0:
            opened.setup.index.close()
