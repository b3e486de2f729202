"""Addresses of the bell that lead nowhere."""

from pathlib import Path

import pytest

from corpus.jobs import JobKind
from search_api.errors import ExtraMissingError
from search_api.jobs.bell import Bell
from search_api.jobs.errors import QueueUnavailableError
from search_api.jobs.queue import JobQueue
from search_api.library import Library
from tests.servers import RedisServer

NOWHERE = [
    pytest.param("nosuch://:hush@127.0.0.1/0", marks=pytest.mark.redis),
    pytest.param("redis://:hush@127.0.0.1:1/0", marks=pytest.mark.redis),
    pytest.param("postgresql://savoir:hush@127.0.0.1:1/savoir", marks=pytest.mark.postgresql),
]


def rung(url: str, folder: Path) -> None:
    Bell(url, folder).ring(JobKind.IMPORT)


@pytest.mark.parametrize("url", NOWHERE)
def test_an_address_that_leads_nowhere_is_told_without_its_password(url: str, tmp_path: Path) -> None:
    pytest.importorskip("psycopg" if url.startswith("postgres") else "redis")
    with pytest.raises(QueueUnavailableError, match="SAVOIR_QUEUE_URL") as refusal:
        rung(url, tmp_path)
    assert "hush" not in str(refusal.value)


@pytest.mark.redis
def test_a_password_that_a_server_does_not_know_is_refused(redis: RedisServer, tmp_path: Path) -> None:
    with redis.running(), pytest.raises(QueueUnavailableError, match="Authentication"):
        rung(redis.url.replace(redis.password, "guess"), tmp_path)


@pytest.mark.parametrize(
    ("url", "client", "extra"),
    [
        ("redis://localhost/0", "huey.storage.Redis", "redis"),
        ("postgresql://localhost/x", "huey.storage.psycopg", "postgres"),
    ],
)
def test_a_client_that_is_not_installed_is_named_with_its_extra(
    url: str, client: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, None)
    with pytest.raises(ExtraMissingError) as missing:
        Bell(url, tmp_path)
    assert missing.value.extra == extra


def test_a_job_is_taken_in_though_nobody_can_be_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "data" / "queue").write_text("a file in the place of the folder")
    queue = JobQueue(library.catalogue, library.settings)
    queue.follow()
    assert [job.kind for job in queue.book.jobs()] == [JobKind.FOLLOW]
