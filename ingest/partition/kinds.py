"""What kind of file this is: by its content first, by its extension where the content does not tell."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path, PurePath

from corpus.reasons import reason
from ingest.errors import UnreadableFileError


class FileKind(StrEnum):
    """A kind of file that is read, or known and not read."""

    PDF = "PDF"
    DOCX = "Word (.docx)"
    PPTX = "PowerPoint (.pptx)"
    XLSX = "Excel (.xlsx)"
    XLS = "old Excel (.xls)"
    ODT = "OpenDocument text (.odt)"
    EPUB = "EPUB"
    RTF = "RTF"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    CSV = "CSV"
    TEXT = "plain text"
    EMAIL = "e-mail (.eml)"
    MSG = "Outlook (.msg)"
    IMAGE = "picture"
    DOC = "old Word (.doc)"
    PPT = "old PowerPoint (.ppt)"
    ODP = "OpenDocument presentation (.odp)"
    ODS = "OpenDocument spreadsheet (.ods)"
    DJVU = "DjVu"
    SVG = "SVG drawing"
    ENCRYPTED_OFFICE = "password-protected Office file"
    UNKNOWN = "unknown"


EXTENSIONS = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".pptx": FileKind.PPTX,
    ".xlsx": FileKind.XLSX,
    ".xls": FileKind.XLS,
    ".odt": FileKind.ODT,
    ".epub": FileKind.EPUB,
    ".rtf": FileKind.RTF,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".eml": FileKind.EMAIL,
    ".msg": FileKind.MSG,
    ".png": FileKind.IMAGE,
    ".jpg": FileKind.IMAGE,
    ".jpeg": FileKind.IMAGE,
    ".tif": FileKind.IMAGE,
    ".tiff": FileKind.IMAGE,
    ".doc": FileKind.DOC,
    ".ppt": FileKind.PPT,
    ".odp": FileKind.ODP,
    ".ods": FileKind.ODS,
    ".djvu": FileKind.DJVU,
    ".svg": FileKind.SVG,
}

MISNAMED = "file.misnamed"
"""The kind of the reason of a file that is of another kind than its name says."""

_WRITTEN = {FileKind.HTML, FileKind.MARKDOWN, FileKind.CSV, FileKind.TEXT, FileKind.EMAIL}
"""Kinds made of text, which only their extension or their first lines tell apart."""

_HEAD = 8192
_SIGNATURES = (
    (b"{\\rtf", FileKind.RTF),
    (b"AT&TFORM", FileKind.DJVU),
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"II+\x00", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRIES = (
    ("EncryptedPackage", FileKind.ENCRYPTED_OFFICE),
    ("__properties_version1.0", FileKind.MSG),
    ("WordDocument", FileKind.DOC),
    ("PowerPoint Document", FileKind.PPT),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
)
_ZIP_PARTS = (("word/", FileKind.DOCX), ("ppt/", FileKind.PPTX), ("xl/", FileKind.XLSX))
_MIME_TYPES = {
    "application/vnd.oasis.opendocument.text": FileKind.ODT,
    "application/vnd.oasis.opendocument.presentation": FileKind.ODP,
    "application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    "application/epub+zip": FileKind.EPUB,
}
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_SVG = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s+svg.*?>\s*)?<svg[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_EMAIL = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:From|Received|MIME-Version):", re.IGNORECASE
)
_BINARY_SHARE = 0.1


def kind_of(path: Path, name: str) -> FileKind:
    """Return the kind of a file, given the name it came with.

    Raises:
        UnreadableFileError: it calls itself a zip archive and is none.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    declared = declared_kind(name)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _text_kind(head, declared)


def declared_kind(name: str) -> FileKind | None:
    """Return the kind that the extension of a name promises, or None if it promises nothing."""
    return EXTENSIONS.get(PurePath(name).suffix.lower())


def misnamed(kind: FileKind, name: str) -> bool:
    """Tell whether a file is of another kind than its extension says."""
    declared = declared_kind(name)
    return (
        declared is not None and declared is not kind and not {declared, kind} <= _WRITTEN - {FileKind.HTML}
    )


def _text_kind(head: bytes, declared: FileKind | None) -> FileKind:
    if _is_binary(head):
        return FileKind.UNKNOWN
    plain = head.replace(b"\0", b"")
    if _SVG.match(plain):
        return FileKind.SVG
    if _HTML.search(plain[:2048]) and declared not in (FileKind.MARKDOWN, FileKind.EMAIL):
        return FileKind.HTML
    if declared in _WRITTEN:
        return declared
    return FileKind.EMAIL if _EMAIL.match(plain) else FileKind.TEXT


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in head)
    return control > _BINARY_SHARE * len(head) and not _looks_utf16(head)


def _looks_utf16(head: bytes) -> bool:
    half = max(len(head) // 2, 1)
    return min(head[::2].count(0), head[1::2].count(0)) == 0 and head.count(0) > 0.4 * half


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mime = (
                archive.read("mimetype")[:200].decode("ascii", "replace").strip()
                if "mimetype" in names
                else ""
            )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFileError(reason("file.parts")) from error
    if mime in _MIME_TYPES:
        return _MIME_TYPES[mime]
    return next(
        (kind for part, kind in _ZIP_PARTS if any(name.startswith(part) for name in names)), FileKind.UNKNOWN
    )


def _ole_kind(path: Path) -> FileKind:
    content = path.read_bytes()
    return next(
        (kind for entry, kind in _OLE_ENTRIES if entry.encode("utf-16-le") in content), FileKind.UNKNOWN
    )
