"""Opening an archive and unpacking it, with a mistrust of every byte."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from corpus.catalogue.migrate import known_revisions
from index.disk import sync
from ingest.watch import Watch
from search_api.backing_up.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveForeignError,
    ArchiveNewerError,
)
from search_api.backing_up.manifest import CATALOGUE, FORMAT, MANIFEST, SETTINGS, VERSION, Manifest, file_of

MOST_MANIFEST = 512 << 20
"""Bytes of a manifest that are read: enough for two million files."""

_BLOCK = 1 << 20
_FOREIGN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile says of strange archives, beside ``OSError`` where a place in them cannot be."""


class Archive:
    """A backup whose manifest was read and fits the members that it names."""

    def __init__(self, path: Path, content: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self.manifest = path, manifest
        self._content = content

    def unpack(self, folder: Path, watch: Watch) -> None:
        """Write every member under ``folder``, and make sure of its size and its hash.

        Raises:
            ArchiveDamagedError: a member is not what the manifest says.
            OSError: the disk refuses.
        """
        watch.begin("Unpacking", len(self.manifest.members))
        for name in self.manifest.members:
            self._unpack(name, folder / _place(name))
            watch.step()

    def _unpack(self, name: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        expected = self.manifest.members[name]
        total, size = hashlib.sha256(), 0
        with target.open("xb") as writer:
            for block in self._blocks(name):
                size += len(block)
                if size > expected.size:
                    break
                total.update(block)
                writer.write(block)
        if size != expected.size or total.hexdigest() != expected.sha256:
            raise ArchiveDamagedError(self.path, f"{name} is not as it was written")
        sync(target)

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._content.open(name) as reader:
                while block := reader.read(_BLOCK):
                    yield block
        except (*_FOREIGN, KeyError, OSError) as error:
            raise ArchiveDamagedError(self.path, f"{name} cannot be read ({error})") from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a backup.

    Raises:
        ArchiveForeignError: it is no backup of Savoir, or has members that no backup has.
        ArchiveDamagedError: members are missing, or its list of them is broken.
        ArchiveNewerError: a newer version of the program wrote it.
    """
    try:
        content = zipfile.ZipFile(path)
    except OSError as error:
        raise ArchiveError(path, f"it cannot be read ({error.strerror or error})") from error
    except _FOREIGN as error:
        reason = "it is no ZIP archive, or its end is missing; copy it again from where it was kept"
        raise ArchiveForeignError(path, reason) from error
    with content:
        yield Archive(path, content, _manifest(path, content))


def _manifest(path: Path, content: zipfile.ZipFile) -> Manifest:
    try:
        info = content.getinfo(MANIFEST)
        with content.open(info) as reader:
            text = reader.read(MOST_MANIFEST + 1)
    except KeyError as error:
        raise ArchiveForeignError(path, "it is no backup of Savoir: it has no manifest") from error
    except (*_FOREIGN, OSError) as error:
        raise ArchiveDamagedError(path, f"its manifest cannot be read ({error})") from error
    try:
        manifest = _understood(path, text)
    except ValidationError as error:
        raise ArchiveDamagedError(path, "its manifest cannot be understood") from error
    _check_members(path, content, manifest)
    return manifest


def _understood(path: Path, text: bytes) -> Manifest:
    from pydantic_core import from_json

    try:
        told = from_json(text)
    except ValueError as error:
        raise ArchiveDamagedError(path, "its manifest is no JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ArchiveForeignError(path, "it is no backup of Savoir: its manifest is another one")
    if isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise ArchiveNewerError(path, f"version {told['version']} of the archive")
    manifest = Manifest.model_validate_json(text)
    if manifest.revision not in known_revisions():
        raise ArchiveNewerError(path, f"revision {manifest.revision} of the catalogue")
    return manifest


def _check_members(path: Path, content: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make sure that the archive has each member of the manifest once, and no other one."""
    names = content.namelist()
    for name in {*names, *manifest.members} - {MANIFEST}:
        try:
            sha256 = file_of(name)
        except ValueError as error:
            raise ArchiveForeignError(path, str(error)) from error
        if name not in manifest.members or (sha256 and manifest.members[name].sha256 != sha256):
            raise ArchiveDamagedError(path, f"{name} does not fit the manifest")
    missing = {*manifest.members, CATALOGUE, SETTINGS}.difference(names)
    if missing:
        raise ArchiveDamagedError(path, f"{min(missing)} is missing from it")
    if len(set(names)) != len(names):
        raise ArchiveDamagedError(path, "it holds a member twice")


def _place(name: str) -> Path:
    """Return where a member lies in a data directory."""
    sha256 = file_of(name)
    return Path("files", sha256[:2], sha256) if sha256 else Path(name)
