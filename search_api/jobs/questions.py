"""What an import leaves to a librarian, each with what may be done about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from corpus.catalogue.records import FileRecord
from corpus.inventory.columns import read_header
from corpus.inventory.report import Problem, Severity
from corpus.inventory.vocabulary import Meaning
from corpus.jobs import Proposal, Question, TodoKind
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from corpus.text import fold
from ingest.partition.kinds import RENAME, declared_kind
from models.language import Language

REMOVE = "remove"
"""The choice that takes a file out of its study."""

_ALIKE = 60
"""Of 100: how alike two names are, for one to be proposed for the other."""
_MOST = 3

_DOUBTFUL = {
    Meaning.COST: TodoKind.DOUBTFUL_AMOUNT,
    Meaning.DATE: TodoKind.DOUBTFUL_DATE,
    Meaning.ADMINISTRATION: TodoKind.UNKNOWN_ADMINISTRATION,
}
_LANGUAGES = tuple(Proposal(language.value, language.value) for language in Language)
_REMOVE = (Proposal(REMOVE, "take the file out of the study"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an import found, before it is in the catalogue."""

    studies: Sequence[Study]
    loose: Sequence[StudyFile]
    """Files that nothing describes."""
    places: Mapping[tuple[str, int], StudyId]
    problems: Sequence[Problem]
    errors: Sequence[str]
    holders: Mapping[Sha256, Sequence[StudyId]] = field(default_factory=dict)
    """Studies of the catalogue that hold one of its files already."""


def questions_of_rows(found: Found) -> Iterator[Question]:
    """Yield what the inventories leave open."""
    for error in found.errors:
        yield Question(kind=TodoKind.LEFT_OUT, reason=error)
    names = _Names.of(found)
    for problem in found.problems:
        yield from _of_problem(problem, found, names)
    for study in found.studies:
        if not study.files and study.id not in names.asked:
            yield _without_file(study, names)
    yield from _same_files(found)


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


def _of_problem(problem: Problem, found: Found, names: "_Names") -> Iterator[Question]:
    study = found.places.get((problem.source, problem.row or 0))
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
        owned = {_key(file.name): file for study in found.studies for file in study.files}
        return cls({_key(file.name): file for file in found.loose}, owned)

    def unmatched(self, problem: Problem, study: StudyId | None) -> Question:
        """Return the question of a row that names a file which is not there, or another row's."""
        key = _key(PurePosixPath((problem.value or "").replace("\\", "/")).name)
        shared = self.owned.get(key)
        kind = TodoKind.FILE_OF_TWO_ROWS if shared else TodoKind.ROW_WITHOUT_FILE
        if study:
            self.asked.add(study)
        files = [shared] if shared else self.like(key)
        return _question(kind, problem, study, *_files_proposed(files if study else []))

    def like(self, *keys: str) -> list[StudyFile]:
        """Return the files that no row names whose names are like one of these, most alike first."""
        from rapidfuzz import fuzz, process

        best: dict[str, float] = defaultdict(float)
        for key in keys if self.loose else ():
            for name, score, _ in process.extract(
                key, list(self.loose), scorer=fuzz.ratio, limit=_MOST, score_cutoff=_ALIKE
            ):
                best[name] = max(best[name], score)
        return [self.loose[name] for name in sorted(best, key=lambda name: -best[name])[:_MOST]]


def _without_file(study: Study, names: _Names) -> Question:
    files = names.like(*map(_key, study.titles.values()))
    proposals, facts = _files_proposed(files)
    reason = "the inventory names no file for it; name one, or send the file"
    return Question(
        kind=TodoKind.ROW_WITHOUT_FILE, reason=reason, study=study.id, proposals=proposals, facts=facts
    )


def _files_proposed(files: Sequence[StudyFile]) -> tuple[tuple[Proposal, ...], dict[str, Any]]:
    return (
        tuple(Proposal(file.sha256, file.name) for file in files),
        {"files": {file.sha256: _facts(file) for file in files}} if files else {},
    )


def _without_row(study: Study, file: StudyFile, lacking: Sequence[Study]) -> Question:
    key = _key(file.name)
    scored = [(_likeness(key, one), one) for one in lacking]
    best = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])[:_MOST]
    return Question(
        kind=TodoKind.FILE_WITHOUT_ROW,
        reason="no row names it, so it became a study of its own; describe that, or give it to another study",
        study=study.id,
        source=file.name,
        proposals=tuple(Proposal(one.id, next(iter(one.titles.values()))) for _, one in best),
        facts={"file": _facts(file)},
    )


def _likeness(key: str, study: Study) -> float:
    from rapidfuzz import fuzz

    return max((fuzz.ratio(key, _key(title)) for title in study.titles.values()), default=0.0)


def _of_file(study: Study, file: StudyFile, record: FileRecord | None) -> Iterator[Question]:
    facts = {"file": _facts(file)}
    if record is None:
        return
    if record.state in (FileState.FAILED, FileState.PARTIAL):
        named = bool(record.reason and RENAME in record.reason)
        kind = TodoKind.MISNAMED_FILE if named else TodoKind.FAILED_FILE
        yield Question(
            kind=kind,
            reason=record.reason or "it could not be read",
            study=study.id,
            source=file.name,
            proposals=_REMOVE,
            facts=facts,
        )
    if file.language is None and record.language is None and record.state is not FileState.FAILED:
        reason = "neither its text nor the inventory tells its language"
        yield Question(
            kind=TodoKind.UNKNOWN_LANGUAGE,
            reason=reason,
            study=study.id,
            source=file.name,
            proposals=_LANGUAGES,
            facts=facts,
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
    again = "" if study else "; it was not brought in again"
    return Question(
        kind=TodoKind.SAME_FILE,
        reason=f"its content is the same as that of a file of {', '.join(others)}{again}",
        study=study,
        source=file.name,
        proposals=_REMOVE if study else (),
        facts={"file": _facts(file), "others": list(others)},
    )


def _facts(file: StudyFile) -> dict[str, Any]:
    language = file.language and file.language.value
    return {"sha256": file.sha256, "name": file.name, "size": file.size, "language": language}


def _key(name: str) -> str:
    """Return what of a name counts when names are compared: folded, without the extension of a known kind."""
    stem = name[: name.rfind(".")] if declared_kind(name) else name
    return " ".join(fold(stem).replace("_", " ").replace("-", " ").split())
