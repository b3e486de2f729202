"""Checks an archive before any parser unpacks it: its size, and what its XML declares."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from corpus.reasons import reason
from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.source import Limits

_RATIO = 200  # unpacked bytes per packed byte; text in XML packs about 1:20
_RATIO_FROM = 50_000_000  # small archives of blanks are harmless
_BLOCK = 1 << 20
_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_XML = (".xml", ".rels", ".xhtml", ".html", ".opf", ".ncx", ".svg", ".vml")


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse an archive that would fill the memory or whose XML declares entities.

    Raises:
        FileTooLargeError: it unpacks to more than ``limits.unpacked``, or to far more than its size.
        UnreadableFileError: it is damaged, protected, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive, path, limits)
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(reason("file.parts")) from error


def _check_declared(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = max(path.stat().st_size, 1)
    if unpacked > limits.unpacked or (unpacked > _RATIO_FROM and unpacked > _RATIO * packed):
        raise FileTooLargeError(reason("file.bomb", packed=packed, unpacked=unpacked))


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every XML part: zipfile stops at the declared size and then finds the checksum wrong."""
    for entry in archive.infolist():
        if entry.flag_bits & 1:
            raise UnreadableFileError(reason("file.password"))
        if entry.filename.lower().endswith(_XML):
            _check_part(entry.filename, _blocks(archive, entry))


def _check_part(name: str, blocks: Iterator[bytes]) -> None:
    tail = b""
    for block in blocks:
        text = tail + block
        if any(mark in text for mark in _ENTITY):
            raise UnreadableFileError(reason("file.entities", part=name))
        if name == "META-INF/manifest.xml" and b"encryption-data" in text:
            raise UnreadableFileError(reason("file.password"))
        tail = text[-32:]


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while block := part.read(_BLOCK):
            yield block
