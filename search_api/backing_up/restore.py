"""Restoring a backup: proven beside its final place, then moved into it, the catalogue last.

A data directory holds a library from the moment it holds ``catalogue.sqlite``; whatever stops a restore
before that, the next one begins anew.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.snapshot import check_database
from corpus.catalogue.store import Catalogue
from corpus.errors import CatalogueError
from index.disk import sync
from index.lock import writer_lock
from ingest.watch import Watch
from search_api.backing_up.archive import Archive, open_archive
from search_api.backing_up.backup import sqlite_only
from search_api.backing_up.errors import ArchiveDamagedError, NotEmptyError, RestoreFaultError
from search_api.backing_up.manifest import (
    CATALOGUE,
    EXTRACTIONS,
    FILES,
    FUSION,
    SETTINGS,
    Manifest,
    counts_of,
    known_files,
)
from search_api.settings import Settings

STAGE = ".restoring"
"""Folder of the data directory that an archive is unpacked into."""

_MOVED = (FILES, EXTRACTIONS, SETTINGS, FUSION)
"""What is moved into place before the catalogue."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A library that is back, without its index."""

    manifest: Manifest
    settings: Path
    """The environment file of the settings that it had."""


def restore(archive: Path, settings: Settings, watch: Watch) -> Restored:
    """Unpack a backup into the data directory, which is empty: all of it, or nothing.

    Sizes, hashes and the counts of the catalogue are compared with the manifest before anything is moved
    into place. The index is not part of an archive; build it afterwards.

    Raises:
        ArchiveError: the archive is damaged, foreign or newer than this program.
        BackupUnsupportedError: the catalogue of this installation is not in SQLite.
        NotEmptyError: the data directory holds something.
        IndexBusyError: another process restores into it.
        RestoreFaultError: the disk refuses.
    """
    sqlite_only(settings)
    home = settings.data_dir
    with open_archive(archive) as opened, _faults(home):
        _require_empty(settings)
        with writer_lock(home / "index"):
            _clear(settings)
            stage = home / STAGE
            try:
                opened.unpack(stage, watch)
                (stage / SETTINGS).chmod(0o600)  # it may hold secrets
                _prove(opened, stage / CATALOGUE)
                _require_empty(settings)
                _move(stage, home, _catalogue(settings))
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    return Restored(opened.manifest, home / SETTINGS)


def _catalogue(settings: Settings) -> Path:
    return Path(str(sqlite_only(settings).database))


def _require_empty(settings: Settings) -> None:
    """Make sure that there is nothing but what an interrupted restore left.

    Raises:
        NotEmptyError: there is.
    """
    home, catalogue = settings.data_dir, _catalogue(settings)
    if catalogue.exists():
        raise NotEmptyError(catalogue.parent, catalogue.name)
    if home.is_symlink() or home.exists():
        ours = {STAGE, "index", *(_MOVED if (home / STAGE).is_dir() else ())}
        for path in sorted(home.iterdir()):
            if path.name not in ours or (path.name == "index" and _holds_more_than_a_lock(path)):
                raise NotEmptyError(home, path.name)


def _holds_more_than_a_lock(index: Path) -> bool:
    return any(path.name != "lock" for path in index.iterdir())


def _clear(settings: Settings) -> None:
    """Delete what an interrupted restore left; its stage goes last, since it tells whose the rest is."""
    home = settings.data_dir
    if (home / STAGE).is_dir():
        for name in _MOVED:
            path = home / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        shutil.rmtree(home / STAGE)


def _prove(opened: Archive, path: Path) -> None:
    """Make sure that the catalogue is whole and that the archive holds every file that it knows.

    Raises:
        ArchiveDamagedError: it is not.
    """
    manifest = opened.manifest
    try:
        check_database(path, CATALOGUE)
        with Catalogue.open(sqlite_url(path)) as catalogue:
            counts, files = counts_of(catalogue), known_files(catalogue)
    except CatalogueError as error:
        raise ArchiveDamagedError(opened.path, f"its catalogue cannot be used ({error})") from error
    if counts != manifest.counts:
        reason = f"its catalogue holds {_told(counts)}, not {_told(manifest.counts)}"
        raise ArchiveDamagedError(opened.path, reason)
    lost = files.difference(manifest.missing, (name.removeprefix("files/") for name in manifest.members))
    if lost:
        raise ArchiveDamagedError(opened.path, f"the file {min(lost)} is missing from it")


def _told(counts: object) -> str:
    return str(counts).replace("=", " ")


def _move(stage: Path, home: Path, catalogue: Path) -> None:
    """Move what was proven into place; the catalogue, which makes it a library, last."""
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    for name in _MOVED:
        if (stage / name).exists():
            (stage / name).replace(home / name)
    sync(home)
    os.link(stage / CATALOGUE, catalogue)  # unlike a rename, it never replaces one that has come meanwhile
    sync(catalogue.parent)


@contextmanager
def _faults(home: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise NotEmptyError(home, Path(str(error.filename2 or error.filename)).name) from error
    except OSError as error:
        full = error.errno in (ENOSPC, EDQUOT)
        advice = "free some and try again" if full else "check the folder and its permissions"
        raise RestoreFaultError(home, f"{error.strerror or error}; {advice}") from error
