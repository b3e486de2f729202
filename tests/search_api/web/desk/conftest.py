"""Browsers and programs of people at the desk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from search_api.access.forms import FIELD
from search_api.app import create_app
from search_api.jobs.queue import JobQueue
from search_api.services import Services
from tests.search_api.conftest import in_folder

PASSWORD = "correct horse battery"
LIBRARIAN, ADMINISTRATOR = PersonName("librarian"), PersonName("administrator")
FROM_HERE = {"Origin": "http://testserver"}


@pytest.fixture(autouse=True)
def followed(monkeypatch: pytest.MonkeyPatch) -> list[JobQueue]:
    """The queues that were asked to let the index follow; no worker does: its tests are elsewhere."""
    asked: list[JobQueue] = []
    monkeypatch.setattr(JobQueue, "follow", lambda queue: asked.append(queue))
    return asked


@pytest.fixture
def desk(own_services: Services) -> Services:
    """A library that the test may change, with a librarian and an administrator."""
    people_of(own_services)
    return own_services


def people_of(services: Services) -> None:
    """Make a librarian and an administrator."""
    services.people.create(LIBRARIAN, Role.LIBRARIAN, PASSWORD, by="test")
    services.people.create(ADMINISTRATOR, Role.ADMINISTRATOR, PASSWORD, by="test")


@pytest.fixture
def people_alone(services: Services, tmp_path: Path) -> Iterator[Services]:
    """A librarian and an administrator in front of a library whose files and index nobody changes."""
    with in_folder(services, tmp_path) as own:
        people_of(own)
        yield own


@pytest.fixture
def visitor(desk: Services) -> Iterator[TestClient]:
    """A browser in which nobody is signed in."""
    with TestClient(create_app(desk), follow_redirects=False, headers=FROM_HERE) as client:
        yield client


@pytest.fixture
def librarian(visitor: TestClient) -> TestClient:
    """A browser of the librarian."""
    return signed_in(visitor, LIBRARIAN)


@pytest.fixture
def administrator(visitor: TestClient) -> TestClient:
    """A browser of the administrator."""
    return signed_in(visitor, ADMINISTRATOR)


@pytest.fixture
def token(desk: Services) -> Callable[..., dict[str, str]]:
    """Make the header of a program of the librarian that may do some things."""

    def make(*scopes: Permission) -> dict[str, str]:
        _, secret = desk.people.make_token(LIBRARIAN, "test", scopes, by="test")
        return {"Authorization": f"Bearer {secret}"}

    return make


def signed_in(client: TestClient, name: PersonName, password: str = PASSWORD) -> TestClient:
    """Sign somebody in with a browser."""
    answer = client.post("/en/desk/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 303, answer.text
    return client


def csrf(client: TestClient, path: str) -> dict[str, str]:
    """Return the hidden field that the forms of a page hold."""
    field = BeautifulSoup(client.get(path).text, "lxml").select_one(f"input[name={FIELD}]")
    assert field is not None
    return {FIELD: str(field["value"])}
