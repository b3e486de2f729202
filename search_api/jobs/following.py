"""The index follows the catalogue."""

from collections.abc import Mapping
from typing import Any

from corpus.study import FileState
from index.errors import IndexMissingError
from ingest.version import EXTRACTOR_VERSION
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index, wanted_fingerprints
from search_api.ingesting.reading import read_files
from search_api.library import Library


def follow(library: Library, watch: Watch) -> Mapping[str, Any]:
    """Read what readers may see and nobody read yet, then let the index follow.

    Raises:
        IndexBusyError: another process changes the index.
    """
    read_published(library, watch)
    with library.home.writer_lock():
        synced = sync_index(library, watch)
    return {"written": len(synced.written), "removed": len(synced.removed)}


def read_published(library: Library, watch: Watch) -> None:
    """Read what readers may see and nobody read yet."""
    held = {file.sha256: file for study in library.catalogue.studies() for file in study.files}
    known = library.catalogue.files_by_hash(list(held))
    read_files(library, [file for sha256, file in held.items() if not _is_read(known.get(sha256))], watch)


def is_behind(library: Library) -> bool:
    """Return whether the index is not what the catalogue says."""
    wanted = wanted_fingerprints(library.catalogue)
    try:
        return dict(library.home.contents()) != dict(wanted)
    except IndexMissingError:
        return bool(wanted)


def _is_read(record: Any) -> bool:
    return (
        record is not None
        and record.extractor == EXTRACTOR_VERSION
        and record.state is not FileState.WITHDRAWN
    )
