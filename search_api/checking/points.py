"""What the index holds, against what the catalogue lets readers see."""

from collections.abc import Iterator, Mapping

from corpus.errors import FileMissingError
from corpus.study import Study, StudyId
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from index.port import Tally
from ingest.watch import Watch
from search_api.checking.findings import Fault, Finding
from search_api.ingesting.indexing import wanted_fingerprints, with_passages
from search_api.library import Library


def check_index(library: Library, watch: Watch) -> Iterator[Finding]:
    """Yield what is wrong with the index.

    Fingerprints tell what was meant to be written; the points themselves are counted besides.

    Raises:
        IndexUnavailableError: it cannot be reached.
    """
    try:
        held, tallies = _contents(library)
    except IndexMissingError:
        if library.catalogue.count_studies():
            yield Finding(fault=Fault.INDEX_UNUSABLE, which="index", detail="there is none")
        return
    except (IndexDamagedError, IndexMismatchError) as error:
        yield Finding(fault=Fault.INDEX_UNUSABLE, which="index", detail=str(error))
        return
    wanted = wanted_fingerprints(library.catalogue)
    for study in sorted({*held, *tallies} - set(wanted)):
        yield Finding(fault=Fault.HIDDEN_IN_INDEX, which=study)
    watch.begin("Checking the index", len(wanted))
    for one in library.catalogue.studies():
        if fault := _fault_of(library, one, wanted[one.id], held, tallies.get(one.id)):
            yield Finding(fault=fault, which=one.id)
        watch.step()


def _contents(library: Library) -> tuple[Mapping[StudyId, str], Mapping[StudyId, Tally]]:
    index = library.home.open(library.home.current_version())
    try:
        return index.contents(), index.tallies()
    finally:
        index.close()


def _fault_of(
    library: Library, study: Study, wanted: str, held: Mapping[StudyId, str], tally: Tally | None
) -> Fault | None:
    if tally is None:
        return Fault.MISSING_FROM_INDEX
    if study.id not in held:
        return Fault.INCOMPLETE_IN_INDEX
    if held[study.id] != wanted:
        return Fault.OUTDATED_IN_INDEX
    expected = _expected(library, study)
    return Fault.INCOMPLETE_IN_INDEX if expected not in (None, tally) else None


def _expected(library: Library, study: Study) -> Tally | None:
    """Return the points that a study should have; ``None`` where a file of it is lost or was not read."""
    try:
        loaded = with_passages(library, study)
    except FileMissingError:
        return None
    if len(loaded.extractions) < len(study.files):
        return None
    return Tally(sum(1 for _ in loaded.passages()), len(loaded.titles()))
