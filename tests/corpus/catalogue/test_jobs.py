from datetime import UTC, datetime, timedelta

import pytest

from corpus.catalogue.jobs import JobBook
from corpus.catalogue.store import Catalogue
from corpus.errors import JobNotFoundError, JobStateError
from corpus.jobs import MOST_ATTEMPTS, Job, JobId, JobKind, JobState
from corpus.reasons import as_written
from tests.corpus.together import together

FIRST, SECOND, THIRD = (JobId(digit * 32) for digit in "123")


@pytest.fixture
def book(catalogue: Catalogue) -> JobBook:
    return catalogue.beside(JobBook)


def begun(book: JobBook, kind: JobKind) -> Job:
    """Begin the next job of a kind."""
    job = book.begin(kind)
    assert job is not None
    return job


def test_jobs_of_a_kind_are_done_one_after_the_other(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna", asked={"files": 2})
    book.enter(SECOND, JobKind.IMPORT, by="bram")
    first = begun(book, JobKind.IMPORT)
    assert (first.id, first.by, first.attempts, first.asked) == (FIRST, "anna", 1, {"files": 2})
    assert book.begin(JobKind.IMPORT) is None, "the first is under way"
    book.end(first, JobState.DONE, report={"studies": 3})
    assert book.job(FIRST).report == {"studies": 3}
    assert book.begin(JobKind.IMPORT) == book.job(SECOND)
    assert [job.id for job in book.jobs()] == [SECOND, FIRST]


def test_jobs_of_two_kinds_are_done_beside_each_other(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    book.enter(SECOND, JobKind.FOLLOW, by="anna")
    assert book.due() == [JobKind.FOLLOW, JobKind.IMPORT]
    assert book.begin(JobKind.IMPORT)
    assert book.begin(JobKind.FOLLOW)
    assert book.due() == []


def test_what_is_asked_many_times_waits_once(book: JobBook) -> None:
    first = book.enter_once(FIRST, JobKind.FOLLOW, by="anna")
    assert book.enter_once(SECOND, JobKind.FOLLOW, by="anna").id == first.id
    book.begin(JobKind.FOLLOW)
    assert book.enter_once(SECOND, JobKind.FOLLOW, by="anna").id == SECOND, "the first has begun already"


def test_what_one_job_does_for_all_who_ask_is_begun_anew_when_it_is_over_or_stops(book: JobBook) -> None:
    book.enter_alone(FIRST, JobKind.COMPARE, by="anna")
    job = begun(book, JobKind.COMPARE)
    book.postpone(job, datetime.now(UTC) + timedelta(hours=1), as_written("busy"))
    assert book.enter_alone(SECOND, JobKind.COMPARE, by="bram").id == FIRST
    job = begun(book, JobKind.COMPARE)
    assert book.enter_alone(SECOND, JobKind.COMPARE, by="bram") == job
    book.ask_to_stop(FIRST)
    assert book.enter_alone(SECOND, JobKind.COMPARE, by="bram").id == SECOND
    book.end(job, JobState.CANCELLED)
    book.end(begun(book, JobKind.COMPARE), JobState.DONE)
    assert book.enter_alone(THIRD, JobKind.COMPARE, by="anna").id == THIRD


def test_a_postponed_job_waits_until_it_is_due(book: JobBook) -> None:
    book.enter(FIRST, JobKind.FOLLOW, by="anna")
    book.postpone(begun(book, JobKind.FOLLOW), datetime.now(UTC) + timedelta(hours=1), as_written("busy"))
    assert book.begin(JobKind.FOLLOW) is None
    assert book.job(FIRST).reason == as_written("busy")
    book.enter_once(SECOND, JobKind.FOLLOW, by="anna")
    assert book.begin(JobKind.FOLLOW), "somebody asked again"


def test_what_a_dead_worker_left_is_queued_again_but_not_what_this_one_does(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    book.enter(SECOND, JobKind.FOLLOW, by="anna")
    book.begin(JobKind.IMPORT)
    book.begin(JobKind.FOLLOW)
    assert [job.id for job in book.recover(alive=[SECOND])] == [FIRST]
    assert book.job(FIRST).state is JobState.QUEUED
    assert book.job(SECOND).state is JobState.RUNNING


def test_a_job_that_ends_every_worker_is_given_up(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    for _ in range(MOST_ATTEMPTS):
        assert book.begin(JobKind.IMPORT)
        book.recover()
    assert book.job(FIRST).state is JobState.FAILED
    assert "savoir jobs retry" in str(book.job(FIRST).reason)
    assert book.retry(FIRST).attempts == 0
    assert book.begin(JobKind.IMPORT)


def test_a_job_that_waits_stops_at_once_and_one_under_way_when_it_looks(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    assert book.ask_to_stop(FIRST).state is JobState.CANCELLED
    book.enter(SECOND, JobKind.IMPORT, by="anna")
    job = begun(book, JobKind.IMPORT)
    assert not book.report_progress(job, "Reading files", 1, 3)
    assert book.ask_to_stop(SECOND).state is JobState.RUNNING
    assert book.report_progress(job, "Reading files", 2, 3)
    assert (book.job(SECOND).step, book.job(SECOND).done, book.job(SECOND).total) == ("Reading files", 2, 3)


def test_a_job_that_was_to_stop_is_not_taken_up_again(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    book.begin(JobKind.IMPORT)
    book.ask_to_stop(FIRST)
    book.recover()
    assert book.job(FIRST).state is JobState.CANCELLED


def test_what_is_not_possible_is_refused(book: JobBook) -> None:
    with pytest.raises(JobNotFoundError):
        book.job(FIRST)
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    with pytest.raises(JobStateError, match="queued"):
        book.retry(FIRST)
    book.end(begun(book, JobKind.IMPORT), JobState.DONE)
    with pytest.raises(JobStateError, match="done"):
        book.ask_to_stop(FIRST)


def test_a_worker_that_lost_its_job_writes_nothing_into_what_another_one_does(book: JobBook) -> None:
    book.enter(FIRST, JobKind.IMPORT, by="anna")
    lost = begun(book, JobKind.IMPORT)
    book.recover()
    taken = begun(book, JobKind.IMPORT)
    assert book.report_progress(lost, "Reading files", 1, 3), "it shall stop"
    book.end(lost, JobState.DONE)
    book.postpone(lost, datetime.now(UTC), as_written("busy"))
    book.forget(lost)
    assert book.job(FIRST) == taken


def test_who_asks_at_the_same_time_gets_one_job(book: JobBook) -> None:
    ids = [JobId(f"{number:032}") for number in range(6)]
    together(6, lambda number: book.enter_once(ids[number], JobKind.FOLLOW, by="anna"))
    together(6, lambda number: book.enter_alone(JobId(f"{number}" * 32), JobKind.COMPARE, by="anna"))
    assert [job.kind for job in book.jobs()] == [JobKind.COMPARE, JobKind.FOLLOW]
    for job in ids[3:]:
        book.enter(JobId(job.replace("0", "a")), JobKind.IMPORT, by="anna")
    jobs = together(6, lambda _: book.begin(JobKind.IMPORT))
    assert jobs.count(None) == 5
