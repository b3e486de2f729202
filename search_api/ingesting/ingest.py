"""A whole ingest: intake, reading, catalogue, index."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.life import StudyState
from corpus.study import FileState, Study, StudyFile, StudyId
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.intake import (
    apart_from_withdrawn,
    missing_facts,
    superseded_studies,
    take_in,
    titled,
    undescribed_studies,
)
from search_api.ingesting.reading import read_files, unread_files
from search_api.ingesting.report import FileLine, IngestReport, MissingFacts, Withheld
from search_api.library import Library
from search_api.personal.erasing import without_redacted
from search_api.personal.holding import still_to_confirm, to_hold


def ingest(
    library: Library,
    paths: Sequence[Path],
    watch: Watch,
    *,
    state: StudyState = StudyState.PUBLISHED,
    unlooked: bool = False,
) -> IngestReport:
    """Bring folders and files in, new studies in a state, and finish what an interrupted ingest left.

    Files are read before the catalogue tells of their studies: one whose personal data nobody has decided
    about waits in review. Stopped at any moment, the old version of the index answers, and the next ingest
    does the rest: what is not read or not indexed is found by comparing.

    Args:
        library: open for writing.
        paths: folders with an inventory or loose files, and single files.
        watch: is told about each file and each study.
        state: where new studies begin.
        unlooked: publish whatever the texts hold; for libraries that nobody but their maker reads.
    """
    intake = take_in(library, paths)
    files = intake.files()
    read = read_files(library, [*files, *unread_files(library)], watch)
    described = without_redacted(library.catalogue, titled(library, intake.studies))
    doubtful, others = apart_from_withdrawn(library, described)
    _put(library, doubtful, StudyState.DRAFT, unlooked)
    _put(library, others, state, unlooked)
    for study in superseded_studies(library, described):
        library.catalogue.remove_study(study)
    undescribed = without_redacted(library.catalogue, undescribed_studies(library, intake.loose))
    _put(library, undescribed, state, unlooked)
    synced = sync_index(library, watch)
    told = [study.id for study in (*described, *undescribed)]
    return IngestReport(
        studies=len(told),
        files=tuple(_lines(library, files)),
        read=read,
        written=len(synced.written),
        removed=len(synced.removed),
        problems=tuple(intake.problems),
        errors=tuple(map(str, intake.errors)),
        duplicates=tuple(intake.duplicates),
        withheld=tuple(_withheld(library, told)),
        to_confirm=tuple(still_to_confirm(library, told)),
        undescribed=tuple(MissingFacts(study.id, missing_facts(study)) for study in undescribed),
    )


def _put(library: Library, studies: Sequence[Study], state: StudyState, unlooked: bool) -> None:
    held = frozenset() if unlooked else to_hold(library, studies)
    library.catalogue.put_studies(studies, state=state, held=held, with_merged=True)


def _withheld(library: Library, studies: Iterable[StudyId]) -> Iterable[Withheld]:
    for study in studies:
        state = library.catalogue.standing(study).state
        if state is not StudyState.PUBLISHED:
            yield Withheld(study, state)


def _lines(library: Library, files: Iterable[StudyFile]) -> Iterable[FileLine]:
    for file in {file.sha256: file for file in files}.values():
        record = library.catalogue.file(file.sha256)
        state = record.state if record else FileState.FAILED
        yield FileLine(file.name, state, record.reason if record else None)
