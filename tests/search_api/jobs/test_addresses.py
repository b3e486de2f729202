"""Imports and questions through the API."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio import run
from anyio.lowlevel import checkpoint
from fastapi.testclient import TestClient

from corpus.jobs import JobKind, JobState
from corpus.life import StudyState
from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.study import StudyId
from ingest.watch import Unwatched
from search_api.app import create_app
from search_api.jobs.errors import FormError, UploadTooLargeError
from search_api.jobs.inbox import Inbox
from search_api.jobs.staging import InboxLimits
from search_api.jobs.uploads import receive
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.settings import Settings
from search_api.wiring import looking, open_services
from tests.search_api.jobs.conftest import HEADER, TEXT

EVERYTHING = (Permission.READ, Permission.EDIT, Permission.IMPORT)
FILES = [
    ("files", ("inventaire.csv", HEADER + "a;Le péage;;2021;1.250;a.txt\n")),
    ("files", ("dossier/a.txt", TEXT)),
]

Token = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A library with a librarian, in which the tests of this module bring things in one after the other."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("imports"),
        encoder="static",
        workers=1,
        upload_limit=1 << 20,
        space_kept=0,
    )
    made = open_services(settings, pipeline=False)
    made.people.create(PersonName("anna"), Role.LIBRARIAN, "correct horse battery", by="test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(services)) as client:
        yield client


@pytest.fixture(scope="module")
def token(services: Services) -> Token:
    def make(*scopes: Permission) -> dict[str, str]:
        _, secret = services.people.make_token(PersonName("anna"), "test", scopes, by="test")
        return {"Authorization": f"Bearer {secret}"}

    return make


@pytest.fixture(scope="module")
def anna(token: Token) -> dict[str, str]:
    return token(*EVERYTHING)


@pytest.fixture(scope="module")
def brought(services: Services, client: TestClient, anna: dict[str, str]) -> dict[str, Any]:
    """An import that was sent and done."""
    answer = client.post("/api/v1/imports", files=FILES, headers=anna)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/api/v1/imports/{answer.json()['id']}"
    assert answer.json()["state"] == JobState.QUEUED
    with looking(services.settings) as library:
        do_here(library, JobKind.IMPORT, Unwatched())
    told: dict[str, Any] = client.get(answer.headers["Location"], headers=anna).json()
    return told


def test_an_import_is_sent_done_and_listed(
    services: Services, client: TestClient, anna: dict[str, str], brought: dict[str, Any]
) -> None:
    assert (brought["state"], brought["by"], brought["files"]) == ("done", "anna", 2)
    assert brought["report"]["studies"] == 1
    assert services.catalogue.standing(StudyId("a")).state is StudyState.DRAFT
    listed = client.get("/api/v1/imports", headers=anna).json()["imports"]
    assert brought in listed


def test_an_import_is_followed_to_its_end(
    client: TestClient, anna: dict[str, str], brought: dict[str, Any]
) -> None:
    told = client.get(f"/api/v1/imports/{brought['id']}/events", headers=anna)
    assert told.headers["content-type"].startswith("text/event-stream")
    event, data = told.text.strip().split("\n")
    assert event == "event: end"
    assert json.loads(data.removeprefix("data: "))["state"] == "done"


def test_a_question_is_settled_once(
    services: Services, client: TestClient, anna: dict[str, str], brought: dict[str, Any]
) -> None:
    (todo,) = client.get("/api/v1/todo", params={"job": brought["id"]}, headers=anna).json()["todo"]
    assert (todo["kind"], todo["study"], todo["row"]) == ("doubtful-amount", "a", 2)
    address = f"/api/v1/todo/{todo['id']}"
    wrong = client.post(f"{address}/accept", json={"choice": "7"}, headers=anna)
    assert wrong.status_code == 422
    assert wrong.json()["type"] == "/problems/todo-choice"
    right = client.post(f"{address}/accept", json={"choice": "1250"}, headers=anna)
    assert (right.json()["state"], right.json()["by"]) == ("accepted", "anna")
    assert services.catalogue.history(StudyId("a"))[-1].by == "anna"
    assert [job.kind for job in services.queue.book.jobs(states=[JobState.QUEUED])] == [JobKind.FOLLOW]
    again = client.post(f"{address}/dismiss", headers={**anna, "Accept-Language": "nl"})
    assert again.status_code == 409
    assert "anna heeft deze vraag al beantwoord" in again.json()["detail"]
    assert client.get("/api/v1/todo", headers=anna).json()["total"] == 0
    assert client.get("/api/v1/todo", params={"state": "accepted"}, headers=anna).json()["total"] == 1


def test_what_is_not_possible_is_a_problem_and_no_fault(
    client: TestClient, anna: dict[str, str], brought: dict[str, Any]
) -> None:
    for address, status in (
        (f"imports/{brought['id']}/cancel", 409),
        (f"imports/{brought['id']}/retry", 409),
        ("imports/nothing/cancel", 404),
        ("todo/nothing/accept", 404),
        ("todo/nothing/dismiss", 404),
    ):
        assert client.post(f"/api/v1/{address}", headers=anna).status_code == status, address
    for address in ("imports/nothing", "imports/nothing/events"):
        assert client.get(f"/api/v1/{address}", headers=anna).status_code == 404
    assert client.get("/api/v1/todo?state=asleep", headers=anna).status_code == 422


@pytest.mark.parametrize(
    ("method", "address", "lacking"),
    [
        ("GET", "imports", Permission.READ),
        ("POST", "imports", Permission.IMPORT),
        ("POST", "imports/x/cancel", Permission.IMPORT),
        ("POST", "imports/x/retry", Permission.IMPORT),
        ("GET", "todo", Permission.READ),
        ("POST", "todo/x/accept", Permission.EDIT),
        ("POST", "todo/x/dismiss", Permission.EDIT),
    ],
)
def test_every_address_needs_its_permission(
    client: TestClient, token: Token, method: str, address: str, lacking: Permission
) -> None:
    assert client.request(method, f"/api/v1/{address}").status_code == 401
    others = token(*(permission for permission in EVERYTHING if permission is not lacking))
    assert client.request(method, f"/api/v1/{address}", headers=others).status_code == 403


def test_an_upload_that_is_too_large_or_no_form_is_refused_and_leaves_nothing(
    services: Services, client: TestClient, anna: dict[str, str]
) -> None:
    announced = client.post("/api/v1/imports", files=[("files", ("a.txt", bytes(3 << 20)))], headers=anna)
    assert (announced.status_code, announced.json()["type"]) == (413, "/problems/too-large")
    counted = client.post("/api/v1/imports", files=[("files", ("a.txt", bytes((1 << 20) + 1)))], headers=anna)
    assert (counted.status_code, counted.json()["type"]) == (413, "/problems/upload-too-large")
    for body in ({"content": b"a=1"}, {"data": {"a": "1"}}, {"files": [("files", ("", b""))]}):
        assert client.post("/api/v1/imports", headers=anna, **body).status_code == 422
    climbing = client.post("/api/v1/imports", files=[("files", ("../a.txt", b"a"))], headers=anna)
    assert climbing.json()["type"] == "/problems/upload-path"
    assert list((services.settings.data_dir / "inbox").iterdir()) == []


def body(*parts: bytes) -> bytes:
    heads = (
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="%d.txt"\r\n\r\n' % n
        for n in range(len(parts))
    )
    return b"".join(head + part + b"\r\n" for head, part in zip(heads, parts, strict=True)) + b"--B--\r\n"


def received(inbox: Inbox, content: bytes, at_a_time: int) -> dict[str, bytes]:
    async def blocks() -> Any:
        for start in range(0, len(content), at_a_time):
            await checkpoint()
            yield content[start : start + at_a_time]

    with inbox.stage() as stage:
        run(receive, stage, "multipart/form-data; boundary=B", blocks())
        return {name: (stage.folder / name).read_bytes() for name in stage.names}


@pytest.mark.parametrize("at_a_time", [1, 7, 4096])
def test_a_form_is_read_however_it_is_cut(tmp_path: Path, at_a_time: int) -> None:
    inbox = Inbox(tmp_path, InboxLimits(size=1000, files=9, space=0))
    parts = b"one\r\n--A", b"", b"\r\n-\r\n"
    assert received(inbox, body(*parts), at_a_time) == {f"{n}.txt": part for n, part in enumerate(parts)}


def test_a_form_that_ends_too_early_or_grows_too_large_leaves_nothing(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path, InboxLimits(size=1000, files=9, space=0))
    with pytest.raises(FormError):
        received(inbox, body(b"one", b"two")[:-20], 10)
    with pytest.raises(UploadTooLargeError):
        received(inbox, body(bytes(1001)), 10)
    assert list(tmp_path.iterdir()) == []
