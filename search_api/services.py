"""Everything that answers a reader, wired once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from search_api.live import LiveSearch
from search_api.settings import Settings

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.store import Catalogue
    from corpus.filestore import FileStore
    from corpus.people.store import People
    from ingest.source import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of a running Savoir."""

    settings: Settings
    registry: "Registry"
    catalogue: "Catalogue"
    files: "FileStore"
    live: LiveSearch
    people: "People"

    @property
    def extractions(self) -> Path:
        """Folder of the kept extractions."""
        return self.settings.extractions

    @property
    def limits(self) -> "Limits":
        """Limits under which files were read."""
        return self.settings.limits

    def close(self) -> None:
        """Let go of the catalogue and the index."""
        self.live.close()
        self.catalogue.close()
