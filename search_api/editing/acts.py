"""What people and programs do to studies: the catalogue first, then the index, which follows it."""

from dataclasses import replace
from datetime import UTC, datetime

from corpus.errors import StudyExistsError
from corpus.ids import study_id
from corpus.life import Step, StudyState
from corpus.study import Study, StudyId
from search_api.editing.guarding import held, require_showable
from search_api.ingesting.reading import read_files
from search_api.library import Desk

_TRIES = 5


def create(desk: Desk, study: Study, *, by: str) -> StudyId:
    """Store a new study as a draft and return its id, which is made of its title where it has none yet.

    Raises:
        StudyExistsError: the id that it has is, or was, another's.
    """
    catalogue = desk.shelf.catalogue
    if study.id:
        catalogue.add_study(study, by=by)
        return study.id
    title = next(iter(study.titles.values()), "")
    year = study.published.first.year if study.published else None
    for left in reversed(range(_TRIES)):  # another librarian may take the id at the same moment
        chosen = replace(study, id=study_id(title, year, catalogue.ids_ever()))
        try:
            catalogue.add_study(chosen, by=by)
            break
        except StudyExistsError:
            if not left:
                raise
    return chosen.id


def save(desk: Desk, study: Study, *, expected: int, by: str) -> None:
    """Store what a study says now, made on a revision of it.

    A published one that brings personal data nobody has decided about waits in review.

    Raises:
        StudyNotFoundError: there is no such study.
        StaleRevisionError: it was changed since; nothing is stored.
        FileMissingError: the library has lost a file of it; nothing is stored.
    """
    before = desk.shelf.catalogue.everything().study(study.id)
    waiting = held(desk.shelf, [study], desk.watch)
    desk.shelf.catalogue.put_studies([study], by=by, held=waiting, expected={study.id: expected})
    _read_anew(desk, before, study)
    desk.follow()


def take_step(
    desk: Desk,
    study: StudyId,
    step: Step,
    *,
    by: str,
    reason: str | None = None,
    expected: int | None = None,
) -> StudyState | None:
    """Take a study a step further in its life and return where it stands; ``None``: it left the catalogue.

    What readers get to see is the study that was looked at: one that is changed meanwhile stays as it is.

    Args:
        desk: where.
        study: its id.
        step: the step.
        by: who takes it.
        reason: why it is withdrawn, for readers.
        expected: the revision that whoever decided has seen; ``None``: whatever it is now.

    Raises:
        StudyNotFoundError: there is no such study.
        StaleRevisionError: it was changed since; it stays where it stands.
        ForbiddenStepError: the step is not possible from where it stands.
        WithdrawalReasonError: it is withdrawn without a reason that readers can be told.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    catalogue = desk.shelf.catalogue
    record = catalogue.everything().record(study, expected=expected)
    require_showable(desk.shelf, record, step, desk.watch)
    state = None
    if step is Step.REMOVE:
        catalogue.remove_study(study, by=by, expected=record.revision)
    else:
        seen = record.revision
        state = catalogue.take_step(study, step, by=by, reason=reason, expected=seen).state
    desk.follow()
    return state


def revert(desk: Desk, study: StudyId, *, to: int, by: str, expected: int | None = None) -> Study:
    """Give a study what it said after an earlier revision, its files included.

    A published one that would bring back personal data nobody has decided about waits in review.

    Raises:
        RevisionNotFoundError: it has no such state.
        FileMissingError: the library has lost a file of that state; nothing is changed.
        StaleRevisionError: it was changed after the expected revision; nothing is changed.
    """
    catalogue = desk.shelf.catalogue
    if expected is None and (there := catalogue.everything().records_by_id([study])):
        expected = there[study].revision
    wanted = catalogue.study_after(study, to)
    for file in wanted.files:
        desk.shelf.files.path(file.sha256)
    waits = study in held(desk.shelf, [wanted], desk.watch)
    earlier = catalogue.revert(study, to=to, by=by, held=waits, expected=expected)
    read_files(desk.shelf, earlier.files, desk.watch)  # those that no study held had been put away
    desk.follow()
    return earlier


def _read_anew(desk: Desk, before: Study, study: Study) -> None:
    """Have those files read again whose language was declared anew: their text is told by it."""
    declared = {file.sha256: file.language for file in before.files}
    due = [file.sha256 for file in study.files if declared.get(file.sha256) is not file.language]
    for record in desk.shelf.catalogue.files_by_hash(due).values():
        desk.shelf.catalogue.record_file(replace(record, extractor=None, updated=datetime.now(UTC)))
