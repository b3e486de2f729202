"""The version of the index that is open, and how the next one takes its place under its readers."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from corpus.study import StudyId
from index.errors import SearchIndexError
from index.search import SearchRequest, SearchResult, SearchSetup

Answer = Callable[[SearchRequest], SearchResult]

PATIENCE = 0.5
"""Seconds for which readers wait for a new version; it is opened in a fifth of that unless it is large."""


@dataclass(slots=True)
class Opened:
    """A version and how many read it now."""

    version: str
    setup: SearchSetup
    answer: Answer
    studies: frozenset[StudyId]
    """Those that it finds."""
    readers: int = 0
    retired: bool = False


@dataclass(slots=True)
class _Opening:
    """A version that is being opened beside the one that answers."""

    thread: threading.Thread
    begun: float = field(default_factory=time.monotonic)


class OpenVersion:
    """Keeps one version open; the one before is closed when its last reader leaves.

    Readers get the current version. While a new one is being opened they wait for it at most ``patience``
    seconds after its opening began, and get the one before from then on until it is open. So an answer is
    older than the current version by the time that one opening takes, and two where versions come faster.
    Where there is none before, or the new one cannot be opened, they wait, and its error is theirs.
    """

    def __init__(
        self, current_version: Callable[[], str], open_now: Callable[[str], Opened], *, patience: float
    ) -> None:
        self._current_version, self._open_now, self._patience = current_version, open_now, patience
        self._door, self._lock = threading.Lock(), threading.Lock()
        self._opened: Opened | None = None
        self._opening: _Opening | None = None
        self._broken: str | None = None

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Hold a version open.

        Raises:
            IndexMissingError: there is none.
            SearchIndexError: it cannot be opened.
        """
        opened = self._enter()
        try:
            yield opened
        finally:
            with self._lock:
                opened.readers -= 1
                _close_if_unread(opened)

    def close(self) -> None:
        """Close the index once nobody reads it."""
        with self._lock:
            opening = self._opening
        if opening is not None:
            opening.thread.join()
        with self._door:
            self._replace(None)

    def _enter(self) -> Opened:
        while True:
            self._follow()
            with self._lock:
                if self._opened is not None:
                    self._opened.readers += 1
                    return self._opened

    def _follow(self) -> None:
        """Bring the current version in, as far as patience goes."""
        version, open_now = self._current_version(), self._version()
        if version == open_now:
            return
        if open_now is not None and version != self._broken:
            opening = self._begin()
            opening.thread.join(max(0.0, opening.begun + self._patience - time.monotonic()))
        if open_now is None or version == self._broken:
            self._open_current()

    def _begin(self) -> _Opening:
        """Return the opening that is under way, or begin one."""
        with self._lock:
            if self._opening is None or not self._opening.thread.is_alive():
                self._opening = _Opening(threading.Thread(target=self._open_aside, name="opening"))
                self._opening.thread.start()
            return self._opening

    def _open_aside(self) -> None:
        with suppress(SearchIndexError):  # who asks next opens it again, and is told
            self._open_current()

    def _open_current(self) -> None:
        """Open the current version, unless it is: an error leaves the one before as it is."""
        with self._door:
            while (version := self._current_version()) != self._version():
                try:
                    opened = self._open_now(version)
                except SearchIndexError:
                    if self._current_version() != version:
                        continue  # a newer version took its place meanwhile, and it may be gone
                    self._broken = version
                    raise
                self._broken = None
                self._replace(opened)
                return

    def _version(self) -> str | None:
        opened = self._opened
        return opened.version if opened else None

    def _replace(self, new: Opened | None) -> None:
        with self._lock:
            before, self._opened = self._opened, new
            if before is not None:
                before.retired = True
                _close_if_unread(before)


def _close_if_unread(opened: Opened) -> None:
    if opened.retired and opened.readers == 0:
        opened.setup.index.close()
