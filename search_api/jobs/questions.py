"""What an import leaves to a librarian, each with what may be done about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from corpus.errors import InventoryError, SourceUnreadableError
from corpus.inventory.columns import read_header
from corpus.inventory.report import Problem, Severity
from corpus.inventory.vocabulary import Meaning
from corpus.jobs import Proposal, Question, TodoKind
from corpus.reasons import reason
from corpus.study import Sha256, Study, StudyFile, StudyId
from search_api.jobs.file_questions import REMOVING, facts_of
from search_api.jobs.likeness import files_like, key_of

_DOUBTFUL = {
    Meaning.COST: TodoKind.DOUBTFUL_AMOUNT,
    Meaning.DATE: TodoKind.DOUBTFUL_DATE,
    Meaning.ADMINISTRATION: TodoKind.UNKNOWN_ADMINISTRATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an import found, before it is in the catalogue."""

    studies: Sequence[Study]
    loose: Sequence[StudyFile]
    """Files that nothing describes."""
    places: Mapping[tuple[str, int], StudyId]
    problems: Sequence[Problem]
    errors: Sequence[InventoryError | SourceUnreadableError]
    holders: Mapping[Sha256, Sequence[StudyId]] = field(default_factory=dict)
    """Studies of the catalogue that hold one of its files already."""
    known: Mapping[StudyId, Study] = field(default_factory=dict)
    """The studies that it tells of, as the catalogue has them."""


def questions_of_rows(found: Found) -> Iterator[Question]:
    """Yield what the inventories leave open."""
    for error in found.errors:
        yield Question(kind=TodoKind.LEFT_OUT, reason=error.reason, source=error.path.name)
    names = _Names.of(found)
    for problem in found.problems:
        yield from _of_problem(problem, found, names)
    for study in found.studies:
        known = found.known.get(study.id)
        if not study.files and not (known and known.files) and study.id not in names.asked:
            yield _without_file(study, names)
    yield from _same_files(found)


def _of_problem(problem: Problem, found: Found, names: "_Names") -> Iterator[Question]:
    study = found.places.get((problem.source, problem.row or 0))
    if (known := found.known.get(study) if study else None) and _is_known(problem, known):
        return
    if problem.column == "file" and problem.severity is Severity.VALUE_DROPPED:
        yield names.unmatched(problem, study)
        return
    column = read_header(problem.column, 0) if problem.column else None
    kind = _DOUBTFUL.get(column.meaning) if column and problem.proposals else None
    if kind and study:
        facts: Mapping[str, Any] = {"vat": column.vat.value} if column and column.vat else {}
        yield _question(kind, problem, study, tuple(Proposal(one, one) for one in problem.proposals), facts)
    elif _unknown_name(column.meaning if column else None, problem) and study:
        yield _question(TodoKind.UNKNOWN_ADMINISTRATION, problem, study)
    elif problem.severity is not Severity.NOTE:
        yield _question(TodoKind.LEFT_OUT, problem, study)


def _is_known(problem: Problem, known: Study) -> bool:
    """Return whether a study has the file that its row names, or the administration as it is written.

    The file need not be sent again, and about the administration a librarian was asked when it came first.
    """
    if problem.column == "file":
        return _key_in(problem) in {key_of(file.name) for file in known.files}
    return problem.severity is Severity.NOTE and problem.value in known.administrations_as_written


def _key_in(problem: Problem) -> str:
    return key_of(PurePosixPath((problem.value or "").replace("\\", "/")).name)


def _unknown_name(meaning: Meaning | None, problem: Problem) -> bool:
    return meaning is Meaning.ADMINISTRATION and problem.severity is Severity.NOTE


def _question(
    kind: TodoKind,
    problem: Problem,
    study: StudyId | None,
    proposals: tuple[Proposal, ...] = (),
    facts: Mapping[str, Any] | None = None,
) -> Question:
    return Question(
        kind=kind,
        reason=problem.reason,
        study=study,
        source=problem.source,
        row=problem.row,
        column=problem.column,
        value=problem.value,
        proposals=proposals,
        facts=facts or {},
    )


@dataclass(slots=True)
class _Names:
    """The names of the files that an import holds."""

    loose: Mapping[str, StudyFile]
    owned: Mapping[str, StudyFile]
    asked: set[StudyId] = field(default_factory=set)
    """Studies with a file that was asked about already."""

    @classmethod
    def of(cls, found: Found) -> "_Names":
        owned = {key_of(file.name): file for study in found.studies for file in study.files}
        return cls({key_of(file.name): file for file in found.loose}, owned)

    def unmatched(self, problem: Problem, study: StudyId | None) -> Question:
        """Return the question of a row that names a file which is not there, or another row's."""
        key = _key_in(problem)
        shared = self.owned.get(key)
        kind = TodoKind.FILE_OF_TWO_ROWS if shared else TodoKind.ROW_WITHOUT_FILE
        if study:
            self.asked.add(study)
        files = [shared] if shared else files_like([key], self.loose)
        return _question(kind, problem, study, *_files_proposed(files if study else []))


def _without_file(study: Study, names: _Names) -> Question:
    files = files_like(map(key_of, study.titles.values()), names.loose)
    proposals, facts = _files_proposed(files)
    return Question(
        kind=TodoKind.ROW_WITHOUT_FILE,
        reason=reason("todo.no-file-named"),
        study=study.id,
        proposals=proposals,
        facts=facts,
    )


def _files_proposed(files: Sequence[StudyFile]) -> tuple[tuple[Proposal, ...], dict[str, Any]]:
    return (
        tuple(Proposal(file.sha256, file.name) for file in files),
        {"files": {file.sha256: facts_of(file) for file in files}} if files else {},
    )


def _same_files(found: Found) -> Iterator[Question]:
    """Yield the files that are in two studies of the import, or in one of the catalogue beside it."""
    first: dict[Sha256, StudyId] = {}
    for study in found.studies:
        for file in study.files:
            holder = first.setdefault(file.sha256, study.id)
            others = {holder, *found.holders.get(file.sha256, ())} - {study.id}
            if others:
                yield _same_file(study.id, file, sorted(others))
    for file in found.loose:
        if others := {*found.holders.get(file.sha256, ()), *filter(None, [first.get(file.sha256)])}:
            yield _same_file(None, file, sorted(others))


def _same_file(study: StudyId | None, file: StudyFile, others: Sequence[StudyId]) -> Question:
    kind = "todo.same-file" if study else "todo.same-file-left-out"
    return Question(
        kind=TodoKind.SAME_FILE,
        reason=reason(kind, others=", ".join(others)),
        study=study,
        source=file.name,
        proposals=REMOVING if study else (),
        facts={"file": facts_of(file), "others": list(others)},
    )
