"""Browsers and programs of people at the desk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.people.passwords import Passwords
from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.people.store import People
from search_api.access.forms import FIELD
from search_api.app import create_app
from search_api.jobs.queue import JobQueue
from search_api.services import Services
from tests.search_api.conftest import QUICK

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
    own_services.people.create(LIBRARIAN, Role.LIBRARIAN, PASSWORD, by="test")
    own_services.people.create(ADMINISTRATOR, Role.ADMINISTRATOR, PASSWORD, by="test")
    return own_services


@pytest.fixture(scope="session")
def empty_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue without anything in it, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "catalogue.sqlite"
    Catalogue.open(sqlite_url(path)).close()
    return path


@pytest.fixture
def people_alone(services: Services, empty_catalogue: Path, tmp_path: Path) -> Iterator[Services]:
    """A librarian and an administrator in front of a library that nobody changes."""
    path = tmp_path / "people.sqlite"
    shutil.copy(empty_catalogue, path)
    with Catalogue.open(sqlite_url(path)) as catalogue:
        people = People(catalogue._engine, catalogue.location, passwords=Passwords(QUICK))
        people.create(LIBRARIAN, Role.LIBRARIAN, PASSWORD, by="test")
        people.create(ADMINISTRATOR, Role.ADMINISTRATOR, PASSWORD, by="test")
        yield replace(services, people=people)


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
