"""The index follows what the desk changes, after the answer."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError
from index.errors import IndexBusyError, SearchIndexError
from ingest.errors import IngestError
from ingest.watch import Unwatched
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files, unread_files
from search_api.services import Services
from search_api.settings import Settings
from search_api.wiring import writing

log = logging.getLogger("savoir")

_PATIENCE, _TRIES = 5.0, 120
"""Seconds between two tries while another process writes, and how many of them."""


def follow(services: Services) -> None:
    """Let the index follow the catalogue soon; many changes in a row are followed once."""
    with _KEEPING:
        follower = _FOLLOWERS.setdefault(services.settings.data_dir.resolve(), Follower(services.settings))
    follower.ask()


@dataclass(slots=True)
class Follower:
    """A thread that works while something is asked, and ends."""

    settings: Settings
    once: Callable[[Settings], None] = field(default_factory=lambda: _follow_once)
    wait: Callable[[float], object] = field(default_factory=lambda: threading.Event().wait)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _asked: bool = False
    _works: bool = False

    def ask(self) -> threading.Thread | None:
        """Return the thread that begins to work; ``None``: another one does already."""
        with self._lock:
            self._asked = True
            if self._works:
                return None
            self._works = True
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        return thread

    def _goes_on(self) -> bool:
        with self._lock:
            self._works, self._asked = self._asked, False
            return self._works

    def _run(self) -> None:
        while self._goes_on():
            try:
                self._patiently()
            except (CorpusError, SearchIndexError, IngestError) as error:
                log.warning("the index did not follow a change: %s", error)

    def _patiently(self) -> None:
        for _ in range(_TRIES - 1):
            try:
                return self.once(self.settings)
            except IndexBusyError:
                self.wait(_PATIENCE)
        return self.once(self.settings)


def _follow_once(settings: Settings) -> None:
    with writing(settings) as library:
        read_files(library, unread_files(library), Unwatched())
        sync_index(library, Unwatched())


_FOLLOWERS: dict[Path, Follower] = {}
_KEEPING = threading.Lock()
