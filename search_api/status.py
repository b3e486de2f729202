"""The state of a library: what is in, what failed and why, what waits for the index."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from corpus.life import StudyState
from corpus.study import FileState
from index.errors import IndexMissingError, SearchIndexError
from models.language import Language
from search_api.backing_up.record import LastBackup, last_backup
from search_api.ingesting.indexing import wanted_fingerprints
from search_api.library import Library
from search_api.wiring import fusion_of


class TroubledFile(BaseModel):
    """A file that is not searched, or not all of it."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str
    state: FileState
    reason: str | None
    pages: int | None
    pages_with_text: int | None
    updated: datetime
    studies: list[str]


class LibraryStatus(BaseModel):
    """What a librarian wants to know at a glance."""

    model_config = ConfigDict(frozen=True)

    studies: int
    """Published ones."""
    unpublished: dict[StudyState, int]
    """Those that readers do not see."""
    files: dict[FileState, int]
    troubled: list[TroubledFile]
    unlisted_administrations: dict[str, str]
    encoder: str
    """The name of its weights."""
    fusion: str
    """The version of the settings that join the arms."""
    index: str
    """Its version, or what is wrong with it."""
    waiting: list[str]
    """Studies whose latest state is not in the index yet."""
    leaving: list[str]
    """Studies that are no more, but still in the index."""
    backup: LastBackup | None
    """The latest one that is known of."""


def library_status(library: Library, language: Language) -> LibraryStatus:
    """Look at the catalogue and the index, and tell in a language why files were not read."""
    catalogue = library.catalogue.everything()
    wanted = wanted_fingerprints(library.catalogue)
    states = catalogue.count_states()
    version, held = _index(library)
    return LibraryStatus(
        studies=len(wanted),
        unpublished={
            state: count for state, count in sorted(states.items()) if state is not StudyState.PUBLISHED
        },
        files={state: count for state, count in sorted(catalogue.count_files().items())},
        troubled=[
            TroubledFile(
                name=record.name,
                sha256=record.sha256,
                state=record.state,
                reason=record.reason.say(language) if record.reason else None,
                pages=record.pages_found,
                pages_with_text=record.pages_with_text,
                updated=record.updated,
                studies=[*catalogue.studies_of_file(record.sha256)],
            )
            for state in (FileState.FAILED, FileState.PARTIAL)
            for record in catalogue.files(state)
        ],
        unlisted_administrations={
            str(key): name for key, name in catalogue.unlisted_administrations().items()
        },
        encoder=library.encoder.name,
        fusion=fusion_of(library.settings, library.encoder).version,
        index=version,
        waiting=sorted(study for study, print_ in wanted.items() if held.get(study) != print_),
        leaving=sorted(set(held) - set(wanted)),
        backup=last_backup(library.settings),
    )


def _index(library: Library) -> tuple[str, Mapping[str, str]]:
    try:
        return library.home.current_version(), {str(k): v for k, v in library.home.contents().items()}
    except IndexMissingError:
        return "none yet", {}
    except SearchIndexError as error:
        return str(error), {}
