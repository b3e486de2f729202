"""The desk of a library of its own: a server with its worker, which the journeys of this folder share."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest
from playwright.sync_api import Locator, Page

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.people.store import People
from models.language import Language
from tests.end_to_end.program import PATIENCE, Apart, accepts, free_port, until
from tests.search_api.web.browser.conftest import Opens
from tests.search_api.web.browser.desk.studies import write_studies

PASSWORD = "correct horse battery"
ANNA, BRAM = PersonName("anna"), PersonName("bram")
SETTINGS = {
    "SAVOIR_ENCODER": "static",
    "SAVOIR_SEARCH_RATE": "0",
    "SAVOIR_SUGGEST_RATE": "0",
    "SAVOIR_SIGN_IN_RATE": "0",
    "SAVOIR_SPACE_KEPT": "0",
}
LAST_PATIENCE = 900
"""Seconds after which a whole test is given up with a message, if none of its steps was before."""


@dataclass(frozen=True)
class DeskSite:
    """A server with its worker."""

    url: str
    process: "subprocess.Popen[str]"

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition that the server or its worker brings about."""
        until(condition, self.process)

    @contextmanager
    def worker_asleep(self) -> Iterator[None]:
        """Let the worker do nothing while the block lasts: what is to be done waits."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        (worker,) = {int(pid) for of_thread in children for pid in of_thread.read_text().split()}
        os.kill(worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(worker, signal.SIGCONT)


@pytest.fixture(scope="session")
def desk_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """A library with a few studies, an administrator and a librarian."""
    root = tmp_path_factory.mktemp("desk")
    program, port = Apart(root / "data", SETTINGS), free_port()
    with (root / "log").open("w") as log:
        written = {"out": log.fileno(), "err": log.fileno()}
        with program.running("ingest", write_studies(root / "studies"), **written) as ingesting:
            assert ingesting.wait(PATIENCE) == 1, "one of them needs a librarian"
        with Catalogue.open(sqlite_url(root / "data" / "catalogue.sqlite")) as catalogue:
            people = catalogue.beside(People)
            people.create(ANNA, Role.ADMINISTRATOR, PASSWORD, by="test")
            people.create(BRAM, Role.LIBRARIAN, PASSWORD, by="test")
        with program.running("serve", "--port", str(port), **written) as process:
            until(lambda: accepts(port), process)
            yield DeskSite(f"http://127.0.0.1:{port}", process)
            process.terminate()
            process.wait(PATIENCE)


@pytest.fixture
def site(desk_site: DeskSite) -> str:
    """The address at which ``opens`` opens its windows."""
    return desk_site.url


@pytest.fixture(autouse=True)
def an_end() -> Iterator[None]:
    """End a test that hangs with a traceback: what a page evaluates has no time limit of its own."""

    def give_up(_: int, __: FrameType | None) -> None:
        pytest.fail(f"it did not end within {LAST_PATIENCE} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LAST_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


SignsIn = Callable[..., Page]


def press(page: Page, button: str | Locator) -> None:
    """Press a button, or follow a link, and wait for the page that it leads to."""
    with page.expect_navigation():
        (page.locator(button).first if isinstance(button, str) else button).click()


@pytest.fixture
def signs_in(opens: Opens) -> SignsIn:
    """Open a window of its own in which somebody is signed in."""

    def sign_in(language: Language, name: PersonName = ANNA, **options: object) -> Page:
        page = opens(f"/{language}/desk", **options)
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        press(page, "main form button")
        assert page.locator(".places").count()
        return page

    return sign_in
