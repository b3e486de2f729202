"""Writing a backup: one moment of the catalogue, and every file that it knows.

The catalogue is copied first. Files are named by their content and never change or go, so whatever
the copy names is still there afterwards, though readers read and an ingest writes meanwhile.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from errno import EDQUOT, ENOSPC
from pathlib import Path

from sqlalchemy import URL

from corpus.catalogue import engine as connections
from corpus.catalogue.snapshot import take_snapshot
from corpus.catalogue.store import Catalogue
from corpus.catalogue.tables import REVISION
from corpus.errors import FileMissingError, SourceUnreadableError
from corpus.filestore import FileStore, digest
from corpus.study import Sha256
from index.disk import sync
from ingest.cache import cache_path
from ingest.watch import Watch
from search_api.backing_up.errors import BackupTargetError, BackupUnsupportedError
from search_api.backing_up.manifest import (
    CATALOGUE,
    EXTRACTIONS,
    FILES,
    FUSION,
    MANIFEST,
    SETTINGS,
    Manifest,
    Member,
    counts_of,
    known_files,
)
from search_api.backing_up.settings_file import settings_text
from search_api.settings import Settings
from search_api.wiring import catalogue_url

_BLOCK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Members carry no time of their own: the manifest tells when the archive was made."""


def back_up(settings: Settings, target: Path, watch: Watch, *, secrets: bool = False) -> Manifest:
    """Write a library into the new archive ``target``: whole, or not at all.

    Args:
        settings: of the library.
        target: a file that is not there yet, in a folder that is.
        watch: is told how far it is.
        secrets: put keys and tokens into the archive too.

    Returns:
        What the archive says of itself. Its ``missing`` are files that the library has lost.

    Raises:
        BackupTargetError: the archive is there already, or cannot be written.
        BackupUnsupportedError: the catalogue is not in SQLite.
        CatalogueError: the catalogue cannot be read.
    """
    url = sqlite_only(settings)
    with _workshop(target) as folder:
        copy, draft = folder / CATALOGUE, folder / "archive.zip"
        take_snapshot(url, copy)
        with Catalogue.open(connections.sqlite_url(copy)) as catalogue:
            counts, files = counts_of(catalogue), known_files(catalogue)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            packing = _Packing(archive, settings)
            packing.add(copy, CATALOGUE, compressed=True)
            packing.add_settings(secrets=secrets)
            packing.add_files(sorted(files), watch)
            manifest = Manifest(
                revision=REVISION,
                made=datetime.now(UTC),
                counts=counts,
                missing=tuple(packing.missing),
                secrets=secrets,
                members=packing.members,
            )
            archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), manifest.model_dump_json(indent=1))
        draft.chmod(0o600)  # it says who judged what, and may hold secrets
        sync(draft)
        draft.replace(target)
        sync(target.parent)
    return manifest


def sqlite_only(settings: Settings) -> URL:
    """Return where the catalogue is.

    Raises:
        BackupUnsupportedError: it is in no SQLite file.
    """
    url = connections.parse(catalogue_url(settings))
    if not is_for_archives(settings):
        raise BackupUnsupportedError(connections.location_of(url), settings.data_dir)
    return url


def is_for_archives(settings: Settings) -> bool:
    """Tell whether the catalogue is in a SQLite file, which goes into archives."""
    return connections.parse(catalogue_url(settings)).get_backend_name() == "sqlite"


@dataclass(slots=True)
class _Packing:
    archive: zipfile.ZipFile
    settings: Settings
    members: dict[str, Member] = field(default_factory=dict)
    missing: list[Sha256] = field(default_factory=list)

    def add_settings(self, *, secrets: bool) -> None:
        text = settings_text(self.settings, secrets=secrets).encode()
        self.archive.writestr(zipfile.ZipInfo(SETTINGS, _EPOCH), text)
        self.members[SETTINGS] = Member(sha256=hashlib.sha256(text).hexdigest(), size=len(text))
        if self.settings.fusion and self.settings.fusion.is_file():
            self.add(self.settings.fusion, FUSION)

    def add_files(self, files: list[Sha256], watch: Watch) -> None:
        watch.begin("Writing files", len(files))
        store = FileStore(self.settings.data_dir / "files")
        for sha256 in files:
            self._add_file(store, sha256)
            watch.step()

    def _add_file(self, store: FileStore, sha256: Sha256) -> None:
        """Add a file, unless it is lost or has decayed on the disk, and what it gave when it was read."""
        try:
            path = store.path(sha256)
            whole = digest(path).sha256 == sha256
        except (FileMissingError, SourceUnreadableError):
            whole = False
        if whole:
            self.add(path, f"{FILES}/{sha256}")
        else:
            self.missing.append(sha256)
        kept = cache_path(self.settings.extractions, sha256)
        if kept.is_file():
            self.add(kept, f"{EXTRACTIONS}/{kept.name}")

    def add(self, source: Path, name: str, *, compressed: bool = False) -> None:
        """Add a file that others may replace by another one meanwhile, but do not write into."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        total, size = hashlib.sha256(), 0
        with source.open("rb") as reader, self.archive.open(info, "w", force_zip64=True) as writer:
            while block := reader.read(_BLOCK):
                total.update(block)
                size += len(block)
                writer.write(block)
        self.members[name] = Member(sha256=total.hexdigest(), size=size)


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """Make a folder beside the target to work in, where nothing of an earlier, interrupted work is left.

    Raises:
        BackupTargetError: the target is there, another backup is writing it, or the disk refuses.
    """
    if target.exists() or target.is_symlink():
        raise BackupTargetError(target, "it is there already; choose another name, or move it away")
    if not target.parent.is_dir():
        raise BackupTargetError(target, "its folder is not there; make it first")
    folder = target.parent / f".{target.name}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with _held(folder, target):
            _empty(folder)
            try:
                yield Path(tempfile.mkdtemp(dir=folder))
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        full = error.errno in (ENOSPC, EDQUOT)
        advice = "free some and try again" if full else "check that its folder may be written"
        raise BackupTargetError(target, f"{error.strerror or error}; {advice}") from error


@contextmanager
def _held(folder: Path, target: Path) -> Iterator[None]:
    """Keep another backup away from the folder; the lock goes with the process, however it ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupTargetError(target, "another backup is writing it; wait for its end") from error
    finally:
        os.close(descriptor)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        shutil.rmtree(left)
