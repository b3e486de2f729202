"""Comparisons of all studies as jobs: one for all who ask, and pairs that are kept together or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from corpus.duplicates.candidates import Candidate, Kind
from corpus.jobs import JobKind, JobState
from corpus.study import Study, StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here, runner_of
from search_api.library import Library

TITLE = {Language.FR: "Les trams de la périphérie et leurs usagers"}
BEFORE = Candidate(first=StudyId("a"), second=StudyId("b"), kind=Kind.LANGUAGE, score=0.5, evidence=())


@pytest.fixture
def studies(library: Library) -> Sequence[StudyId]:
    """Two drafts of one title, and a pair that an earlier comparison found."""
    ids = [StudyId(name) for name in ("a", "b")]
    for one in ids:
        library.catalogue.add_study(Study(id=one, titles=TITLE), by="anna")
    library.catalogue.propose([BEFORE])
    return ids


@dataclass
class Acting(Unwatched):
    """Does something when a step begins."""

    step_of: str
    act: Callable[[], object]

    def begin(self, task: str, total: int) -> None:
        if task == self.step_of:
            self.act()


def kinds(library: Library) -> list[Kind]:
    return [one.kind for one in library.catalogue.candidates()]


@pytest.mark.usefixtures("studies")
def test_a_comparison_keeps_the_pairs_of_now_and_reports_how_many_wait(
    queue: JobQueue, library: Library
) -> None:
    job = queue.submit_alone(JobKind.COMPARE, by="anna")
    queue.book.begin(JobKind.COMPARE)  # a worker that dies of it leaves it to the next one
    do_here(library, JobKind.COMPARE, Unwatched())
    ended = queue.job(job)
    assert (ended.state, ended.attempts) == (JobState.DONE, 2)
    assert {kind: count for kind, count in ended.report["waiting"].items() if count} == {"same-title": 1}
    assert kinds(library) == [Kind.SAME_TITLE]


@pytest.mark.usefixtures("studies")
@pytest.mark.parametrize("step", ["Comparing texts", "Comparing studies", "Keeping pairs"])
def test_a_comparison_that_is_stopped_leaves_the_pairs_as_they_were(
    queue: JobQueue, library: Library, step: str
) -> None:
    job = queue.submit_alone(JobKind.COMPARE, by="anna")
    runner = runner_of(library, queue)
    runner.beside = Acting(step, lambda: queue.cancel(job))
    runner.do_all(JobKind.COMPARE)
    assert queue.job(job).state is JobState.CANCELLED
    assert kinds(library) == [Kind.LANGUAGE]


def test_who_asks_while_a_comparison_waits_or_is_under_way_is_led_to_it(queue: JobQueue) -> None:
    first = queue.submit_alone(JobKind.COMPARE, by="anna")
    assert queue.submit_alone(JobKind.COMPARE, by="bert") == first
    begun = queue.book.begin(JobKind.COMPARE)
    assert begun
    assert queue.submit_alone(JobKind.COMPARE, by="bert") == first
    queue.cancel(first)
    second = queue.submit_alone(JobKind.COMPARE, by="bert")
    assert second != first, "nobody gets anything from one that stops"
    assert queue.job(second).by == "bert"
    assert queue.submit_alone(JobKind.COMPARE, by="carl") == second
