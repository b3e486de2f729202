"""Unpacking ZIP archives that come from elsewhere: all that they could do to the machine is refused first."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from search_api.jobs.errors import (
    BombError,
    DamagedError,
    LinkError,
    LockedError,
    NestedError,
    TooManyFilesError,
    UploadTooLargeError,
)
from search_api.jobs.names import safe_path, zipped_name
from search_api.jobs.staging import Stage

RATIO = 200
"""Unpacked bytes per packed byte; text packs about 1:5, XML about 1:20."""

RATIO_FROM = 50_000_000
"""Small archives of blanks are harmless."""

_BLOCK = 1 << 20
_UTF8, _LOCKED = 0x800, 0x1
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"})
_CLUTTER = ("__MACOSX/",)
_FOREIGN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def is_archive(name: str) -> bool:
    """Tell whether a file is one to be unpacked, by its name; documents are ZIP archives inside, too."""
    return name.lower().endswith(".zip")


def unpack(stage: Stage, name: str) -> None:
    """Put the files of a staged archive where it lay, in its stead.

    Raises:
        ArchiveError: it is damaged, locked, nested, holds links or names in no known encoding, or is a bomb.
        PathError: a name in it leads out of the folder.
        UploadError: what it holds is more than an upload may bring.
    """
    place = stage.remove(name)
    try:
        _unpack(stage, place, PurePosixPath(name).parent)
    except _FOREIGN as error:
        raise DamagedError(name) from error
    finally:
        place.unlink(missing_ok=True)


def _unpack(stage: Stage, place: Path, below: PurePosixPath) -> None:
    with zipfile.ZipFile(place) as archive:
        members = [(member, _name(member)) for member in archive.infolist() if _counts(member)]
        for member, name in members:
            _check(member, name)
        _check_size(stage, place, [member for member, _ in members])
        for member, name in members:
            stage.add(str(below / safe_path(name)), _blocks(archive, member, name))


def _name(member: zipfile.ZipInfo) -> str:
    return zipped_name(member.orig_filename, is_utf8=bool(member.flag_bits & _UTF8))


def _counts(member: zipfile.ZipInfo) -> bool:
    return not member.filename.endswith(("/", "\\")) and not member.filename.startswith(_CLUTTER)


def _check(member: zipfile.ZipInfo, name: str) -> None:
    safe_path(name)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise LinkError(name)
    if member.flag_bits & _LOCKED:
        raise LockedError(name)
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        raise NestedError(name)


def _check_size(stage: Stage, place: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse what the archive itself declares; ``_blocks`` counts what really comes out."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > RATIO_FROM and unpacked > RATIO * place.stat().st_size:
        raise BombError(place.name)
    if len(stage.names) + len(members) > stage.limits.files:
        raise TooManyFilesError(place.name, stage.limits.files)
    if stage.size + unpacked > stage.limits.size:
        raise UploadTooLargeError(place.name, stage.limits.size)


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    with archive.open(member) as source:
        while block := source.read(_BLOCK):
            yield block
