"""The whole check, and mending what can be mended."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from corpus.catalogue.loose_files import LooseFiles
from corpus.study import Sha256, StudyId
from ingest.watch import Watch
from search_api.checking.findings import CheckReport, Fault, Finding
from search_api.checking.points import check_index
from search_api.checking.shelves import GRACE, check_files, check_leftovers, held_files
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.library import Library


def check(library: Library, watch: Watch, *, deep: bool) -> CheckReport:
    """Compare the parts of a library; what another process is changing meanwhile may be told as a fault."""
    found = _look(library, watch, deep=deep)
    return CheckReport(found=found, left=found)


def repair(library: Library, watch: Watch, *, deep: bool) -> CheckReport:
    """Mend what can be mended, look again, and tell both; a library that is whole is left as it is.

    What is lost is told and never invented. The library must be open for writing.
    """
    found = _look(library, watch, deep=deep)
    if not any(one.mendable for one in found):
        return CheckReport(found=found, left=found, mended=True)
    _mend_files(library, found, watch)
    _mend_index(library, found, watch)
    return CheckReport(found=found, left=_look(library, watch, deep=deep), mended=True)


def _look(library: Library, watch: Watch, *, deep: bool) -> list[Finding]:
    return [*check_files(library, watch, deep=deep), *check_leftovers(library), *check_index(library, watch)]


def _mend_files(library: Library, found: Sequence[Finding], watch: Watch) -> None:
    for sha256 in _which(found, Fault.FILE_CHANGED):
        library.files.set_aside(Sha256(sha256))
    for name in _which(found, Fault.FILE_LEFT_OVER):
        library.files.discard_leftover(name, before=datetime.now(UTC) - GRACE)
    if loose := _which(found, Fault.FILE_WITHOUT_STUDY):
        library.catalogue.beside(LooseFiles).let_go(map(Sha256, loose), partial(_discard, library))
    for name in _which(found, Fault.EXTRACTION_LEFT_OVER):
        (library.extractions / name).unlink(missing_ok=True)
    files, unread = held_files(library), _which(found, Fault.FILE_UNREAD)
    if unread:
        read_files(library, [files[Sha256(sha256)] for sha256 in unread], watch)


def _discard(library: Library, sha256: Sha256) -> None:
    for told in library.extractions.glob(f"{sha256}.*"):
        told.unlink(missing_ok=True)
    library.files.discard(sha256)


def _mend_index(library: Library, found: Sequence[Finding], watch: Watch) -> None:
    again = _which(found, Fault.HIDDEN_IN_INDEX, Fault.INCOMPLETE_IN_INDEX)
    sync_index(
        library,
        watch,
        anew=bool(_which(found, Fault.INDEX_UNUSABLE)),
        again=frozenset(map(StudyId, again)),
        apart=_with_lost_files(library),
    )


def _with_lost_files(library: Library) -> frozenset[StudyId]:
    """Return the studies that cannot be written: what the index holds of them stays as it is."""
    return frozenset(
        study.id
        for study in library.catalogue.studies()
        if any(file.sha256 not in library.files for file in study.files)
    )


def _which(found: Sequence[Finding], *faults: Fault) -> list[str]:
    return [one.which for one in found if one.fault in faults]
