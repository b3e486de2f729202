"""The reader for each kind of file."""

from pathlib import Path

from corpus.reasons import reason
from ingest.errors import UnreadableFileError, UnsupportedFileError
from ingest.partition.archive import check_archive
from ingest.partition.kinds import FileKind, kind_of
from ingest.partition.parsed import Parsed
from ingest.source import Deadline, Limits

_UNREAD = {
    FileKind.DOC: reason("kind.doc"),
    FileKind.PPT: reason("kind.ppt"),
    FileKind.ODP: reason("kind.odp"),
    FileKind.ODS: reason("kind.ods"),
    FileKind.DJVU: reason("kind.djvu"),
    FileKind.SVG: reason("kind.svg"),
    FileKind.ENCRYPTED_OFFICE: reason("kind.encrypted"),
    FileKind.UNKNOWN: reason("kind.unknown"),
}
_ARCHIVES = {FileKind.DOCX, FileKind.PPTX, FileKind.XLSX, FileKind.ODT, FileKind.EPUB}
_PANDOC = {FileKind.ODT: "odt", FileKind.RTF: "rtf", FileKind.EPUB: "epub"}


def partition(path: Path, name: str, limits: Limits, deadline: Deadline) -> tuple[FileKind, Parsed]:
    """Read a file with the reader for what it is.

    Raises:
        IngestError: it cannot be read; the message says why and what to do.
    """
    if not path.is_file():
        raise UnreadableFileError(reason("file.gone"))
    if path.stat().st_size == 0:
        raise UnreadableFileError(reason("file.empty"))
    kind = kind_of(path, name)
    if kind in _UNREAD:
        raise UnsupportedFileError(_UNREAD[kind])
    if kind in _ARCHIVES:
        check_archive(path, limits)
    return kind, _read(kind, path, limits, deadline)


def _read(kind: FileKind, path: Path, limits: Limits, deadline: Deadline) -> Parsed:
    """Call the reader; readers are imported when the first file of their kind comes."""
    if kind is FileKind.PDF:
        from ingest.partition.pdf.document import partition_pdf

        return partition_pdf(path, limits, deadline)
    if kind is FileKind.IMAGE:
        from ingest.partition.images import partition_image

        return partition_image(path, limits, deadline)
    if kind in _PANDOC:
        from ingest.partition.pandoc import partition_by_pandoc

        return partition_by_pandoc(path, _PANDOC[kind], deadline)
    if kind in (FileKind.TEXT, FileKind.MARKDOWN, FileKind.HTML):
        return _read_written(kind, path, limits)
    return _read_office(kind, path, limits)


def _read_written(kind: FileKind, path: Path, limits: Limits) -> Parsed:
    from ingest.partition import plain

    if kind is FileKind.TEXT:
        return plain.partition_text(path, limits)
    if kind is FileKind.MARKDOWN:
        return plain.partition_markdown(path, limits)
    from ingest.partition.web import partition_html

    return partition_html(path, limits)


def _read_office(kind: FileKind, path: Path, limits: Limits) -> Parsed:
    from ingest.partition import mail, sheets, slides, word

    if kind is FileKind.CSV:
        return sheets.partition_csv(path, limits)
    if kind in (FileKind.XLSX, FileKind.XLS):
        return sheets.partition_sheets(path, legacy=kind is FileKind.XLS)
    readers = {
        FileKind.DOCX: word.partition_docx,
        FileKind.PPTX: slides.partition_pptx,
        FileKind.EMAIL: mail.partition_eml,
        FileKind.MSG: mail.partition_msg,
    }
    return readers[kind](path)
