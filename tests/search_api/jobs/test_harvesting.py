"""Harvests as jobs."""

from dataclasses import replace

import pytest

from corpus.jobs import Job, JobKind, JobState
from corpus.life import StudyState
from corpus.study import StudyId
from index.lock import writer_lock
from ingest.watch import Unwatched
from search_api.harvesting.merging import Outcome
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here
from search_api.library import Library
from tests.search_api.harvesting.sources import DSPACE, Reply, deleted, identify, listed, record, serving

BIKE = StudyId("navetteurs-velo-bruxelles")
NAME = "oai:repository.example:123456789/42"


@pytest.fixture
def near(library: Library) -> Library:
    """A library that may ask servers of this machine."""
    return replace(library, settings=library.settings.model_copy(update={"harvest_private": True}))


def harvested(library: Library, queue: JobQueue, address: str, **asked: bool) -> Job:
    job = queue.submit(JobKind.HARVEST, by="anna", asked={"address": address, **asked})
    do_here(library, JobKind.HARVEST, Unwatched())
    return queue.job(job)


def test_a_harvest_brings_drafts_and_needs_no_index(near: Library, queue: JobQueue) -> None:
    asked: list[dict[str, str]] = []

    def answer(_path: str, arguments: dict[str, str]) -> Reply:
        asked.append(arguments)
        return identify() if arguments["verb"] == "Identify" else listed(DSPACE)

    with serving(answer) as address, writer_lock(near.settings.data_dir / "index"):
        first = harvested(near, queue, address)
        again = harvested(near, queue, address, since_last=True)
    assert first.state is JobState.DONE
    assert first.report["counts"] == {Outcome.NEW: 1}
    assert [line["study"] for line in first.report["lines"]] == [BIKE]
    assert near.catalogue.standing(BIKE).state is StudyState.DRAFT
    assert [revision.by for revision in near.catalogue.history(BIKE)] == ["anna"]
    assert again.report["counts"] == {Outcome.UNCHANGED: 1}
    assert [one.get("from") for one in asked if one["verb"] == "ListRecords"] == [
        None,
        "2026-03-01T10:00:00Z",
    ]
    (source,) = near.catalogue.harvest_sources()
    assert (source.address, source.records, source.cut_short) == (address, 1, False)
    assert source.completed


def test_what_came_in_before_a_source_failed_is_kept_and_told_with_the_reason(
    near: Library, queue: JobQueue
) -> None:
    replies = [listed(DSPACE, token="b"), Reply(status=404), listed(record("oai:x:1", "title@fr=Les trams"))]

    def answer(_path: str, arguments: dict[str, str]) -> Reply:
        return identify() if arguments["verb"] == "Identify" else replies.pop(0)

    with serving(answer) as address:
        short = harvested(near, queue, address)
        (source,) = near.catalogue.harvest_sources()
        assert (source.records, source.cut_short, source.completed) == (1, True, None)
        rest = harvested(near, queue, address)
    assert short.state is JobState.DONE
    assert (short.report["complete"], short.report["counts"]) == (False, {Outcome.NEW: 1})
    assert "404" in short.report["stopped"]
    assert (rest.report["complete"], rest.report["counts"]) == (True, {Outcome.NEW: 1})


def test_what_a_source_deleted_is_told_and_kept(near: Library, queue: JobQueue) -> None:
    replies = [listed(DSPACE), listed(deleted(NAME))]

    def answer(_path: str, arguments: dict[str, str]) -> Reply:
        return identify() if arguments["verb"] == "Identify" else replies.pop(0)

    with serving(answer) as address:
        harvested(near, queue, address)
        report = harvested(near, queue, address).report
    assert [(line["study"], line["outcome"]) for line in report["lines"]] == [(BIKE, Outcome.DELETED)]
    assert near.catalogue.everything().study(BIKE)


def test_the_worker_too_asks_no_server_inside_of_the_network(library: Library, queue: JobQueue) -> None:
    asked: list[str] = []

    def answer(path: str, _arguments: dict[str, str]) -> Reply:
        asked.append(path)
        return identify()

    with serving(answer) as address:
        job = harvested(library, queue, address)
    assert (job.state, asked) == (JobState.FAILED, [])
    assert "private network" in str(job.reason)
