"""The index, built anew from the catalogue and the files."""

from dataclasses import dataclass

from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.settings import Settings
from search_api.wiring import writing


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What it took to build an index."""

    studies: int
    read: int
    """Files that had to be read again."""


def rebuild(settings: Settings, watch: Watch) -> Rebuilt:
    """Build the index of a library anew, reading again only what has no extraction of this version.

    Raises:
        FileMissingError: the library has lost a file of a study.
        IndexBusyError: another process changes it.
    """
    with writing(settings) as library:
        files = [file for study in library.catalogue.everything().studies() for file in study.files]
        read = read_files(library, files, watch)
        return Rebuilt(len(sync_index(library, watch, anew=True).written), read)
