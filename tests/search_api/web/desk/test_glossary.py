"""The glossary as librarians keep it, by program and by browser, and what searches make of it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.lists.concepts import GLOSSARY
from corpus.people.permissions import Permission
from search_api.services import Services
from tests.search_api.web.desk.conftest import csrf

DESK, LIST, PAGE = "/api/v1/desk/glossary", "/api/v1/glossary", "/fr/desk/glossary"
COUNTER = {
    "domain": "digital",
    "terms": {"fr": ["zorglubine"], "nl": ["zorglubien"], "en": ["counter", "desk"]},
}

Tokens = Callable[..., dict[str, str]]


@pytest.fixture
def program(visitor: TestClient, token: Tokens) -> TestClient:
    """A program of the librarian."""
    visitor.headers.update(token(Permission.READ, Permission.LISTS))
    return visitor


def found(client: TestClient, question: str) -> dict[str, list[dict[str, Any]]]:
    """Return by study the passages that keywords find, each with what it was found by."""
    asked = {"q": question, "mode": "keyword", "explain": "true"}
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 200, answer.text
    return {result["study"]["id"]: result["passages"] for result in answer.json()["results"]}


def test_the_next_search_translates_by_an_entry_and_explains_it(program: TestClient) -> None:
    question = "Pourquoi est-ce que la zorglubine est là où elle est ?"
    assert found(program, question) == {}
    added = program.post(LIST, json=COUNTER)
    assert added.status_code == 201, added.text
    (study, (passage, *_)), *_ = found(program, question).items()
    assert study == "digital-inclusion"
    assert "counter" in str(passage["explanation"])
    removed = program.delete(f"{LIST}/counter", headers={"If-Match": '"1"'})
    assert removed.status_code == 204
    assert found(program, question) == {}


def test_an_entry_has_an_etag_a_history_and_its_own_words(program: TestClient) -> None:
    made = program.post(LIST, json=COUNTER)
    assert made.headers["location"] == f"{DESK}/counter"
    assert made.json() == {"id": "counter", "origin": "added", "revision": 1, "document": COUNTER}
    change = {"terms": {"nl": ["zorglubien", "zorgloket"]}}
    changed = program.patch(f"{LIST}/counter", json=change, headers={"If-Match": '"1"'})
    assert changed.json()["document"]["terms"] == {**COUNTER["terms"], **change["terms"]}  # type: ignore[dict-item]
    late = program.patch(f"{LIST}/counter", json={"domain": "x"}, headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["conflict"]["revision"]) == (412, 2)
    told = program.get(f"{DESK}/counter/history").json()["revisions"]
    assert [(one["act"], [change["field"] for change in one["changes"]]) for one in told] == [
        ("added", ["domain", "terms.en", "terms.fr", "terms.nl"]),
        ("changed", ["terms.nl"]),
    ]


def test_the_list_is_searched_in_any_language_and_comes_in_parts(program: TestClient) -> None:
    every = program.get(DESK).json()
    assert (len(every["entries"]), every["limit"]) == (50, 50)
    assert every["total"] > 1000
    for asked in ("stadstol", "PEAGE URBAIN", "congestion charge"):
        told = program.get(DESK, params={"q": asked}).json()["entries"]
        assert "congestion-charge" in [one["id"] for one in told], asked
    assert program.get(DESK, params={"offset": "5000"}).json()["entries"] == []
    assert program.get(DESK, params={"limit": "0"}).status_code == 422


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("fr", "donnez au moins un terme dans chacune des trois langues"),
        ("nl", "geef minstens één term in elk van de drie talen"),
        ("en", "give at least one term in each of the three languages"),
    ],
)
def test_what_is_missing_doubled_or_empty_is_told(program: TestClient, language: str, reason: str) -> None:
    wrong = {"terms": {"fr": ["Loket", "loket"], "nl": [" ", ""], "en": ["of the"], "de": ["Schalter"]}}
    answer = program.post(LIST, json=wrong, headers={"Accept-Language": language})
    assert answer.status_code == 422
    told = {one["parameter"]: one["reason"] for one in answer.json()["errors"]}
    assert set(told) == {"domain", "terms.fr", "terms.nl", "terms.en", "terms.de"}
    assert told["terms.nl"] == reason


def test_an_entry_that_is_there_already_is_named(program: TestClient) -> None:
    entry = program.get(f"{DESK}/congestion-charge").json()["document"]
    answer = program.post(LIST, json=entry)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/same-concept")
    assert "congestion-charge" in answer.json()["detail"]


def fields(client: TestClient, path: str) -> dict[str, str]:
    soup = BeautifulSoup(client.get(path).text, "lxml")
    form = next(one for one in soup.select("form") if one.select_one("[name='terms.fr']"))
    held = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    return held | {str(one["name"]): one.text for one in form.select("textarea")}


def test_an_entry_is_added_and_changed_with_a_browser(librarian: TestClient, desk: Services) -> None:
    given = {
        **csrf(librarian, "/fr/desk/new-term"),
        "terms.fr": "zorglubine\r\nzorglub",
        "terms.nl": "zorglubien",
        "terms.en": "counter",
        "domain": "digital",
    }
    made = librarian.post("/fr/desk/new-term", data=given)
    assert made.headers["location"] == f"{PAGE}/counter?done=saved", made.text
    assert "zorglubine, zorglub" in librarian.get(f"{PAGE}?q=ZORGLUBIEN").text
    again = {**fields(librarian, f"{PAGE}/counter"), "terms.nl": ""}
    wrong = librarian.post(f"{PAGE}/counter", data=again)
    assert wrong.status_code == 422
    assert BeautifulSoup(wrong.text, "lxml").select_one("[id='terms.nl-wrong']")
    saved = librarian.post(f"{PAGE}/counter", data={**again, "terms.nl": "loket"})
    assert saved.status_code == 303
    assert [one.by for one in desk.lists.history(GLOSSARY, "counter")] == ["librarian", "librarian"]


def test_two_librarians_on_one_entry_lose_nothing(librarian: TestClient, desk: Services) -> None:
    path = f"{PAGE}/congestion-charge"
    first, second = (fields(librarian, path) for _ in range(2))
    assert librarian.post(path, data={**first, "terms.fr": "péage A"}).status_code == 303
    clash = librarian.post(path, data={**second, "terms.fr": "péage B", "terms.nl": "tol B"})
    assert clash.status_code == 409
    assert "péage A" in clash.text
    entry = desk.lists.entry(GLOSSARY, "congestion-charge").entry
    assert entry is not None
    assert list(GLOSSARY.write(entry)["terms"]["fr"]) == ["péage A"]


def test_opening_and_saving_an_entry_writes_nothing(librarian: TestClient, desk: Services) -> None:
    for entry in ("quality-of-life", "bike-sharing", "event"):
        if entry in desk.lists.entries(GLOSSARY):
            path = f"{PAGE}/{entry}"
            assert librarian.post(path, data=fields(librarian, path)).status_code == 303, entry
    assert desk.lists.last_change() == 0


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_what_ships_is_taken_out_and_restored(librarian: TestClient, desk: Services, language: str) -> None:
    path = f"/{language}/desk/glossary/congestion-charge"
    for act, revision in (("remove", "0"), ("restore", "1")):
        done = librarian.post(f"{path}/{act}", data={**csrf(librarian, path), "revision": revision})
        assert done.status_code == 303, act
    assert len(BeautifulSoup(librarian.get(path).text, "lxml").select("h3")) == 2
    assert desk.lists.last_change(GLOSSARY) == 2
