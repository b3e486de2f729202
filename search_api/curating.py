"""What a librarian does with one study: the catalogue first, then the index, which follows it."""

from corpus.life import Standing, Step, StudyState, after
from corpus.study import Study, StudyId
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.library import Library
from search_api.personal.holding import require_decided, to_hold


def take_step(
    library: Library, study: StudyId, step: Step, watch: Watch, *, by: str, reason: str | None = None
) -> Standing:
    """Take a study a step further in its life; searches tell of it when this ends.

    Raises:
        StudyNotFoundError: there is no such study.
        ForbiddenStepError: the step is not possible from where it stands.
        WithdrawalReasonError: it is withdrawn without a reason that readers can be told.
        UnconfirmedFindingsError: readers would see personal data that nobody has decided about.
        FileMissingError: readers would see it, and the library has lost a file of it.
    """
    known = library.catalogue.everything().study(study)
    if after(study, library.catalogue.standing(study).state, step) is StudyState.PUBLISHED:
        read_files(library, known.files, watch)
        require_decided(library, known)
    standing = library.catalogue.take_step(study, step, by=by, reason=reason)
    _follow(library, known, watch)
    return standing


def revert(library: Library, study: StudyId, watch: Watch, *, to: int, by: str) -> Study:
    """Give a study what it said after an earlier revision, its files included.

    A published study that would bring back personal data nobody has decided about waits in review.

    Raises:
        RevisionNotFoundError: it has no such state.
        FileMissingError: the library has lost a file of that state; nothing is changed.
    """
    wanted = library.catalogue.study_after(study, to)
    for file in wanted.files:
        library.files.path(file.sha256)
    read_files(library, wanted.files, watch)
    held = study in to_hold(library, [wanted])
    earlier = library.catalogue.revert(study, to=to, by=by, held=held)
    _follow(library, earlier, watch)
    return earlier


def _follow(library: Library, study: Study, watch: Watch) -> None:
    read_files(library, study.files, watch)
    sync_index(library, watch)
