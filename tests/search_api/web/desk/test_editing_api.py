"""Studies made and changed by programs."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.people.permissions import Permission
from corpus.study import StudyId
from search_api.services import Services

TOLL = "peage-urbain-menages"
STUDY, DESK = f"/api/v1/studies/{TOLL}", f"/api/v1/desk/studies/{TOLL}"
WORKS = (Permission.READ, Permission.EDIT, Permission.PUBLISH)

Tokens = Callable[..., dict[str, str]]


@pytest.fixture
def program(visitor: TestClient, token: Tokens) -> TestClient:
    """A program of the librarian."""
    visitor.headers.update(token(*WORKS))
    return visitor


def etag(program: TestClient, study: str = TOLL) -> str:
    return str(program.get(f"/api/v1/desk/studies/{study}").headers["etag"])


def patch(program: TestClient, change: Any, *, to: str = TOLL, expected: str | None = None) -> Any:
    headers = {"If-Match": expected or etag(program, to)}
    return program.patch(f"/api/v1/studies/{to}", json=change, headers=headers)


def test_a_draft_is_made_of_what_is_read_as_inventories_are(program: TestClient) -> None:
    given = {
        "titles": {"fr": "Le bruit des avions", "nl": "Vliegtuiglawaai"},
        "administrations": ["IBGE / BIM"],
        "published": "printemps 2021",
        "cost": {"amount": "12 500,50 HTVA"},
        "document_type": "étude d'impact",
        "keywords": {"fr": ["bruit", "avions", "bruit"]},
    }
    answer = program.post("/api/v1/studies", json=given)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["location"] == "/api/v1/desk/studies/bruit-avions"
    assert (made["state"], made["revision"], made["steps"]) == ("draft", 1, ["submit", "remove"])
    assert made["document"] == {
        "titles": given["titles"],
        "abstracts": {},
        "keywords": {"fr": ["bruit", "avions"]},
        "administrations": ["bruxelles-environnement"],
        "contractor": None,
        "published": "2021-04/2021-06",
        "cost": {"amount": "12500.50", "vat": "excluded"},
        "document_type": "impact-assessment",
        "files": [],
    }
    assert program.get("/api/v1/studies/bruit-avions").status_code == 404
    again = program.post("/api/v1/studies", json={"titles": {"fr": "Le bruit des avions"}})
    assert again.json()["id"] == "bruit-avions-2"


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("fr", "Étude invalide", "« 12.500 » peut vouloir dire 12500 ou 12.5 euros ; écrivez l'un des deux"),
        ("nl", "Ongeldige studie", "‘12.500’ kan 12500 of 12.5 euro betekenen; schrijf een van beide"),
        ("en", "Invalid study", "“12.500” may mean 12500 or 12.5 euros; write one of them"),
    ],
)
def test_every_field_that_is_wrong_is_told_in_the_language_of_the_reader(
    program: TestClient, language: str, title: str, reason: str
) -> None:
    wrong = {
        "titles": {"fr": "", "de": "Lärm"},
        "abstracts": "none",
        "keywords": {"fr": 3},
        "administrations": ["Bruxelles Mobilite", "Ministère des Marches Ridicules"],
        "contractor": ["a"],
        "published": "30/02/2021",
        "cost": {"amount": "12.500", "vat": "perhaps", "currency": "EUR"},
        "document_type": "poème",
        "files": [{"sha256": "0"}, 3],
        "author": "x",
    }
    answer = program.post("/api/v1/studies", json=wrong, headers={"Accept-Language": language})
    problem = answer.json()
    assert (answer.status_code, problem["type"], problem["title"]) == (422, "/problems/invalid-study", title)
    told = {entry["parameter"]: entry["reason"] for entry in problem["errors"]}
    assert set(told) == {
        "author", "titles.de", "abstracts", "keywords.fr", "administrations", "contractor", "published",
        "cost.amount", "cost.vat", "cost.currency", "document_type", "files",
    }  # fmt: skip
    assert told["cost.amount"] == reason
    assert "Ridicules" in told["administrations"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"a":' * 5000,
        b'{"titles": ' * 500 + b"1" + b"}" * 500,
        b'{"cost": 1e999}',
    ],
)
def test_no_body_breaks_the_server(program: TestClient, body: bytes) -> None:
    headers = {"If-Match": etag(program), "Content-Type": "application/merge-patch+json"}
    for answer in (
        program.patch(STUDY, content=body, headers=headers),
        program.post("/api/v1/studies", content=body),
        program.post(f"{DESK}/steps", content=body, headers=headers),
        program.post(f"{DESK}/revert", content=body, headers=headers),
    ):
        assert answer.status_code == 422, answer.text


def test_a_patch_changes_what_it_names_and_keeps_the_rest_exactly(program: TestClient) -> None:
    before = program.get(DESK).json()
    change = {
        "contractor": None,
        "titles": {"en": "Urban toll"},
        "keywords": {"nl": None},
        "published": "2022",
    }
    answer = patch(program, change)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert after["titles"] == {**before["titles"], "en": "Urban toll"}
    assert (after["contractor"], after["published"]["text"]) == (None, "2022")
    assert after["keywords"] == {"fr": before["keywords"]["fr"]}
    assert [file["language"] for file in after["files"]] == ["fr", "nl"]
    same = ("abstracts", "administrations", "cost", "document_type", "state")
    assert [after[name] for name in same] == [before[name] for name in same]
    (made,) = program.get(f"{DESK}/history").json()["revisions"][1:]
    assert {change["field"] for change in made["changes"]} == {
        "contractor",
        "titles",
        "keywords",
        "published",
    }
    assert made["by"] == "librarian"
    assert program.get(STUDY).json()["titles"]["en"] == "Urban toll"


def test_a_patch_that_changes_nothing_writes_nothing(program: TestClient) -> None:
    document = program.get(DESK).json()["document"]
    assert patch(program, document).json()["revision"] == 1
    assert patch(program, {}).headers["etag"] == '"1"'


def test_a_change_on_an_old_state_is_refused_with_what_changed_since(
    program: TestClient, desk: Services
) -> None:
    old = etag(program)
    assert patch(program, {"contractor": "Anna & Co"}).status_code == 200
    late = patch(program, {"contractor": "Bert NV"}, expected=old)
    assert late.status_code == 412
    conflict = late.json()["conflict"]
    assert conflict["revision"] == 2
    (revision,) = conflict["changes"]
    assert revision["by"] == "librarian"
    assert revision["changes"] == [
        {"field": "contractor", "before": "Bureau d'études Exemple", "after": "Anna & Co"}
    ]
    assert program.get(DESK).json()["contractor"] == "Anna & Co"


def test_a_change_without_its_state_is_refused(program: TestClient) -> None:
    for headers in ({}, {"If-Match": "*"}, {"If-Match": '"x"'}):
        for answer in (
            program.patch(STUDY, json={}, headers=headers),
            program.post(f"{DESK}/steps", json={"step": "remove"}, headers=headers),
            program.post(f"{DESK}/revert", json={"to": 1}, headers=headers),
        ):
            assert (answer.status_code, answer.json()["type"]) == (428, "/problems/precondition-required")


@pytest.mark.parametrize("name", ["publish", "withdraw", "restore", "remove", "submit", "send-back"])
def test_a_step_from_an_old_state_is_refused_with_what_changed_since(
    program: TestClient, desk: Services, name: str
) -> None:
    old = etag(program)
    assert patch(program, {"titles": {"fr": "Personne ne l'a relu"}}).status_code == 200
    before = desk.catalogue.standing(StudyId(TOLL))
    given = {"step": name, "reason": "Pourquoi pas"}
    late = program.post(f"{DESK}/steps", json=given, headers={"If-Match": old})
    assert (late.status_code, late.json()["type"]) == (412, "/problems/stale-revision")
    ((change,),) = (one["changes"] for one in late.json()["conflict"]["changes"])
    assert (change["field"], change["after"][0]) == ("titles", ["fr", "Personne ne l'a relu"])
    assert desk.catalogue.standing(StudyId(TOLL)) == before


def test_an_earlier_state_is_compared_and_restored(program: TestClient) -> None:
    patch(program, {"contractor": "Anna & Co"})
    patch(program, {"document_type": "audit"})
    compared = program.get(f"{DESK}/compare", params={"first": 1, "second": 3}).json()["changes"]
    assert [change["field"] for change in compared] == ["contractor", "document_type"]
    restored = program.post(f"{DESK}/revert", json={"to": 1}, headers={"If-Match": etag(program)})
    assert restored.json()["contractor"] == "Bureau d'études Exemple"
    stale = program.post(f"{DESK}/revert", json={"to": 2}, headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    assert program.post(f"{DESK}/revert", json={"to": 9}, headers={"If-Match": '"4"'}).status_code == 404


def test_steps_lead_through_a_life_and_refusals_say_what_is_possible(program: TestClient) -> None:
    def step(name: str, **more: str) -> Any:
        headers = {"If-Match": etag(program)}
        return program.post(f"{DESK}/steps", json={"step": name, **more}, headers=headers)

    assert step("submit").status_code == 409
    assert step("dance").status_code == 422
    assert step("withdraw").json()["type"] == "/problems/withdrawal-reason"
    assert step("withdraw", reason="L'auteur le demande").status_code == 204
    assert program.get(STUDY).status_code == 410
    assert program.get(DESK).json()["reason"] == "L'auteur le demande"
    assert program.get(f"{DESK}/files/1").status_code == 200
    assert step("restore").status_code == 204
    assert step("remove").status_code == 204
    assert program.get(DESK).status_code == 404
    back = program.post(f"{DESK}/revert", json={"to": 1}, headers={"If-Match": '"4"'})
    assert back.status_code == 404, "a change is expected of a study that is not there"


def test_the_list_is_searched_by_words_state_and_what_is_missing(program: TestClient) -> None:
    def found(**params: Any) -> list[str]:
        answer = program.get("/api/v1/desk/studies", params=params)
        assert answer.status_code == 200, answer.text
        return [study["id"] for study in answer.json()["studies"]]

    program.post("/api/v1/studies", json={"id": "neu", "titles": {"fr": "L'Été à Bruxelles 100 %"}})
    assert found(q="ETE bruxelles") == found(q="100 neu") == found(state="draft") == ["neu"]
    assert found(q="etudes exemple") == [TOLL]
    assert found(q="menages lucht") == []
    assert found(missing="file") == ["neu"]
    assert set(found(missing="cost")) == {"neu", "digital-inclusion", "acces-guichets"}
    assert found(missing=["file", "title"], q="bruxelles") == ["neu"]
    assert found(administration="Atelier des Données") == ["digital-inclusion"]
    assert len(found(limit=2)) == 2
    assert program.get("/api/v1/desk/studies", params={"administration": "nobody"}).status_code == 422


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [((Permission.IMPORT,), 0), ((Permission.READ,), 3), ((Permission.EDIT,), 1), (WORKS, 5)],
)
def test_a_token_does_what_its_scopes_say(
    visitor: TestClient, token: Tokens, scopes: tuple[Permission, ...], allowed: int
) -> None:
    headers = token(*scopes)
    answers = [
        visitor.get("/api/v1/desk/studies", headers=headers),
        visitor.get(DESK, headers=headers),
        visitor.get(f"{DESK}/history", headers=headers),
        visitor.post("/api/v1/studies", json={"titles": {"fr": "A"}}, headers=headers),
        visitor.post(f"{DESK}/steps", json={"step": "remove"}, headers={**headers, "If-Match": '"1"'}),
    ]
    statuses = [answer.status_code for answer in answers]
    assert sum(status < 300 for status in statuses) == allowed
    assert {status for status in statuses if status >= 300} <= {403}


def test_without_a_token_a_program_is_asked_for_one_even_with_a_cookie(librarian: TestClient) -> None:
    assert librarian.post("/api/v1/studies", json={"titles": {"fr": "A"}}).status_code == 401
    assert librarian.patch(STUDY, json={}, headers={"If-Match": '"1"'}).status_code == 401
