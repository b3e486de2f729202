"""Checks of a library as jobs."""

import os
from pathlib import Path

from corpus.jobs import Job, JobId, JobKind, JobState
from index.lock import writer_lock
from ingest.watch import Unwatched
from search_api.checking.findings import Fault
from search_api.jobs.checking import MOST_FINDINGS
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here
from search_api.library import Library
from tests.search_api.jobs.conftest import TEXT, Bring

LONG_AGO = 1_000_000_000


def leave_over(library: Library, count: int = 1) -> None:
    folder = library.settings.data_dir / "files" / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"half-{number}").write_text("ha", encoding="utf-8")
        os.utime(folder / f"half-{number}", (LONG_AGO, LONG_AGO))


def checked(library: Library, queue: JobQueue, **asked: bool) -> Job:
    job = queue.submit(JobKind.CHECK, by="anna", asked=asked)
    do_here(library, JobKind.CHECK, Unwatched())
    return queue.job(job)


def test_a_check_tells_what_it_found_and_changes_nothing(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    bring({"a.txt": TEXT})
    assert checked(library, queue, deep=True).report == {"found": [], "found_counts": {}}
    leave_over(library, MOST_FINDINGS + 1)
    for _ in range(2):
        report = checked(library, queue).report
        assert report["found_counts"] == {Fault.FILE_LEFT_OVER: MOST_FINDINGS + 1}
        assert len(report["found"]) == MOST_FINDINGS


def test_a_repair_tells_what_it_found_and_what_is_left(
    library: Library, queue: JobQueue, bring: Bring
) -> None:
    bring({"a.txt": TEXT})
    leave_over(library)
    (study,) = library.catalogue.everything().studies()
    library.files.path(study.files[0].sha256).unlink()
    report = checked(library, queue, repair=True).report
    assert report["found_counts"] == {Fault.FILE_LOST: 1, Fault.FILE_LEFT_OVER: 1}
    assert report["left_counts"] == {Fault.FILE_LOST: 1}
    assert [one["detail"] for one in report["left"]] == ["a.txt"]


def test_a_repair_waits_for_whoever_changes_the_index_and_a_check_does_not(
    library: Library, queue: JobQueue
) -> None:
    with writer_lock(Path(library.settings.data_dir) / "index"):
        assert checked(library, queue).state is JobState.DONE
        assert checked(library, queue, repair=True).state is JobState.QUEUED


def test_a_check_that_was_stopped_is_not_done(library: Library, queue: JobQueue) -> None:
    job: JobId = queue.submit(JobKind.CHECK, by="anna", asked={})
    queue.cancel(job)
    do_here(library, JobKind.CHECK, Unwatched())
    assert queue.job(job).state is JobState.CANCELLED
