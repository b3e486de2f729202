"""What becomes of jobs that fail, are stopped, or outlive their worker."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.jobs import MOST_ATTEMPTS, Job, JobKind, JobState
from index.errors import IndexBusyError
from index.lock import writer_lock
from ingest.watch import Unwatched, Watch
from search_api.jobs import running
from search_api.jobs.errors import WorkerBusyError
from search_api.jobs.queue import JobQueue
from search_api.jobs.running import Runner, Work
from search_api.jobs.worker import do_here, runner_of
from search_api.library import Library
from tests.queues import WAYS, Way, way
from tests.search_api.jobs.conftest import TEXT, submitted

FILES = {"a.txt": TEXT}


@pytest.fixture(params=WAYS)
def chosen(request: pytest.FixtureRequest) -> Iterator[Way]:
    with way(request) as one:
        yield one


def runner(queue: JobQueue, work: Work, is_ending: Callable[[], bool] = lambda: False) -> Runner:
    return Runner(queue, {JobKind.IMPORT: work, JobKind.FOLLOW: work}, is_ending)


def failing(error: Exception) -> Work:
    def fail(_job: Job, _watch: Watch) -> dict[str, object]:
        raise error

    return fail


def test_a_job_that_meets_a_passing_fault_waits_and_is_given_up_in_the_end(
    queue: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = submitted(queue, FILES)
    busy = runner(queue, failing(IndexBusyError(Path("index"))))
    monkeypatch.setattr(running, "LONGEST_WAIT", 600.0)
    monkeypatch.setattr(running, "FIRST_WAIT", 300.0)
    busy.do_all(JobKind.IMPORT)
    waiting = queue.job(job.id)
    assert (waiting.state, waiting.attempts) == (JobState.QUEUED, 1)
    assert waiting.due > datetime.now(UTC)
    assert "try again" in str(waiting.reason)
    queue.cancel(job.id)

    again = submitted(queue, FILES)
    monkeypatch.setattr(running, "LONGEST_WAIT", 0.0)
    busy.do_all(JobKind.IMPORT)
    failed = queue.job(again.id)
    assert (failed.state, failed.attempts) == (JobState.FAILED, MOST_ATTEMPTS)
    job = failed
    assert queue.inbox.folder(job.id).exists(), "it may be tried again"


def test_the_index_follows_however_long_another_process_has_it(queue: JobQueue, library: Library) -> None:
    queue.follow()
    with writer_lock(library.settings.data_dir / "index"):
        runner_of(library, queue).do_all(JobKind.FOLLOW)
    (waiting,) = queue.book.jobs()
    assert (waiting.state, waiting.attempts) == (JobState.QUEUED, 1)
    queue.follow()
    runner_of(library, queue).do_all(JobKind.FOLLOW)
    assert queue.book.jobs() == [], "nobody will ask about it"


def test_a_job_that_cannot_be_done_fails_with_its_reason_and_can_be_tried_again(queue: JobQueue) -> None:
    job = submitted(queue, FILES)
    runner(queue, failing(CorpusError("do this and that"))).do_all(JobKind.IMPORT)
    failed = queue.job(job.id)
    assert (failed.state, str(failed.reason)) == (JobState.FAILED, "do this and that")
    queue.retry(job.id)
    runner(queue, lambda _job, _watch: {"studies": 0}).do_all(JobKind.IMPORT)
    assert queue.job(job.id).state is JobState.DONE
    assert not queue.inbox.folder(job.id).exists()


def test_a_mistake_of_the_program_fails_the_job_and_reaches_the_log(queue: JobQueue) -> None:
    job = submitted(queue, FILES)
    with pytest.raises(ZeroDivisionError):
        runner(queue, failing(ZeroDivisionError())).do_all(JobKind.IMPORT)
    assert "its log" in str(queue.job(job.id).reason)


def test_a_job_is_stopped_between_two_files(queue: JobQueue) -> None:
    job = submitted(queue, FILES)
    steps = []

    def work(_: Job, watch: Watch) -> dict[str, object]:
        watch.begin("Reading files", 2)
        queue.cancel(job.id)
        for step in range(2):
            steps.append(step)
            watch.step()
        watch.step()
        return {}

    runner(queue, work).do_all(JobKind.IMPORT)
    assert queue.job(job.id).state is JobState.CANCELLED
    assert len(steps) <= 2
    assert not queue.inbox.folder(job.id).exists()


def test_a_worker_that_ends_puts_its_job_down_and_the_next_one_does_it(
    queue: JobQueue, library: Library
) -> None:
    job = submitted(queue, FILES)
    ending = False

    def work(_: Job, watch: Watch) -> dict[str, object]:
        nonlocal ending
        ending = True
        watch.begin("Reading files", 2)
        return {}

    runner(queue, work, lambda: ending).do_all(JobKind.IMPORT)
    assert (queue.job(job.id).state, queue.job(job.id).attempts) == (JobState.QUEUED, 0)
    do_here(library, JobKind.IMPORT, Unwatched())
    assert queue.job(job.id).state is JobState.DONE


def test_what_waits_or_failed_is_cancelled_at_once_with_its_files(queue: JobQueue) -> None:
    job = submitted(queue, FILES)
    assert queue.cancel(job.id).state is JobState.CANCELLED
    assert not queue.inbox.folder(job.id).exists()
    assert [one.id for one in queue.jobs()] == [job.id]


def test_a_library_has_one_worker(queue: JobQueue, library: Library) -> None:
    with queue.as_worker() as holds:
        with pytest.raises(WorkerBusyError):
            do_here(library, JobKind.IMPORT, Unwatched())
        assert holds()
    do_here(library, JobKind.IMPORT, Unwatched())


def test_a_worker_wakes_at_a_word(queue: JobQueue) -> None:
    heard: list[JobKind] = []
    queue.bell.serve(heard.append)
    queue.follow()
    queue.bell.ring(JobKind.IMPORT, delay=60)
    for _ in range(2):
        if (word := queue.bell.huey.dequeue()) is not None:
            queue.bell.huey.execute(word)
    assert heard == [JobKind.FOLLOW]
    assert queue.bell.huey.scheduled_count() == 1
