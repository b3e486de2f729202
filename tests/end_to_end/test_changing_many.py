"""A change of many studies through real processes: killed in between, it is made once and never by half."""

from pathlib import Path

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.jobs import JobId, JobKind, JobState
from corpus.life import StudyState
from corpus.study import Study, StudyId
from models.language import Language
from search_api.editing.bulk import Act, Asked
from search_api.jobs.changing import asking
from search_api.jobs.queue import JobQueue
from search_api.settings import Settings
from tests.end_to_end.program import Apart, Here, kill_at_once, until

STATIC = {"SAVOIR_ENCODER": "static", "SAVOIR_WORKERS": "1"}
STUDIES = [StudyId(f"etude-{number}") for number in range(600)]
STEPS = ("", "Looking for personal data", "Writing changes")
"""Where a worker is killed."""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    opened = Catalogue.open(sqlite_url(tmp_path / "catalogue.sqlite"))
    made = [Study(id=study, titles={Language.FR: study}) for study in STUDIES]
    opened.put_studies(made, by="anna", state=StudyState.DRAFT)
    return opened


def submitted(catalogue: Catalogue, data: Path, number: int) -> JobId:
    queue = JobQueue(catalogue, Settings(data_dir=data, encoder="static"))
    asked = Asked(act=Act.SET_AUTHOR, value=f"Bureau {number}")
    seen = catalogue.revisions([*STUDIES, StudyId("rien")])
    job = queue.submit(JobKind.CHANGE, asked=asking(asked, seen), by="bert")
    queue.close()
    return job


def authors(catalogue: Catalogue) -> set[str | None]:
    return {study.contractor for study in catalogue.everything().studies()}


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_all_studies_changed_or_none(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    apart = Apart(tmp_path, STATIC)
    for number, step in enumerate(STEPS):
        job = submitted(catalogue, tmp_path, number)
        queue = JobQueue(catalogue, Settings(data_dir=tmp_path, encoder="static"))

        def is_there(step: str = step, job: JobId = job, queue: JobQueue = queue) -> bool:
            found = queue.job(job)
            return found.state is not JobState.QUEUED and (found.step == step or found.is_over)

        process = apart.start("worker")
        until(is_there, process)
        kill_at_once(process)
        assert len(authors(catalogue)) == 1
        with apart.running("worker") as again:
            until(lambda queue=queue, job=job: queue.job(job).is_over, again)  # type: ignore[misc]
        ended = queue.job(job)
        assert (ended.state, ended.report["changed"]) == (JobState.DONE, len(STUDIES))
        assert authors(catalogue) == {f"Bureau {number}"}
        assert {len(catalogue.history(study)) for study in STUDIES[:9]} == {number + 2}
    catalogue.close()


def test_a_change_is_listed_and_shown_with_those_that_refused(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = submitted(catalogue, tmp_path, 1)
    catalogue.close()
    savoir = Here(tmp_path, monkeypatch, capsys)
    assert "601 studies" in savoir("jobs", "list", SAVOIR_ENCODER="static").out
    assert savoir("jobs", "cancel", job[:8], SAVOIR_ENCODER="static").code == 0
    assert "a librarian stopped it" in savoir("jobs", "show", job[:8], SAVOIR_ENCODER="static").out
