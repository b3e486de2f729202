"""One change for many studies as a job: as a whole or not at all, once, and nothing that nobody looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from corpus.catalogue.jobs import ending
from corpus.errors import StaleRevisionError
from corpus.jobs import Job, JobId, JobKind, JobState, JobStoppedError
from corpus.life import Step, StudyState
from corpus.study import Study, StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.editing.bulk import Act, Asked, Rewriting, read_bulk
from search_api.editing.many import all_as_seen, change_many
from search_api.editing.naming import known_of
from search_api.jobs.changing import MOST_TOLD, asking, reported
from search_api.jobs.queue import JobQueue
from search_api.jobs.running import Runner
from search_api.jobs.worker import do_here, runner_of
from search_api.library import Library

IDS = [StudyId(name) for name in ("air", "bruit", "eau")]
AUTHOR = Asked(act=Act.SET_AUTHOR, value="IBSA")


@pytest.fixture
def studies(library: Library) -> Sequence[StudyId]:
    """Three published studies."""
    library.catalogue.put_studies([Study(id=one, titles={Language.FR: one}) for one in IDS], by="anna")
    return IDS


@dataclass
class Acting(Unwatched):
    """Does something at the first step of a job."""

    act: Callable[[], object]
    acted: list[object] = field(default_factory=list)

    def step(self) -> None:
        if not self.acted:
            self.acted.append(self.act())


def seen(library: Library, *studies: StudyId) -> Mapping[StudyId, int]:
    """Return studies as a preview of now names them."""
    return library.catalogue.revisions(studies)


def done(queue: JobQueue, library: Library, job: JobId) -> Job:
    do_here(library, JobKind.CHANGE, Unwatched())
    return queue.job(job)


def runner(queue: JobQueue, library: Library, act: Callable[[], object] = lambda: None) -> Runner:
    made = runner_of(library, queue)
    made.beside = Acting(act)
    return made


def authors(library: Library) -> list[str | None]:
    return [study.contractor for study in library.catalogue.everything().studies_by_id(IDS).values()]


def revisions(library: Library) -> set[int]:
    return {len(library.catalogue.history(one)) for one in IDS}


def test_a_change_is_made_by_who_asked_for_it_and_says_who_refused(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(
        JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies, StudyId("rien"))), by="bert"
    )
    ended = done(queue, library, job)
    assert ended.state is JobState.DONE
    assert (ended.report["changed"], ended.report["refused"]) == (3, 1)
    ((study, why),) = ended.report["reasons"]
    assert (study, set(why)) == ("rien", {"fr", "nl", "en"})
    assert authors(library) == ["IBSA"] * 3
    assert {library.catalogue.history(one)[-1].by for one in studies} == {"bert"}
    assert [job.kind for job in queue.book.jobs(states=[JobState.QUEUED])] == [JobKind.FOLLOW]


def test_a_report_tells_the_first_refusals_and_counts_all(library: Library) -> None:
    refused = library.catalogue.take_steps([StudyId(f"s-{n}") for n in range(300)], Step.SUBMIT, by="anna")
    report = reported(301, refused)
    assert (report["changed"], report["refused"], len(report["reasons"])) == (1, 300, MOST_TOLD)


def test_a_change_that_is_stopped_while_studies_are_looked_at_changes_none(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies)), by="bert")
    runner(queue, library, lambda: queue.cancel(job)).do_all(JobKind.CHANGE)
    assert queue.job(job).state is JobState.CANCELLED
    assert authors(library) == [None] * 3


def test_a_stop_that_comes_before_the_end_of_the_writing_takes_it_all_back(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies)), by="bert")
    begun = queue.book.begin(JobKind.CHANGE)
    assert begun
    queue.cancel(job)
    with pytest.raises(JobStoppedError):
        library.catalogue.revise_studies(
            studies, lambda study: replace(study, contractor="x"), by="x", then=ending(begun, lambda _: {})
        )
    assert authors(library) == [None] * 3


def test_a_worker_that_dies_before_the_writing_leaves_the_change_to_the_next_one(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies)), by="bert")
    queue.book.begin(JobKind.CHANGE)
    assert done(queue, library, job).state is JobState.DONE
    assert authors(library) == ["IBSA"] * 3
    assert revisions(library) == {2}


def test_a_worker_that_dies_after_the_writing_has_done_it_once(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(
        JobKind.CHANGE,
        asked=asking(Asked(act=Act.TAKE_STEP, instead="withdraw", value="Faux"), seen(library, *studies)),
        by="b",
    )
    begun = queue.book.begin(JobKind.CHANGE)
    assert begun
    bulk = read_bulk(Asked(act=Act.TAKE_STEP, instead="withdraw", value="Faux"), known_of(library))
    change_many(
        library,
        seen(library, *studies),
        bulk,
        by="b",
        then=ending(begun, lambda refused: reported(3, refused)),
    )
    ended = done(queue, library, job)
    assert (ended.state, ended.report["changed"], ended.report["refused"]) == (JobState.DONE, 3, 0)
    assert revisions(library) == {2}


def test_a_study_that_somebody_changes_meanwhile_refuses_and_the_others_do_not(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies)), by="bert")
    changed = Study(id=studies[0], titles={Language.FR: "Un autre titre"})
    runner(queue, library, lambda: library.catalogue.put_study(changed, by="anna")).do_all(JobKind.CHANGE)
    report = queue.job(job).report
    assert (report["changed"], [study for study, _ in report["reasons"]]) == (2, [studies[0]])
    assert authors(library) == [None, "IBSA", "IBSA"]


def test_a_study_that_was_changed_between_its_preview_and_its_turn_refuses(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    job = queue.submit(JobKind.CHANGE, asked=asking(AUTHOR, seen(library, *studies)), by="bert")
    library.catalogue.put_study(Study(id=studies[0], titles={Language.FR: "Un autre titre"}), by="anna")
    report = done(queue, library, job).report
    assert (report["changed"], [study for study, _ in report["reasons"]]) == (2, [studies[0]])
    assert authors(library) == [None, "IBSA", "IBSA"]


def test_a_change_that_an_earlier_version_entered_is_made_on_what_the_studies_say_now(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    told = dict(asking(AUTHOR, seen(library, *studies)))
    del told["revisions"]
    job = queue.submit(JobKind.CHANGE, asked=told, by="bert")
    library.catalogue.put_study(Study(id=studies[0], titles={Language.FR: "Un autre titre"}), by="anna")
    assert done(queue, library, job).report["changed"] == 3


def test_a_change_at_once_is_taken_back_as_a_whole_where_one_study_is_not_as_it_was_seen(
    library: Library, studies: Sequence[StudyId]
) -> None:
    before, bulk = seen(library, *studies), read_bulk(AUTHOR, known_of(library))
    library.catalogue.put_study(Study(id=studies[2], titles={Language.FR: "Un autre titre"}), by="anna")
    with pytest.raises(StaleRevisionError):
        change_many(library, before, bulk, by="bert", then=all_as_seen)
    assert authors(library) == [None] * 3


def test_of_many_that_are_published_those_with_undecided_personal_data_refuse(
    queue: JobQueue, library: Library
) -> None:
    told = {Language.FR: "Écrire à anne.peeters@example.brussels ou au 02 511 22 33"}
    for study in (Study(id=IDS[0], titles={Language.FR: "Air"}), Study(id=IDS[1], titles=told)):
        library.catalogue.add_study(study, by="anna")
    library.catalogue.take_steps(IDS[:2], Step.SUBMIT, by="anna")
    step = Asked(act=Act.TAKE_STEP, instead="publish")
    job = queue.submit(JobKind.CHANGE, asked=asking(step, seen(library, *IDS[:2])), by="bert")
    report = done(queue, library, job).report
    assert (report["changed"], [study for study, _ in report["reasons"]]) == (1, [IDS[1]])
    states = library.catalogue.everything().states_by_id(IDS)
    assert states == {IDS[0]: StudyState.PUBLISHED, IDS[1]: StudyState.IN_REVIEW}


def test_published_studies_that_a_change_brings_personal_data_wait_in_review(
    queue: JobQueue, library: Library, studies: Sequence[StudyId]
) -> None:
    library.catalogue.take_step(studies[2], Step.WITHDRAW, by="anna", reason="Faux")
    asked = Asked(act=Act.SET_AUTHOR, value="Anne Peeters, anne.peeters@example.brussels")
    job = queue.submit(JobKind.CHANGE, asked=asking(asked, seen(library, *studies)), by="bert")
    assert done(queue, library, job).report["changed"] == 3
    states = library.catalogue.everything().states_by_id(studies)
    assert [states[one] for one in studies] == [StudyState.IN_REVIEW] * 2 + [StudyState.WITHDRAWN]


def test_a_change_reads_what_its_outline_reads(library: Library, studies: Sequence[StudyId]) -> None:
    bulk = read_bulk(AUTHOR, known_of(library))
    assert isinstance(bulk, Rewriting)
    assert library.catalogue.outlines(["eau", "rien", "air"], bulk.part) == [  # type: ignore[list-item]
        Study(id=StudyId("eau"), titles={}),
        Study(id=StudyId("air"), titles={}),
    ]
