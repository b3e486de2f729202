"""What the files of an import leave to a librarian when they have been read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.catalogue.records import FileRecord
from corpus.jobs import Proposal, Question, TodoKind
from corpus.reasons import reason
from corpus.study import FileState, Sha256, Study, StudyFile
from ingest.partition.kinds import MISNAMED
from models.language import Language
from search_api.jobs.likeness import key_of, studies_like

REMOVE = "remove"
"""The choice that takes a file out of its study."""

REMOVING = (Proposal(REMOVE, "take the file out of the study"),)

_LANGUAGES = tuple(Proposal(language.value, language.value) for language in Language)


def questions_of_files(
    studies: Iterable[Study], undescribed: Iterable[Study], records: Mapping[Sha256, FileRecord]
) -> Iterator[Question]:
    """Yield what the files leave open when they have been read.

    Args:
        studies: all that the import brought.
        undescribed: those of them that were made for a file that no row names.
        records: of their files.
    """
    alone = {study.id for study in undescribed}
    lacking = [study for study in studies if not study.files]
    for study in studies:
        for file in study.files:
            if study.id in alone:
                yield _without_row(study, file, lacking)
            yield from _of_file(study, file, records.get(file.sha256))


def facts_of(file: StudyFile) -> dict[str, Any]:
    """Return a file as the facts of a question keep it."""
    language = file.language and file.language.value
    return {"sha256": file.sha256, "name": file.name, "size": file.size, "language": language}


def _without_row(study: Study, file: StudyFile, lacking: Sequence[Study]) -> Question:
    best = studies_like(map(key_of, [file.name, *study.titles.values()]), lacking)
    return Question(
        kind=TodoKind.FILE_WITHOUT_ROW,
        reason=reason("todo.file-without-row"),
        study=study.id,
        source=file.name,
        proposals=tuple(Proposal(one.id, next(iter(one.titles.values()))) for one in best),
        facts={"file": facts_of(file)},
    )


def _of_file(study: Study, file: StudyFile, record: FileRecord | None) -> Iterator[Question]:
    facts = {"file": facts_of(file)}
    if record is None:
        return
    if record.state in (FileState.FAILED, FileState.PARTIAL):
        why = record.reason or reason("file.unread")
        kind = TodoKind.MISNAMED_FILE if why.says(MISNAMED) else TodoKind.FAILED_FILE
        yield Question(
            kind=kind,
            reason=why,
            study=study.id,
            source=file.name,
            proposals=REMOVING,
            facts=facts,
        )
    if file.language is None and record.language is None and record.state is not FileState.FAILED:
        yield Question(
            kind=TodoKind.UNKNOWN_LANGUAGE,
            reason=reason("todo.no-language"),
            study=study.id,
            source=file.name,
            proposals=_LANGUAGES,
            facts=facts,
        )
