"""What the file store and the extractions hold, against what the catalogue says of them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from corpus.catalogue.jobs import JobBook
from corpus.catalogue.records import FileRecord
from corpus.catalogue.todo import TodoBook
from corpus.filestore import digest
from corpus.jobs import JobKind, JobState
from corpus.study import FileState, Sha256, StudyFile
from ingest.version import EXTRACTOR_VERSION
from ingest.watch import Watch
from search_api.checking.findings import Fault, Finding
from search_api.ingesting.reading import kept_extraction
from search_api.library import Library

GRACE = timedelta(days=1)
"""What came in since may belong to an ingest under way, and is no leftover yet."""

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
"""States of imports that may still give a study to a file that was read."""

_EXTRACTION = re.compile(r"([0-9a-f]{64})\.([0-9.]+)\.json\.gz")


def check_files(library: Library, watch: Watch, *, deep: bool) -> Iterator[Finding]:
    """Yield what is wrong with the files that studies hold, and with what was read of them.

    Args:
        library: what is open.
        watch: is told about each file.
        deep: read every byte of every file.
    """
    held = held_files(library)
    watch.begin("Checking files", len(held))
    for file in held.values():
        if fault := _fault_of(library, file, deep=deep):
            yield Finding(fault=fault, which=file.sha256, detail=file.name)
        watch.step()


def held_files(library: Library) -> dict[Sha256, StudyFile]:
    """Return the files of all studies, whatever their state, each once."""
    studies = library.catalogue.everything().studies()
    return {file.sha256: file for study in studies for file in study.files}


def _fault_of(library: Library, file: StudyFile, *, deep: bool) -> Fault | None:
    if file.sha256 not in library.files:
        return Fault.FILE_LOST
    path = library.files.path(file.sha256)
    if path.stat().st_size != file.size or (deep and digest(path).sha256 != file.sha256):
        return Fault.FILE_CHANGED
    record = library.catalogue.file(file.sha256)
    if record is None or record.extractor != EXTRACTOR_VERSION or record.state is FileState.WITHDRAWN:
        return Fault.FILE_UNREAD
    complete = record.state is FileState.INDEXED
    return Fault.FILE_UNREAD if complete and kept_extraction(library, file) is None else None


def check_leftovers(library: Library) -> Iterator[Finding]:
    """Yield what lies in the folders of the library and belongs to nothing."""
    held = held_files(library)
    records = {record.sha256: record for record in library.catalogue.files()}
    coming = _coming(library)
    for record in records.values():
        if record.state is not FileState.WITHDRAWN and record.sha256 not in held and not coming(record):
            yield Finding(fault=Fault.FILE_WITHOUT_STUDY, which=record.sha256, detail=record.name)
    before = datetime.now(UTC) - GRACE
    for path in library.files.leftovers({*held, *records}, before=before):
        yield Finding(fault=Fault.FILE_LEFT_OVER, which=path.name)
    for path in _old_extractions(library.extractions):
        yield Finding(fault=Fault.EXTRACTION_LEFT_OVER, which=path.name)


def _coming(library: Library) -> Callable[[FileRecord], bool]:
    """Return what tells whether a file waits for an import to end, or for an answer to what one left open."""
    under_way = library.catalogue.beside(JobBook).jobs(kinds=[JobKind.IMPORT], states=_UNFINISHED)
    since = min((job.made for job in under_way), default=None)
    awaited = library.catalogue.beside(TodoBook).awaited_files()
    return lambda record: record.sha256 in awaited or (since is not None and record.seen >= since)


def _old_extractions(folder: Path) -> Iterator[Path]:
    """Yield what other versions read of files that this version has read too."""
    for path in sorted(folder.glob("*.json.gz")):
        match = _EXTRACTION.fullmatch(path.name)
        of_now = folder / f"{match[1]}.{EXTRACTOR_VERSION}.json.gz" if match else path
        if of_now != path and of_now.exists():
            yield path
