"""The list of administrations as programs of librarians keep it, and what follows from it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.people.permissions import Permission
from corpus.study import AdministrationId, StudyId
from search_api.jobs.queue import JobQueue
from search_api.services import Services

LISTS, DESK = "/api/v1/administrations", "/api/v1/desk/administrations"
WORKSHOP = {
    "kind": "agency",
    "names": {"fr": "Atelier des Données", "nl": "Data-atelier", "en": "Data Workshop"},
    "acronyms": ["ADD"],
    "former": [{"names": {"fr": "Bureau des Données"}, "until": 2015}],
    "company": "BE 0316.381.039",
}

Tokens = Callable[..., dict[str, str]]


@pytest.fixture
def program(visitor: TestClient, token: Tokens) -> TestClient:
    """A program of the librarian."""
    visitor.headers.update(token(Permission.READ, Permission.LISTS, Permission.EDIT))
    return visitor


def add(program: TestClient, **changes: Any) -> Any:
    return program.post(LISTS, json={**WORKSHOP, **changes})


def change(program: TestClient, entry: str, patch: Any, expected: int) -> Any:
    return program.patch(f"{LISTS}/{entry}", json=patch, headers={"If-Match": f'"{expected}"'})


def remove(program: TestClient, entry: str, expected: int) -> Any:
    return program.delete(f"{LISTS}/{entry}", headers={"If-Match": f'"{expected}"'})


def test_an_added_administration_is_told_with_the_etag_that_a_change_needs(program: TestClient) -> None:
    answer = add(program)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{DESK}/atelier-donnees"
    assert answer.headers["etag"] == '"1"'
    made = answer.json()
    assert (made["id"], made["origin"], made["revision"]) == ("atelier-donnees", "added", 1)
    assert made["document"] == {
        **WORKSHOP,
        "aliases": [],
        "former": [{"names": {"fr": "Bureau des Données"}, "acronyms": [], "until": 2015}],
        "company": "0316381039",
    }


def test_studies_that_bore_the_name_carry_it_and_the_index_follows(
    program: TestClient, desk: Services, followed: list[JobQueue]
) -> None:
    made = add(program).json()
    assert made["studies"] == 1
    study = desk.catalogue.study(StudyId("digital-inclusion"))
    assert study.administrations == (AdministrationId("atelier-donnees"),)
    assert len(followed) == 1
    change(program, "actiris", {"aliases": ["l'Actiris d'avant"]}, 0)
    assert len(followed) == 1


def test_filters_suggestions_lists_and_numbers_know_the_new_name_at_once(program: TestClient) -> None:
    before = {one["id"] for one in program.get("/api/v1/administrations").json()["administrations"]}
    add(program)
    listed = {one["id"]: one for one in program.get("/api/v1/administrations").json()["administrations"]}
    assert set(listed) - before == {"atelier-donnees"}
    assert listed["atelier-donnees"]["studies"] == 1
    for name in ("ADD", "data-atelier", "bureau des données"):
        found = program.get("/api/v1/studies", params={"administration": name}).json()
        assert [study["id"] for study in found["studies"]] == ["digital-inclusion"], name
    suggested = program.get("/api/v1/suggest?q=data", headers={"Accept-Language": "nl"}).json()["suggestions"]
    assert [one["text"] for one in suggested if one["id"] == "atelier-donnees"] == ["Data-atelier"]
    numbers = program.get("/api/v1/numbers", headers={"Accept-Language": "nl"}).text
    assert "Data-atelier" in numbers


def test_a_filter_said_in_words_knows_the_new_name(program: TestClient) -> None:
    question = {"q": "études de l'Office de l'Eau sur les inondations", "interpret": "true"}
    asked = program.get("/api/v1/search", params=question).json()["query"]["interpreted"]
    assert not asked["recognised"]
    office = {"fr": "Office de l'Eau", "nl": "Dienst Water", "en": "Water Office"}
    add(program, names=office, acronyms=[], company=None)
    asked = program.get("/api/v1/search", params=question).json()["query"]["interpreted"]
    assert [one["parameters"]["administration"] for one in asked["recognised"]] == [["office-eau"]]


def test_a_corrected_name_is_shown_wherever_the_administration_is(program: TestClient) -> None:
    names = {"fr": "Mobilité de Bruxelles", "nl": "Mobiliteit van Brussel", "en": "Mobility of Brussels"}
    assert change(program, "bruxelles-mobilite", {"names": names}, 0).status_code == 200
    study = program.get("/api/v1/studies/peage-urbain-menages").json()
    assert study["administrations"][0]["names"] == names
    found = program.get("/api/v1/search?q=péage", headers={"Accept-Language": "fr"}).json()
    assert "Mobilité de Bruxelles" in [one["label"] for one in found["facets"]["administration"]]
    for page in ("/oai?verb=ListSets", "/dcat.ttl", "/fr/numbers"):
        assert "Mobilité de Bruxelles" in program.get(page).text, page


def test_two_programs_changing_one_entry_are_told_apart_and_nothing_is_overwritten(
    program: TestClient,
) -> None:
    assert change(program, "actiris", {"acronyms": ["ACT"]}, 0).status_code == 200
    late = change(program, "actiris", {"acronyms": ["LATE"]}, 0)
    assert (late.status_code, late.json()["type"]) == (412, "/problems/stale-entry")
    (since,) = late.json()["conflict"]["changes"]
    assert since["by"] == "librarian"
    assert since["changes"] == [{"field": "acronyms", "after": ["ACT"]}]
    assert program.get(f"{DESK}/actiris").json()["document"]["acronyms"] == ["ACT"]
    assert program.patch(f"{LISTS}/actiris", json={}).status_code == 428


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("fr", "Nom déjà pris", "« stib » désigne déjà"),
        ("nl", "Naam al in gebruik", "‘stib’ betekent al"),
        ("en", "Name taken", "“stib” means"),
    ],
)
def test_a_name_of_another_is_refused_with_whose_it_is(
    program: TestClient, language: str, title: str, reason: str
) -> None:
    problem = program.post(
        LISTS, json={**WORKSHOP, "acronyms": ["stib"]}, headers={"Accept-Language": language}
    ).json()
    assert (problem["status"], problem["title"]) == (409, title)
    assert problem["detail"].startswith(reason)
    assert "stib-mivb" in problem["detail"]


def test_every_field_that_is_wrong_is_told(program: TestClient) -> None:
    wrong = {
        "kind": "ministry",
        "names": {"fr": "X", "nl": "  ", "de": "Y"},
        "acronyms": ["…"],
        "aliases": 3,
        "former": [{"names": {}, "until": 2001}, {"names": {"fr": "A"}, "until": "soon"}],
        "company": "0316381030",
        "colour": "blue",
    }
    answer = program.post(LISTS, json=wrong)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid-entry"
    assert {one["parameter"] for one in answer.json()["errors"]} == {
        "kind", "names.de", "names.nl", "names.en", "acronyms", "aliases",
        "former.1.names", "former.2.until", "company", "colour",
    }  # fmt: skip


@pytest.mark.parametrize("body", [[], "x", 3, None, {"names": [], "former": {}}, {"former": [3], "kind": {}}])
def test_no_body_breaks_it(program: TestClient, body: Any) -> None:
    assert program.post(LISTS, json=body).status_code == 422


def test_an_administration_that_studies_carry_stays(program: TestClient) -> None:
    refused = remove(program, "actiris", 0)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/entry-in-use")
    assert "1" in refused.json()["detail"]


def test_one_that_ships_can_be_taken_out_and_restored_with_its_history(program: TestClient) -> None:
    assert remove(program, "vgc", 0).status_code == 204
    assert program.get(f"{DESK}/vgc").json()["document"] is None
    assert change(program, "vgc", {"acronyms": []}, 1).status_code == 404
    assert program.get("/api/v1/studies?administration=VGC").status_code == 422
    answer = program.post(f"{DESK}/vgc/restore", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["origin"], answer.json()["revision"]) == (200, "shipped", 2)
    told = program.get(f"{DESK}/vgc/history").json()["revisions"]
    assert [(one["number"], one["act"], one["by"]) for one in told] == [
        (1, "removed", "librarian"),
        (2, "restored", "librarian"),
    ]


def test_an_id_is_chosen_once(program: TestClient) -> None:
    assert add(program, id="atelier").status_code == 201
    again = add(program, id="atelier", names=dict.fromkeys(("fr", "nl", "en"), "Autre"), acronyms=[])
    assert (again.status_code, again.json()["type"]) == (409, "/problems/entry-exists")
    assert add(program, id="Un Id").status_code == 422


def test_what_is_not_there_is_said_so(program: TestClient) -> None:
    for path in ("nobody", "nobody/history", "%00", "x" * 3000):
        assert program.get(f"{DESK}/{path}").status_code == 404, path[:20]
    assert change(program, "nobody", {}, 0).status_code == 404
    assert remove(program, "nobody", 0).status_code == 404
    listed = program.get(DESK).json()["administrations"]
    assert {one["origin"] for one in listed} == {"shipped"}
