"""A real browser before a real server on the sample corpus, each started once."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from tests.end_to_end.program import Apart, accepts, free_port, until

CHROMIUM = shutil.which("chromium")

MISSING = "nothing-here"
"""The id of no study; that its page is not found is no fault."""

PATIENCE = 30_000
"""Milliseconds after which what a page should do is given up; others may keep the machine busy."""

expect.set_options(timeout=PATIENCE)

TOKEN = "token-of-a-judge-in-tests"

Opens = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; without Chromium none can run."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not on the path"))


@pytest.fixture(scope="session")
def site(sample_library: Path) -> Iterator[str]:
    """The address of a server on the sample corpus."""
    port = free_port()
    settings = {
        "SAVOIR_JUDGE_TOKENS": f"judge:{TOKEN}",
        "SAVOIR_SEARCH_RATE": "0",
        "SAVOIR_SUGGEST_RATE": "0",
    }
    program = Apart(sample_library, settings)
    with program.running("serve", "--no-worker", "--port", str(port), out=subprocess.DEVNULL) as process:
        until(lambda: accepts(port), process)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of a file: while it is there, no other test can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, site: str) -> Iterator[Opens]:
    """Open a path in a window of its own; what the browser complains of fails the test.

    It complains of each answer that is no success: ``refused`` are those that the test expects.
    """
    contexts, complaints = [], []

    def open_page(
        path: str, *, width: int = 1280, scripts: bool = True, refused: tuple[int, ...] = (), **options: Any
    ) -> Page:
        size = ViewportSize(width=width, height=800)
        context = chromium.new_context(
            base_url=site, viewport=size, java_script_enabled=scripts, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(said.text) if _is_fault(said, refused) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_fault(said: ConsoleMessage, refused: tuple[int, ...]) -> bool:
    expected = any(f"status of {status} " in said.text for status in refused)
    return said.type == "error" and not expected and not said.location["url"].endswith(MISSING)
