"""The desks at which no reader waits: that of a command, and that of a job."""

from dataclasses import dataclass

from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.jobs.following import read_published
from search_api.jobs.queue import JobQueue
from search_api.library import Library, Shelf


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Searches follow before the command ends. Every other writer of the index has to be kept out."""

    shelf: Library
    watch: Watch

    def follow(self) -> None:
        """Read what readers see from now on, and write the index."""
        read_published(self.shelf, self.watch)
        sync_index(self.shelf, self.watch)


@dataclass(frozen=True, slots=True)
class Soon:
    """Searches follow when the worker comes to it."""

    shelf: Shelf
    watch: Watch
    queue: JobQueue

    def follow(self) -> None:
        """Wake the worker."""
        self.queue.follow()
