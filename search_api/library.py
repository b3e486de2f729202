"""The working parts of a library, opened together by whoever changes it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.administrations import Registry
from corpus.catalogue.lists import Lists
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from index.home import IndexHome
from ingest.source import Limits
from ingest.watch import Watch
from models.analysis import Analyser
from search_api.settings import Settings

if TYPE_CHECKING:
    from models.encoder import Encoder


class Shelf(Protocol):
    """Where the files of a library stand, and what they gave when they were read."""

    @property
    def catalogue(self) -> Catalogue:
        """What was decided about their texts."""

    @property
    def files(self) -> FileStore:
        """The files."""

    @property
    def extractions(self) -> Path:
        """Folder of the kept extractions."""

    @property
    def limits(self) -> Limits:
        """Limits of the reading of one file."""

    @property
    def settings(self) -> Settings:
        """Of this installation."""


class Desk(Protocol):
    """Where studies are changed: by people in the pages, programs, commands and jobs alike."""

    @property
    def shelf(self) -> Shelf:
        """What is changed."""

    @property
    def watch(self) -> Watch:
        """Is told how far the work is."""

    def follow(self) -> None:
        """Let searches follow what was changed: at once, or soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Catalogue, files, extractions and index, with what is known of language."""

    settings: Settings
    lists: Lists
    catalogue: Catalogue
    files: FileStore
    extractions: Path
    """Folder of the kept extractions."""
    home: IndexHome
    encoder: "Encoder"
    analyse: Analyser

    @property
    def registry(self) -> Registry:
        """The administrations as librarians keep them now; ask once for what belongs together."""
        return self.lists.registry()

    @property
    def limits(self) -> Limits:
        """Limits of the reading of one file."""
        return self.settings.limits
