"""Files that a stopped import leaves, which belong to no study: let go by a repair, and never too many."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.catalogue.loose_files import LooseFiles
from corpus.jobs import JobId, JobKind, JobState
from corpus.study import FileState, Sha256, StudyId
from ingest.watch import Unwatched
from search_api.checking.check import check, repair
from search_api.checking.findings import Fault
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here
from search_api.library import Library
from tests.search_api.jobs.conftest import HEADER, TEXT, Bring, submitted

A = StudyId("a")
INVENTORY = HEADER + "a;Le péage;;2021;;a.txt\n"


class WhenRead(Unwatched):
    """Does something once a file was read."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def step(self) -> None:
        """Do it."""
        self._act()


def stopped(library: Library, queue: JobQueue) -> Sha256:
    """Stop an import of one file, which no inventory names, once that was read; return what it left."""
    job = submitted(queue, {"seul.txt": TEXT})
    do_here(library, JobKind.IMPORT, WhenRead(lambda: queue.cancel(job.id)))
    assert queue.job(job.id).state is JobState.CANCELLED
    (record,) = library.catalogue.files()
    assert not library.catalogue.everything().studies_of_file(record.sha256)
    return record.sha256


def faults(library: Library) -> list[tuple[Fault, str]]:
    return [(one.fault, one.which) for one in check(library, Unwatched(), deep=False).found]


def traces(library: Library, sha256: Sha256) -> list[str]:
    """Return the names of all that the library keeps of a file."""
    return sorted(path.name for path in library.settings.data_dir.rglob(f"*{sha256}*"))


def mend(library: Library) -> list[Fault]:
    return [one.fault for one in repair(library, Unwatched(), deep=False).left]


def test_what_a_stopped_import_left_is_deleted_with_what_was_read_of_it(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    left = stopped(library, queue)
    assert faults(library) == [(Fault.FILE_WITHOUT_STUDY, left)]
    assert mend(library) == []
    assert (traces(library, left), [*library.catalogue.files()], faults(library)) == ([], [], [])
    bring({"seul.txt": TEXT})
    assert len(library.catalogue.everything().studies_of_file(left)) == 1
    assert left in library.files


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_repair_that_is_killed_leaves_what_the_next_one_mends(
    library: Library, queue: JobQueue, place: str
) -> None:
    left = stopped(library, queue)

    def killed(sha256: Sha256) -> None:
        if place == "after":
            library.files.discard(sha256)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.catalogue.beside(LooseFiles).let_go([left], killed)
    assert faults(library) == [(Fault.FILE_WITHOUT_STUDY, left)]
    assert mend(library) == []
    assert traces(library, left) == []


def test_a_file_that_the_history_of_a_study_names_is_kept_as_withdrawn(
    library: Library, bring: Bring
) -> None:
    bring({"inventaire.csv": INVENTORY, "a.txt": TEXT})
    library.catalogue.remove_study(A, by="anna")
    (record,) = library.catalogue.files()
    library.catalogue.record_file(replace(record, state=FileState.INDEXED))
    assert faults(library) == [(Fault.FILE_WITHOUT_STUDY, record.sha256)]
    assert mend(library) == []
    (kept,) = library.catalogue.files()
    assert kept.state is FileState.WITHDRAWN
    assert library.catalogue.revert(A, to=1, by="anna").files[0].sha256 in library.files


def test_a_file_that_a_study_holds_stays_though_it_was_found_loose_before(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    left = stopped(library, queue)
    bring({"inventaire.csv": INVENTORY, "a.txt": TEXT})
    library.catalogue.beside(LooseFiles).let_go([left], library.files.discard)
    assert (left in library.files, faults(library)) == (True, [])


def test_no_file_goes_while_an_import_may_give_it_to_a_study(library: Library, queue: JobQueue) -> None:
    left = stopped(library, queue)
    job = submitted(queue, {"inventaire.csv": INVENTORY, "a.txt": TEXT, "b.txt": TEXT + "Autre chose.\n"})
    seen: list[JobId] = []

    def let_go() -> None:
        seen.append(job.id)
        library.catalogue.beside(LooseFiles).let_go([left], library.files.discard)

    do_here(library, JobKind.IMPORT, WhenRead(let_go))
    assert seen
    assert queue.job(job.id).state is JobState.DONE
    assert (left in library.files, faults(library)) == (True, [])
