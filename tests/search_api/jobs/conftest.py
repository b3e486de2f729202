"""A library with real parts in which imports are done, one folder for each test."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.jobs import Job, JobKind, JobState, Question, TodoKind
from ingest.watch import Unwatched
from search_api.jobs.queue import JobQueue
from search_api.jobs.worker import do_here
from search_api.library import Library
from search_api.settings import Settings
from search_api.wiring import looking
from tests.queues import Way

HEADER = "Identifiant;Titre;Commanditaire;Date;Montant (€ HTVA);Fichier\n"
TEXT = "Le péage urbain ferait payer chaque voiture qui entre dans la ville aux heures de pointe.\n" * 3

Bring = Callable[[Mapping[str, str | bytes]], Job]


@pytest.fixture
def chosen() -> Way:
    """Where jobs are kept; modules that try every way say so."""
    return Way("files", {})


@pytest.fixture
def library(tmp_path: Path, chosen: Way) -> Iterator[Library]:
    own: Any = {"data_dir": tmp_path / "data", "encoder": "static", "workers": 1, "space_kept": 0}
    settings = Settings(**own, **chosen.settings)
    with looking(settings) as opened:
        yield opened


@pytest.fixture
def queue(library: Library) -> Iterator[JobQueue]:
    made = JobQueue(library.catalogue, library.settings)
    yield made
    made.close()


def submitted(queue: JobQueue, files: Mapping[str, str | bytes]) -> Job:
    """Submit an import of files with these names and contents."""
    with queue.staging() as stage:
        for name, content in files.items():
            stage.add(name, [content if isinstance(content, bytes) else content.encode()])
        job = queue.submit_import(stage, by="anna")
    return queue.job(job)


@pytest.fixture
def bring(library: Library, queue: JobQueue) -> Bring:
    """Bring files in, and return the job when it is done."""

    def done(files: Mapping[str, str | bytes]) -> Job:
        job = submitted(queue, files)
        do_here(library, JobKind.IMPORT, Unwatched())
        ended = queue.job(job.id)
        assert ended.state is JobState.DONE, ended
        assert not queue.inbox.folder(job.id).exists()
        return ended

    return done


def asked(queue: JobQueue, kind: TodoKind) -> list[Question]:
    """Return the open questions of a kind."""
    return [todo.question for todo in queue.todo.todos() if todo.question.kind is kind]
