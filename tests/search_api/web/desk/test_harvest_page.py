"""The page on which librarians harvest other catalogues."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from corpus.jobs import JobKind, JobState
from corpus.reasons import as_written
from ingest.watch import Unwatched
from models.language import Language
from search_api.app import create_app
from search_api.harvesting.merging import Outcome
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.wiring import looking
from tests.search_api.harvesting.sources import DSPACE, identify, listed, serving
from tests.search_api.web.desk.conftest import FROM_HERE, LIBRARIAN, csrf, signed_in
from tests.search_api.web.desk.test_inbox import press, shown
from tests.search_api.web.pages import fetch, links, one, text, texts

PAGE = "/en/desk/harvests"


@pytest.fixture
def near(desk: Services) -> Services:
    """The library, as an installation that may ask servers of its own network."""
    return replace(desk, settings=desk.settings.model_copy(update={"harvest_private": True}))


@pytest.fixture
def librarian_near(near: Services) -> Iterator[TestClient]:
    with TestClient(create_app(near), follow_redirects=False, headers=FROM_HERE) as client:
        yield signed_in(client, LIBRARIAN)


def send(client: TestClient, address: str, status: int = 303) -> None:
    answer = client.post(PAGE, data={**csrf(client, PAGE), "address": address, "do": "all"})
    assert answer.status_code == status, answer.text


def work(near: Services) -> None:
    with looking(near.settings) as library:
        do_here(library, JobKind.HARVEST, Unwatched())


def test_a_catalogue_is_harvested_told_and_harvested_again_without_a_script(
    librarian_near: TestClient, near: Services
) -> None:
    assert "Nothing was harvested yet." in shown(librarian_near, PAGE).text
    with serving(lambda _, asked: identify() if asked["verb"] == "Identify" else listed(DSPACE)) as address:
        send(librarian_near, address)
        assert address in one(shown(librarian_near, PAGE), "#going").text
        work(near)
        page = shown(librarian_near, PAGE)
        assert not page.select("#going")
        assert "New drafts: 1" in texts(page, ".todo p")
        draft = "navetteurs-velo-bruxelles"
        assert links(page, ".todo details a") == {draft: f"/en/desk/studies/{draft}"}
        assert fetch(librarian_near, f"/en/desk/studies/{draft}")
        assert texts(page, ".todo h3") == [address, address], "as a source, and as a harvest"
        assert texts(page, ".todo .hint")[0].startswith("1 record · harvested to its end: 1 Mar 2026")
        press(librarian_near, "Harvest what changed since", PAGE)
        assert near.queue.jobs(JobKind.HARVEST)[0].asked["since_last"]
        press(librarian_near, "Stop", PAGE)
        assert near.queue.jobs(JobKind.HARVEST)[0].state is JobState.CANCELLED


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:9000/oai", "inside of a network"),
        ("http://localhost/", "inside of a network"),
        ("http://[::1]/", "inside of a network"),
        ("http://[::ffff:10.0.0.1]/", "inside of a network"),
        ("http://169.254.169.254/latest/meta-data", "inside of a network"),
        ("http://0x7f000001/", "inside of a network"),
        ("https://nothing.invalid/", "No server"),
        ("file:///etc/passwd", "begins with http"),
        ("http://anna:secret@example.org/", "begins with http"),
        ("", "begins with http"),
    ],
)
def test_an_address_that_is_not_asked_is_told_beside_the_field_and_never_asked(
    librarian: TestClient, desk: Services, address: str, told: str
) -> None:
    answer = librarian.post(PAGE, data={**csrf(librarian, PAGE), "address": address})
    assert answer.status_code == 422
    assert told in answer.text
    assert desk.queue.jobs(JobKind.HARVEST) == []


@pytest.mark.parametrize("language", Language)
def test_all_that_a_harvest_tells_has_words(
    librarian: TestClient, desk: Services, language: Language
) -> None:
    desk.queue.submit(JobKind.HARVEST, by="anna", asked={"address": "https://repository.example/oai"})
    lines = [
        {
            "outcome": outcome.value,
            "study": None if outcome is Outcome.REJECTED else "titres-services",
            "identifier": "<b>oai:1</b>",
            "changed": ["titles", "administrations_as_written", "state"],
            "kept": ["cost"],
        }
        for outcome in Outcome
    ]
    begun = desk.queue.book.begin(JobKind.HARVEST)
    assert begun
    report = {
        "complete": False,
        "stopped": "it broke off",
        "counts": {outcome.value: 1 for outcome in Outcome},
        "lines": lines,
        "same_titles": [{"study": "a", "other": "b"}],
        "problems": [
            {"study": "oai:2", "field": "date", "value": "2021-13", "reason": "there is no month 13"}
        ],
        "faults": [{"address": "https://repository.example/a.pdf", "reason": "it is empty"}],
        "missing": ["titres-services"],
        "broken": ["a dataset without an address"],
    }
    desk.queue.book.end(begun, JobState.DONE, report=report)
    page = fetch(librarian, f"/{language}/desk/harvests")
    assert len(set(texts(page, ".todo summary"))) == len(Outcome) - 1 + 6
    assert len(text(page, ".todo p:not(.hint, .wrong)").split(" · ")) == len(Outcome)
    assert {span["lang"] for span in page.select(".todo span[lang]")} == {"en"}
    assert not page.select(".todo b")


def test_a_harvest_that_failed_is_tried_again(librarian: TestClient, desk: Services) -> None:
    job = desk.queue.submit(JobKind.HARVEST, by="anna", asked={"address": "https://repository.example/oai"})
    begun = desk.queue.book.begin(JobKind.HARVEST)
    assert begun
    desk.queue.book.end(begun, JobState.FAILED, why=as_written("it does not answer"))
    assert "it does not answer" in shown(librarian, PAGE).text
    press(librarian, "Try again", PAGE)
    assert desk.queue.job(job).state is JobState.QUEUED


def test_a_page_that_awaits_a_harvest_is_told_to_load_itself_anew_when_it_is_over(
    librarian: TestClient, desk: Services
) -> None:
    asking = {"HX-Request": "true"}
    job = desk.queue.submit(JobKind.HARVEST, by="anna", asked={"address": "https://repository.example/oai"})
    assert "HX-Refresh" not in librarian.get(PAGE, headers=asking).headers
    desk.queue.cancel(job)
    assert librarian.get(PAGE, headers=asking).headers["HX-Refresh"] == "true"
