"""The page of a change of many studies: at once for a few, followed and stopped for more."""

import json
from collections.abc import Sequence

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from corpus.jobs import JobKind
from corpus.life import Step, StudyState
from corpus.study import Study, StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.jobs.worker import do_here
from search_api.services import Services
from search_api.web.desk.bulk_page import AT_ONCE
from search_api.wiring import looking
from tests.search_api.web.desk.test_editing_pages import fields, parsed, send
from tests.search_api.web.pages import fetch, one, plain, text, texts

FORM = "form[action$=bulk]"
AUTHOR = {"act": "set_author", "set_author__value": "Bureau neuf"}


@pytest.fixture
def drafts(desk: Services) -> Sequence[StudyId]:
    """More drafts than are changed at once."""
    ids = [StudyId(f"brouillon-{number}") for number in range(AT_ONCE + 1)]
    made = [Study(id=one, titles={Language.FR: one}) for one in ids]
    desk.catalogue.put_studies(made, by="anna", state=StudyState.DRAFT)
    return ids


def asked(client: TestClient, *, state: str, **act: str) -> Response:
    """Choose all studies in a state, look at what a change does, and apply it."""
    listed = fields(fetch(client, "/fr/desk/studies", state=state), FORM)
    chosen = parsed(send(client, "/fr/desk/bulk", listed, which="all"))
    preview = parsed(send(client, "/fr/desk/bulk", fields(chosen, FORM), preview="1", **act))
    return send(client, "/fr/desk/bulk", fields(preview, FORM), apply="1", **act)


def work(desk: Services) -> None:
    with looking(desk.settings) as library:
        do_here(library, JobKind.CHANGE, Unwatched())


def test_a_change_of_more_than_a_page_is_followed_to_its_end(
    librarian: TestClient, desk: Services, drafts: Sequence[StudyId]
) -> None:
    answer = asked(librarian, state="draft", **AUTHOR)
    assert answer.status_code == 303
    address = answer.headers["location"]
    waiting = fetch(librarian, address)
    assert text(waiting, "[role=status]") == "En attente"
    assert f"{len(drafts)} études" in plain(waiting)
    assert "Bureau neuf" in plain(waiting)
    assert desk.catalogue.everything().study(drafts[0]).contractor is None
    work(desk)
    events = librarian.get(str(one(waiting, "[data-events]")["data-events"]))
    assert events.headers["content-type"].startswith("text/event-stream")
    event, data = events.text.strip().split("\n")
    assert (event, json.loads(data.removeprefix("data: "))["state"]) == ("event: end", "done")
    ended = fetch(librarian, address)
    assert text(ended, "[role=status]") == f"Fait : {len(drafts)} études."
    assert not ended.select("[data-events], .actions button")
    assert desk.catalogue.everything().study(drafts[-1]).contractor == "Bureau neuf"
    listed = fetch(librarian, "/nl/desk/inbox")
    assert one(listed, ".lines a")["href"] == address.replace("/fr/", "/nl/")


def test_a_change_that_waits_is_stopped_and_nothing_is_changed(
    librarian: TestClient, desk: Services, drafts: Sequence[StudyId]
) -> None:
    address = asked(librarian, state="draft", **AUTHOR).headers["location"]
    form = fields(fetch(librarian, address), f"form[action='{address}']")
    assert send(librarian, address, form, do="cancel").status_code == 303
    work(desk)
    assert "Rien n'a été modifié." in text(fetch(librarian, address), "[role=status]")
    assert desk.catalogue.everything().study(drafts[0]).contractor is None
    again = send(librarian, address, form, do="cancel")
    assert again.status_code == 409


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_publishing_many_is_looked_through_first_and_says_who_refuses(
    librarian: TestClient, desk: Services, drafts: Sequence[StudyId], language: str
) -> None:
    private = StudyId("brouillon-prive")
    title = {Language.NL: "Bel Anne Peeters, 02 511 22 33"}
    desk.catalogue.put_study(Study(id=private, titles=title), by="anna", state=StudyState.DRAFT)
    desk.catalogue.take_steps([drafts[0], private], Step.SUBMIT, by="anna")
    step = {"act": "take_step", "take_step__instead": "publish"}
    address = asked(librarian, state="in-review", **step).headers["location"].replace("/fr/", f"/{language}/")
    work(desk)
    page = fetch(librarian, address)
    assert one(page, "html")["lang"] == language
    (refused,) = texts(page, "section:has(#refused) li")
    assert refused.startswith(private)
    assert desk.catalogue.everything().states_by_id([drafts[0], private]) == {
        drafts[0]: StudyState.PUBLISHED,
        private: StudyState.IN_REVIEW,
    }


def test_the_page_of_a_change_is_no_page_of_an_import(librarian: TestClient, desk: Services) -> None:
    with desk.queue.staging() as stage:
        stage.add("a.txt", [b"a"])
        job = desk.queue.submit_import(stage, by="anna")
    for address in (f"/fr/desk/bulk/{job}", "/fr/desk/bulk/rien", f"/fr/desk/bulk/{job}/events"):
        assert librarian.get(address).status_code == 404
    desk.queue.cancel(job)
