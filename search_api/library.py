"""The working parts of a library, opened together by whoever changes it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.administrations import Registry
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from index.home import IndexHome
from ingest.source import Limits
from models.analysis import Analyser
from search_api.settings import Settings

if TYPE_CHECKING:
    from models.encoder import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Catalogue, files, extractions and index, with what is known of language."""

    settings: Settings
    registry: Registry
    catalogue: Catalogue
    files: FileStore
    extractions: Path
    """Folder of the kept extractions."""
    home: IndexHome
    encoder: "Encoder"
    analyse: Analyser

    @property
    def limits(self) -> Limits:
        """Limits of the reading of one file."""
        return Limits(
            seconds=self.settings.file_time_limit,
            memory=self.settings.file_memory_limit * 1024 * 1024,
            pages=self.settings.page_limit,
        )
