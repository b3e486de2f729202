"""Reading files: each once, its end recorded, its passages kept."""

from collections.abc import Iterable
from datetime import UTC, datetime

from corpus.catalogue.records import FileRecord
from corpus.study import FileState, StudyFile
from ingest import cache
from ingest.batch import extract_all
from ingest.passage import Extraction
from ingest.personal.kept import kept_findings
from ingest.personal.redacting import redacted
from ingest.source import Source
from ingest.version import EXTRACTOR_VERSION
from ingest.watch import Watch
from search_api.library import Shelf


def read_files(library: Shelf, files: Iterable[StudyFile], watch: Watch) -> int:
    """Read the files that need it, record where each ended, and return how many were read.

    A file read before is skipped, unless it ended badly and another tool or limit may change that.
    """
    wanted = {file.sha256: file for file in files}
    due = [file for file in wanted.values() if whole_extraction(library, file) is None]
    watch.begin("Reading files", len(due))
    read = extract_all(
        [source_of(library, file) for file in due],
        library.limits,
        processes=library.settings.workers,
        cache_directory=library.extractions,
    )
    for source, extraction in read:
        _record(library, wanted[source.sha256], extraction)
        watch.step()
    for file in wanted.values():
        _restore(library, file)
    return len(due)


def unread_files(library: Shelf) -> list[StudyFile]:
    """Return the files of studies that were never read by this version, whatever interrupted it."""
    held = {file.sha256: file for study in library.catalogue.everything().studies() for file in study.files}
    ended = {
        record.sha256
        for record in library.catalogue.files()
        if record.extractor == EXTRACTOR_VERSION and record.state is not FileState.WITHDRAWN
    }
    return [file for sha256, file in held.items() if sha256 not in ended]


def kept_extraction(library: Shelf, file: StudyFile) -> Extraction | None:
    """Return what the file gave when it was read, or ``None`` where it has to be read (again).

    What was redacted in it is not in it: whatever is searched, shown or told comes from here.

    Raises:
        FileMissingError: the store has lost the file.
    """
    whole = whole_extraction(library, file)
    decisions = library.catalogue.redacted_in(file.sha256) if whole else {}
    if not whole or not decisions:
        return whole
    return redacted(whole, kept_findings(library.extractions, whole), decisions)


def whole_extraction(library: Shelf, file: StudyFile) -> Extraction | None:
    """Return the same with what was redacted, for librarians who decide about it.

    Raises:
        FileMissingError: the store has lost the file.
    """
    return cache.load(library.extractions, source_of(library, file), library.limits)


def source_of(library: Shelf, file: StudyFile) -> Source:
    """Return the file as the extraction takes it.

    Raises:
        FileMissingError: the store has lost it.
    """
    return Source(
        path=library.files.path(file.sha256), sha256=file.sha256, name=file.name, language=file.language
    )


def _restore(library: Shelf, file: StudyFile) -> None:
    """Give a file that is back after a withdrawal, or whose record was cut short, the state it had."""
    record = library.catalogue.file(file.sha256)
    if record is None or record.state is FileState.WITHDRAWN:
        extraction = whole_extraction(library, file)
        if extraction is not None:
            _record(library, file, extraction)


def _record(library: Shelf, file: StudyFile, extraction: Extraction) -> None:
    now = datetime.now(UTC)
    library.catalogue.record_file(
        FileRecord(
            sha256=file.sha256,
            size=file.size,
            name=file.name,
            state=extraction.state,
            seen=now,
            updated=now,
            pages_found=extraction.pages_found,
            pages_with_text=extraction.pages_with_text,
            language=extraction.language,
            reason=extraction.reason,
            extractor=EXTRACTOR_VERSION,
        )
    )
