"""Settling questions: what a librarian chooses becomes a change of studies, with its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from corpus.administrations import Registry
from corpus.catalogue.documents import study_of
from corpus.catalogue.store import Catalogue
from corpus.catalogue.todo import Become, Settlement, TodoBook, require_open
from corpus.catalogue.writing import Kept
from corpus.errors import StaleRevisionError, StudyNotFoundError
from corpus.jobs import Question, Todo, TodoId, TodoKind, TodoState
from corpus.life import StudyState
from corpus.study import Cost, PublicationDate, Sha256, Study, StudyFile, StudyId, Vat
from models.language import Language
from search_api.editing.guarding import held
from search_api.ingesting.intake import is_undescribed
from search_api.jobs.errors import ChoiceError, OutdatedError
from search_api.jobs.merging import merged
from search_api.library import Desk

Known = Mapping[StudyId, Kept]


def accept(desk: Desk, registry: Registry, todo: TodoId, choice: str | None, *, by: str) -> Todo:
    """Carry a proposal out and return the question as it is settled.

    A published study that gets personal data nobody has decided about waits in review.

    Args:
        desk: where.
        registry: the administrations.
        todo: the question.
        choice: the value of one of its proposals; ``None``: the first.
        by: who decides.

    Raises:
        TodoNotFoundError: there is no such question.
        TodoSettledError: it is settled already.
        ChoiceError: this is not proposed.
        OutdatedError: a study is not as it was when this was proposed, or is changed at this moment.
        FileMissingError: the library has lost a file that a published study would get; nothing is changed.
    """
    catalogue = desk.shelf.catalogue
    book = catalogue.beside(TodoBook)
    known = book.todo(todo)
    require_open(known)
    question = known.question
    chosen = _chosen(question, choice)
    records = catalogue.everything().records_by_id(_concerned(catalogue, question, chosen))
    there = {study: Kept(record.study, record.standing) for study, record in records.items()}
    become = _CHANGES[question.kind](there, question, chosen, registry)
    settlement = Settlement(
        become=become,
        expected={study: record.revision for study, record in records.items()},
        held=held(desk.shelf, [study for study in become.values() if study], desk.watch),
    )
    try:
        book.settle(todo, TodoState.ACCEPTED, by=by, choice=chosen, settlement=settlement)
    except (StaleRevisionError, StudyNotFoundError) as error:
        raise OutdatedError(StudyId(error.study_id)) from error
    desk.follow()
    return book.todo(todo)


def dismiss(catalogue: Catalogue, todo: TodoId, *, by: str) -> Todo:
    """Leave everything as it is, and return the question as it is settled.

    Raises:
        TodoNotFoundError: there is no such question.
        TodoSettledError: it is settled already.
    """
    book = catalogue.beside(TodoBook)
    book.settle(todo, TodoState.DISMISSED, by=by)
    return book.todo(todo)


def _chosen(question: Question, choice: str | None) -> str:
    possible = tuple(proposal.value for proposal in question.proposals)
    chosen = choice if choice is not None or not possible else possible[0]
    if chosen not in possible:
        labels = tuple(f"{one.value} ({one.label})" for one in question.proposals)
        raise ChoiceError(chosen or "", labels)
    return str(chosen)


def _concerned(catalogue: Catalogue, question: Question, choice: str) -> Sequence[StudyId]:
    """Return the studies that a choice may change: for a file, those that hold it as well."""
    own = [question.study] if question.study else []
    if question.kind is TodoKind.FILE_WITHOUT_ROW:
        return [*own, StudyId(choice)]
    if question.kind is TodoKind.ROW_WITHOUT_FILE:
        holders = catalogue.everything().studies_of_file(Sha256(choice))
        return list(dict.fromkeys([*own, *holders]))
    return own


def _moved(known: Known, question: Question, choice: str, _: Registry) -> Become:
    """Give the file of a study that was made for it to another, which stands for it then."""
    target, file = _the(known, StudyId(choice)), _file(question.facts["file"])
    return {**_made_for(known, file, but=target.id), target.id: _with(target, file)}


def _given(known: Known, question: Question, choice: str, _: Registry) -> Become:
    """Give a study a file, and take out the one that was made for the file alone."""
    study, file = _own(known, question), _file(question.facts["files"][choice])
    return {**_made_for(known, file, but=study.id), study.id: _with(study, file)}


def _taken_out(known: Known, question: Question, _choice: str, _: Registry) -> Become:
    study, gone = _own(known, question), question.facts["file"]["sha256"]
    files = tuple(file for file in study.files if file.sha256 != gone)
    return {study.id: replace(study, files=files)}


def _in_language(known: Known, question: Question, choice: str, _: Registry) -> Become:
    study, meant = _own(known, question), question.facts["file"]["sha256"]
    if meant not in [file.sha256 for file in study.files]:
        raise OutdatedError(study.id)
    files = (
        replace(file, language=Language(choice)) if file.sha256 == meant else file for file in study.files
    )
    return {study.id: replace(study, files=tuple(files))}


def _priced(known: Known, question: Question, choice: str, _: Registry) -> Become:
    study = _own(known, question)
    vat = Vat(question.facts.get("vat", Vat.UNKNOWN))
    return {study.id: replace(study, cost=Cost(Decimal(choice).quantize(Decimal("0.01")), vat))}


def _dated(known: Known, question: Question, choice: str, _: Registry) -> Become:
    study = _own(known, question)
    return {study.id: replace(study, published=PublicationDate.parse_iso(choice))}


def _named(known: Known, question: Question, choice: str, registry: Registry) -> Become:
    """Put an administration of the registry where an unknown name stands; the spelling is kept."""
    study, written = _own(known, question), question.value
    if written not in study.administrations_as_written:
        raise OutdatedError(study.id)
    place = study.administrations_as_written.index(written)
    meant = registry.identify(choice)
    bodies = (*study.administrations[:place], meant, *study.administrations[place + 1 :])
    return {study.id: replace(study, administrations=bodies)}


def _updated(known: Known, question: Question, _choice: str, _: Registry) -> Become:
    study = _own(known, question)
    return {study.id: merged(study_of(study.id, question.facts["study"]), study)}


_CHANGES: Mapping[TodoKind, Callable[[Known, Question, str, Registry], Become]] = {
    TodoKind.FILE_WITHOUT_ROW: _moved,
    TodoKind.ROW_WITHOUT_FILE: _given,
    TodoKind.FILE_OF_TWO_ROWS: _given,
    TodoKind.DOUBTFUL_AMOUNT: _priced,
    TodoKind.DOUBTFUL_DATE: _dated,
    TodoKind.UNKNOWN_ADMINISTRATION: _named,
    TodoKind.UNKNOWN_LANGUAGE: _in_language,
    TodoKind.FAILED_FILE: _taken_out,
    TodoKind.MISNAMED_FILE: _taken_out,
    TodoKind.SAME_FILE: _taken_out,
    TodoKind.KNOWN_STUDY: _updated,
    TodoKind.WITHDRAWN_STUDY: _updated,
}
"""What a choice does; what was left out has no proposals."""


def _own(known: Known, question: Question) -> Study:
    return _the(known, question.study or StudyId(""))


def _the(known: Known, study: StudyId) -> Study:
    if study not in known:
        raise OutdatedError(study)
    return known[study].study


def _with(study: Study, file: StudyFile) -> Study:
    held = file.sha256 in [one.sha256 for one in study.files]
    return study if held else replace(study, files=(*study.files, file))


def _made_for(known: Known, file: StudyFile, *, but: StudyId) -> Become:
    """Return the drafts that are nothing but this file, as those that leave the catalogue."""
    return {
        study: None
        for study, kept in known.items()
        if study != but
        and kept.standing.state is StudyState.DRAFT
        and is_undescribed(kept.study)
        and kept.study.files[0].sha256 == file.sha256
    }


def _file(facts: Mapping[str, Any]) -> StudyFile:
    language = facts["language"]
    return StudyFile(
        sha256=Sha256(facts["sha256"]),
        name=facts["name"],
        size=facts["size"],
        language=Language(language) if language else None,
    )
