"""What keeps from readers what nobody at the desk has looked at: the same as where inventories come in."""

from collections.abc import Iterable, Sequence

from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError
from corpus.life import Step, StudyState, after
from corpus.study import Study, StudyId
from ingest.watch import Unwatched
from search_api.ingesting.reading import read_files, whole_extraction
from search_api.personal.holding import require_decided, to_hold
from search_api.services import Services
from search_api.wiring import looking


def require_showable(services: Services, study: StudyId, step: Step) -> None:
    """Let a step pass that shows readers nothing, or a study whose personal data was decided about.

    Raises:
        StudyNotFoundError: there is no such study.
        ForbiddenStepError: the step is not possible from where it stands.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    if after(study, services.catalogue.standing(study).state, step) is StudyState.PUBLISHED:
        known = services.catalogue.everything().study(study)
        _read(services, [known])
        require_decided(services, known)


def not_showable(services: Services, studies: Iterable[StudyId], step: Step) -> Refused:
    """Return those of many studies that may not take a step, and why."""
    refused: dict[StudyId, CorpusError] = {}
    for study in studies:
        try:
            require_showable(services, study, step)
        except CorpusError as error:
            refused[study] = error
    return refused


def held(services: Services, studies: Sequence[Study]) -> frozenset[StudyId]:
    """Return those of ``studies``, as they shall be, that wait in review with what they say now.

    Raises:
        FileMissingError: the library has lost a file of one.
    """
    there = services.catalogue.studies_by_id([study.id for study in studies])
    published = [study for study in studies if study.id in there]
    _read(services, (study for study in published if study.files != there[study.id].files))
    return to_hold(services, published)


def _read(services: Services, studies: Iterable[Study]) -> None:
    """Read the files that nobody has read yet; almost always the worker has."""
    files = {file.sha256: file for study in studies for file in study.files}
    unread = [file for file in files.values() if whole_extraction(services, file) is None]
    if unread:
        with looking(services.settings) as library:
            read_files(library, unread, Unwatched())
