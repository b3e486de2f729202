"""Everything that the desk does to studies: the catalogue first, then the index, which follows it."""

from dataclasses import replace
from datetime import UTC, datetime

from corpus.errors import StudyExistsError
from corpus.ids import study_id
from corpus.life import Step
from corpus.study import Study, StudyId
from search_api.editing.guarding import held, require_showable
from search_api.services import Services

_TRIES = 5


def create(services: Services, study: Study, *, by: str) -> StudyId:
    """Store a new study as a draft and return its id, which is made of its title where it has none yet.

    Raises:
        StudyExistsError: the id that it has is, or was, another's.
    """
    catalogue = services.catalogue
    if study.id:
        catalogue.add_study(study, by=by)
        return study.id
    title = next(iter(study.titles.values()), "")
    year = study.published.first.year if study.published else None
    for _ in range(_TRIES - 1):  # another librarian may take the id at the same moment
        chosen = replace(study, id=study_id(title, year, catalogue.ids_ever()))
        try:
            catalogue.add_study(chosen, by=by)
        except StudyExistsError:
            continue
        return chosen.id
    chosen = replace(study, id=study_id(title, year, catalogue.ids_ever()))
    catalogue.add_study(chosen, by=by)
    return chosen.id


def save(services: Services, study: Study, *, expected: int, by: str) -> None:
    """Store what a study says now, made on a revision of it.

    A published one that brings personal data nobody has decided about waits in review.

    Raises:
        StudyNotFoundError: there is no such study.
        StaleRevisionError: it was changed since; nothing is stored.
        FileMissingError: the library has lost a file of it; nothing is stored.
    """
    before = services.catalogue.everything().study(study.id)
    waiting = held(services, [study])
    services.catalogue.put_studies([study], by=by, held=waiting, expected={study.id: expected})
    _read_anew(services, before, study)
    services.queue.follow()


def take_step(services: Services, study: StudyId, step: Step, *, by: str, reason: str | None = None) -> None:
    """Take a study a step further in its life, or out of the catalogue.

    Raises:
        StudyNotFoundError: there is no such study.
        ForbiddenStepError: the step is not possible from where it stands.
        WithdrawalReasonError: it is withdrawn without a reason that readers can be told.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    require_showable(services, study, step)
    if step is Step.REMOVE:
        services.catalogue.remove_study(study, by=by)
    else:
        services.catalogue.take_step(study, step, by=by, reason=reason)
    services.queue.follow()


def revert(services: Services, study: StudyId, *, to: int, by: str, expected: int | None = None) -> Study:
    """Give a study what it said after an earlier revision, its files included.

    A published one that would bring back personal data nobody has decided about waits in review.

    Raises:
        RevisionNotFoundError: it has no such state.
        FileMissingError: the library has lost a file of that state; nothing is changed.
        StaleRevisionError: it was changed after the expected revision; nothing is changed.
    """
    wanted = services.catalogue.study_after(study, to)
    for file in wanted.files:
        services.files.path(file.sha256)
    waits = study in held(services, [wanted])
    earlier = services.catalogue.revert(study, to=to, by=by, held=waits, expected=expected)
    services.queue.follow()
    return earlier


def _read_anew(services: Services, before: Study, study: Study) -> None:
    """Have those files read again whose language was declared anew: their text is told by it."""
    declared = {file.sha256: file.language for file in before.files}
    due = [file.sha256 for file in study.files if declared.get(file.sha256) is not file.language]
    for record in services.catalogue.files_by_hash(due).values():
        services.catalogue.record_file(replace(record, extractor=None, updated=datetime.now(UTC)))
