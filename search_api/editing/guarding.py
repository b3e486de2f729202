"""What keeps from readers what nobody at the desk has looked at: the same as where inventories come in."""

from collections.abc import Iterable, Sequence

from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError
from corpus.life import TRANSITIONS, Step, StudyState, after
from corpus.study import Study, StudyId
from ingest.watch import Unwatched, Watch
from search_api.ingesting.reading import read_files, whole_extraction
from search_api.library import Library
from search_api.personal.holding import require_decided, to_hold
from search_api.services import Services
from search_api.wiring import looking

Desk = Services | Library
"""A library as those hold it who change it: the server, or the worker."""

LOOKING = "Looking for personal data"
"""The step of a job that looks through many studies."""


def require_showable(desk: Desk, study: StudyId, step: Step) -> None:
    """Let a step pass that shows readers nothing, or a study whose personal data was decided about.

    Raises:
        StudyNotFoundError: there is no such study.
        ForbiddenStepError: the step is not possible from where it stands.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    if after(study, desk.catalogue.standing(study).state, step) is StudyState.PUBLISHED:
        known = desk.catalogue.everything().study(study)
        _read(desk, [known])
        require_decided(desk, known)


def not_showable(desk: Desk, studies: Sequence[StudyId], step: Step, watch: Watch) -> Refused:
    """Return those of many studies that a step would show readers although they may not, and why."""
    everything, refused = desk.catalogue.everything(), dict[StudyId, CorpusError]()
    states = everything.states_by_id(studies)
    shown = [
        study for study, state in states.items() if TRANSITIONS.get((state, step)) is StudyState.PUBLISHED
    ]
    watch.begin(LOOKING, len(shown))
    for study, known in everything.studies_by_id(shown).items():
        try:
            _read(desk, [known])
            require_decided(desk, known)
        except CorpusError as error:
            refused[study] = error
        watch.step()
    return refused


def held(desk: Desk, studies: Sequence[Study]) -> frozenset[StudyId]:
    """Return those of ``studies``, as they shall be, that wait in review with what they say now.

    Raises:
        FileMissingError: the library has lost a file of one.
    """
    there = desk.catalogue.studies_by_id([study.id for study in studies])
    published = [study for study in studies if study.id in there]
    _read(desk, (study for study in published if study.files != there[study.id].files))
    return to_hold(desk, published)


def _read(desk: Desk, studies: Iterable[Study]) -> None:
    """Read the files that nobody has read yet; almost always the worker has."""
    files = {file.sha256: file for study in studies for file in study.files}
    unread = [file for file in files.values() if whole_extraction(desk, file) is None]
    if unread:
        with looking(desk.settings) as library:
            read_files(library, unread, Unwatched())
