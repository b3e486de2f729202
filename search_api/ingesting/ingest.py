"""A whole ingest: intake, reading, catalogue, index."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.life import StudyState
from corpus.study import FileState, Study, StudyFile
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.intake import (
    apart_from_withdrawn,
    missing_facts,
    superseded_studies,
    take_in,
    titled_by_files,
    undescribed_studies,
)
from search_api.ingesting.reading import read_files, unread_files
from search_api.ingesting.report import FileLine, IngestReport, MissingFacts, Withheld
from search_api.library import Library


def ingest(
    library: Library, paths: Sequence[Path], watch: Watch, *, state: StudyState = StudyState.PUBLISHED
) -> IngestReport:
    """Bring folders and files in, new studies in a state, and finish what an interrupted ingest left.

    Stopped at any moment, the old version of the index answers, and the next ingest does the rest: the
    catalogue holds the studies, and what is not read or not indexed is found by comparing.
    """
    intake = take_in(library, paths)
    doubtful, others = apart_from_withdrawn(library, intake.studies)
    library.catalogue.put_studies(doubtful, state=StudyState.DRAFT, with_merged=True)
    library.catalogue.put_studies(others, state=state, with_merged=True)
    for study in superseded_studies(library, intake.studies):
        library.catalogue.remove_study(study)
    files = intake.files()
    read = read_files(library, [*files, *unread_files(library)], watch)
    library.catalogue.put_studies(titled_by_files(library, intake.studies), with_merged=True)
    undescribed = list(undescribed_studies(library, intake.loose))
    library.catalogue.put_studies(undescribed, state=state, with_merged=True)
    synced = sync_index(library, watch)
    return IngestReport(
        studies=len(intake.studies) + len(undescribed),
        files=tuple(_lines(library, files)),
        read=read,
        written=len(synced.written),
        removed=len(synced.removed),
        problems=tuple(intake.problems),
        errors=tuple(intake.errors),
        duplicates=tuple(intake.duplicates),
        withheld=tuple(_withheld(library, [*intake.studies, *undescribed])),
        undescribed=tuple(MissingFacts(study.id, missing_facts(study)) for study in undescribed),
    )


def _withheld(library: Library, studies: Iterable[Study]) -> Iterable[Withheld]:
    for study in studies:
        state = library.catalogue.standing(study.id).state
        if state is not StudyState.PUBLISHED:
            yield Withheld(study.id, state)


def _lines(library: Library, files: Iterable[StudyFile]) -> Iterable[FileLine]:
    for file in {file.sha256: file for file in files}.values():
        record = library.catalogue.file(file.sha256)
        state = record.state if record else FileState.FAILED
        yield FileLine(file.name, state, record.reason if record else None)
