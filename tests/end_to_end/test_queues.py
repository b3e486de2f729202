"""Workers as processes of their own, on every queue: killed, told to end, and two at a time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.catalogue.store import Catalogue
from corpus.jobs import Job, JobId, JobKind, JobState
from search_api.jobs.queue import JobQueue
from search_api.settings import Settings
from search_api.wiring import open_catalogue
from tests.end_to_end.folders import PEAGE
from tests.end_to_end.program import ROOT, Apart, accepts, free_port, kill_at_once, until
from tests.queues import WAYS, Way, way
from tests.servers import Cluster, RedisServer

FILES = 80
BUSY, UNAVAILABLE = 46, 13
QUICK = {"SAVOIR_ENCODER": "static", "SAVOIR_WORKERS": "1", "SAVOIR_SPACE_KEPT": "0"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a librarian sees of the jobs of an empty library, and workers for it."""

    way: Way
    program: Apart
    catalogue: Catalogue
    queue: JobQueue

    def bring(self) -> JobId:
        """Submit an import of many files."""
        rows = [f"etude-{number};Le péage, tome {number};2021;{number}.txt" for number in range(FILES)]
        with self.queue.staging() as stage:
            stage.add("inventaire.csv", ["\n".join(["Identifiant;Titre;Date;Fichier", *rows]).encode()])
            for number in range(FILES):
                stage.add(f"{number}.txt", [f"{PEAGE}\nTome {number}.\n".encode()])
            return self.queue.submit_import(stage, by="anna")

    def is_reading(self, job: JobId) -> bool:
        """Tell whether some of its files are read, and some are not."""
        now = self.queue.job(job)
        return now.state is JobState.RUNNING and now.total == FILES and now.done > 0

    def done(self, job: JobId) -> Job:
        """Return a job that is done, as it has to be: each study and each file is there once."""
        now = self.queue.job(job)
        assert now.state is JobState.DONE, now
        assert now.report["files"] == {"indexed": FILES}
        everything = self.catalogue.everything()
        assert everything.count_studies() == FILES
        assert {len(everything.history(study)) for study in everything.study_ids()} == {1}
        return now

    @contextmanager
    def waiting(self) -> Iterator["subprocess.Popen[str]"]:
        """Begin a worker that waits for others to end, as a server does."""
        with subprocess.Popen(
            [sys.executable, "-m", "search_api.cli.main", "worker", "--of-server"],
            cwd=ROOT,
            env=self.program.environment(),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture(params=WAYS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with way(request) as chosen, opened(chosen, tmp_path) as desk:
        yield desk


@contextmanager
def opened(chosen: Way, tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(data_dir=tmp_path / "data", space_kept=0, **chosen.settings)
    told = {f"SAVOIR_{name.upper()}": value for name, value in chosen.settings.items()}
    with open_catalogue(settings) as catalogue:
        queue = JobQueue(catalogue, settings)
        yield Desk(chosen, Apart(tmp_path / "data", {**QUICK, **told}), catalogue, queue)
        queue.close()


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_its_job_to_the_one_that_waits(desk: Desk) -> None:
    job = desk.bring()
    with desk.program.running("worker") as first:
        until(lambda: desk.is_reading(job), first)
        with desk.waiting() as second:
            kill_at_once(first)
            until(lambda: desk.queue.job(job).is_over, second)
            assert desk.done(job).attempts == 2
            until(lambda: not list((desk.program.data / "inbox").iterdir()), second)
            second.terminate()
            assert second.wait(60) == 0


def test_a_worker_that_is_told_to_end_puts_its_job_down_and_leaves_no_process(desk: Desk) -> None:
    job = desk.bring()
    with desk.program.running("worker") as worker:
        until(lambda: desk.is_reading(job), worker)
        worker.terminate()
        assert worker.wait(60) == 0
        assert not is_alive(worker)
    now = desk.queue.job(job)
    assert (now.state, now.attempts) == (JobState.QUEUED, 0)


def test_a_librarian_stops_a_job_and_a_second_worker_gives_up(desk: Desk) -> None:
    job = desk.bring()
    with desk.program.running("worker") as worker:
        until(lambda: desk.is_reading(job), worker)
        desk.queue.cancel(job)
        until(lambda: desk.queue.job(job).is_over, worker)
        assert desk.queue.job(job).state is JobState.CANCELLED
        assert desk.program.run("worker").code == BUSY
        for _ in range(5):
            desk.queue.follow()
        assert len(desk.queue.book.jobs(kinds=[JobKind.FOLLOW])) <= 2, "one under way, and one that waits"
        until(lambda: not desk.queue.book.jobs(kinds=[JobKind.FOLLOW]), worker)


def test_a_server_that_is_told_to_end_takes_its_worker_with_it(tmp_path: Path) -> None:
    port = free_port()
    with opened(Way("files", {}), tmp_path) as desk:
        job = desk.bring()
        with desk.program.running("serve", "--port", str(port), out=subprocess.DEVNULL) as server:
            until(lambda: accepts(port) and desk.is_reading(job), server)
            server.terminate()
            assert server.wait(60) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
            assert not is_alive(server)
        now = desk.queue.job(job)
        # Handed back, unless its last file was read just then.
        assert (now.state, now.attempts) in ((JobState.QUEUED, 0), (JobState.DONE, 1))


@pytest.mark.redis
def test_a_worker_whose_redis_was_away_goes_on_when_it_is_back(redis: RedisServer, tmp_path: Path) -> None:
    chosen = Way("redis", {"queue_url": redis.url})
    with opened(chosen, tmp_path) as desk, ExitStack() as up:
        up.enter_context(redis.running())
        with desk.program.running("worker") as worker:
            first = desk.bring()
            until(lambda: desk.is_reading(first), worker)
            up.close()
            until(lambda: desk.queue.job(first).is_over, worker)
            second = desk.bring()
            up.enter_context(redis.running())
            until(lambda: desk.queue.job(second).is_over, worker)
            assert desk.queue.job(second).state is JobState.DONE
            worker.terminate()
            _, said = worker.communicate(timeout=60)
            assert "Error reading from queue" in said
            assert "Traceback" not in said, "an outage is told in a line now and then"


@pytest.mark.slow
@pytest.mark.postgresql
def test_a_worker_whose_server_was_away_ends_and_another_one_goes_on(
    postgresql: Cluster, tmp_path: Path
) -> None:
    url = postgresql.new_database()
    chosen = Way("postgresql", {"catalogue_url": url})
    with opened(chosen, tmp_path) as desk:
        job = desk.bring()
        with desk.program.running("worker") as first:
            until(lambda: desk.is_reading(job), first)
            postgresql.hang_up(url)
            assert first.wait(60) == UNAVAILABLE
        another = desk.bring()
        with desk.waiting() as second:
            until(lambda: desk.queue.job(another).is_over, second)
            assert desk.queue.job(another).state is JobState.DONE
            desk.done(job)
            second.terminate()
            assert second.wait(60) == 0


def is_alive(process: "subprocess.Popen[str]") -> bool:
    """Tell whether any process of its group is left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 0)
        return True
    return False
