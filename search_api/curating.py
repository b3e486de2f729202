"""What a librarian does with one study: the catalogue first, then the index, which follows it."""

from corpus.life import Standing, Step
from corpus.study import Study, StudyId
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.library import Library


def take_step(
    library: Library, study: StudyId, step: Step, watch: Watch, *, by: str, reason: str | None = None
) -> Standing:
    """Take a study a step further in its life; searches tell of it when this ends.

    Raises:
        StudyNotFoundError: there is no such study.
        ForbiddenStepError: the step is not possible from where it stands.
        WithdrawalReasonError: it is withdrawn without a reason that readers can be told.
    """
    standing = library.catalogue.take_step(study, step, by=by, reason=reason)
    _follow(library, library.catalogue.everything().study(study), watch)
    return standing


def revert(library: Library, study: StudyId, watch: Watch, *, to: int, by: str) -> Study:
    """Give a study what it said after an earlier revision, its files included.

    Raises:
        RevisionNotFoundError: it has no such state.
        FileMissingError: the library has lost a file of that state; nothing is changed.
    """
    for file in library.catalogue.study_after(study, to).files:
        library.files.path(file.sha256)
    earlier = library.catalogue.revert(study, to=to, by=by)
    _follow(library, earlier, watch)
    return earlier


def _follow(library: Library, study: Study, watch: Watch) -> None:
    read_files(library, study.files, watch)
    sync_index(library, watch)
