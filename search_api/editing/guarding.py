"""What keeps from readers what nobody has looked at: the one place that asks before anything is changed."""

from collections.abc import Iterable, Sequence

from corpus.catalogue.records import StudyRecord
from corpus.catalogue.revising import Refused
from corpus.errors import CorpusError
from corpus.life import TRANSITIONS, Step, StudyState, after
from corpus.study import Study, StudyId
from ingest.watch import Unwatched, Watch
from search_api.ingesting.reading import read_files, whole_extraction
from search_api.library import Shelf
from search_api.personal.holding import require_decided, to_hold

LOOKING = "Looking for personal data"
"""The step of a job that looks through many studies."""


def require_showable(shelf: Shelf, record: StudyRecord, step: Step, watch: Watch) -> None:
    """Let a step pass that shows readers nothing, or a study whose personal data was decided about.

    Raises:
        ForbiddenStepError: the step is not possible from where it stands.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    if after(record.study.id, record.standing.state, step) is StudyState.PUBLISHED:
        _require_looked_through(shelf, record.study, watch)


def not_showable(shelf: Shelf, studies: Sequence[StudyId], step: Step, watch: Watch) -> Refused:
    """Return those of many studies that a step would show readers although they may not, and why."""
    everything, refused = shelf.catalogue.everything(), dict[StudyId, CorpusError]()
    states = everything.states_by_id(studies)
    shown = [
        study for study, state in states.items() if TRANSITIONS.get((state, step)) is StudyState.PUBLISHED
    ]
    watch.begin(LOOKING, len(shown))
    for study, known in everything.studies_by_id(shown).items():
        try:
            _require_looked_through(shelf, known, Unwatched())
        except CorpusError as error:
            refused[study] = error
        watch.step()
    return refused


def held(shelf: Shelf, studies: Sequence[Study], watch: Watch) -> frozenset[StudyId]:
    """Return those of ``studies``, as they shall be, that wait in review with what they say now.

    Raises:
        FileMissingError: the library has lost a file of one.
    """
    there = shelf.catalogue.studies_by_id([study.id for study in studies])
    published = [study for study in studies if study.id in there]
    _read(shelf, (study for study in published if study.files != there[study.id].files), watch)
    return to_hold(shelf, published)


def _require_looked_through(shelf: Shelf, study: Study, watch: Watch) -> None:
    _read(shelf, [study], watch)
    require_decided(shelf, study)


def _read(shelf: Shelf, studies: Iterable[Study], watch: Watch) -> None:
    """Read the files that nobody has read yet; almost always the worker has."""
    files = {file.sha256: file for study in studies for file in study.files}
    unread = [file for file in files.values() if whole_extraction(shelf, file) is None]
    if unread:
        read_files(shelf, unread, watch)
