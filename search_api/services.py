"""Everything that answers a reader, wired once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.watch import Unwatched
from search_api.live import LiveSearch
from search_api.settings import Settings

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.lists import Lists
    from corpus.catalogue.store import Catalogue
    from corpus.filestore import FileStore
    from corpus.people.store import People
    from ingest.source import Limits
    from search_api.jobs.queue import JobQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of a running Savoir."""

    settings: Settings
    lists: "Lists"
    catalogue: "Catalogue"
    files: "FileStore"
    live: LiveSearch
    people: "People"
    queue: "JobQueue" = field(init=False)

    def __post_init__(self) -> None:
        from search_api.jobs.queue import JobQueue

        object.__setattr__(self, "queue", JobQueue(self.catalogue, self.settings))

    @property
    def registry(self) -> "Registry":
        """The administrations as librarians keep them now; ask once for what belongs together."""
        return self.lists.registry()

    @property
    def extractions(self) -> Path:
        """Folder of the kept extractions."""
        return self.settings.extractions

    @property
    def limits(self) -> "Limits":
        """Limits under which files were read."""
        return self.settings.limits

    @property
    def shelf(self) -> "Services":
        """What is changed at this desk."""
        return self

    @property
    def watch(self) -> Unwatched:
        """Nobody waits for what takes long."""
        return Unwatched()

    def follow(self) -> None:
        """Let searches follow what was changed, as soon as the worker comes to it."""
        self.queue.follow()

    def close(self) -> None:
        """Let go of the queue, the catalogue and the index."""
        self.queue.close()
        self.live.close()
        self.catalogue.close()
