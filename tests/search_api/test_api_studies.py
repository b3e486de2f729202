from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from corpus.reasons import reason
from corpus.study import StudyId
from models.language import Language
from search_api.app import create_app
from search_api.services import Services


def get(client: TestClient, address: str, **parameters: Any) -> Any:
    response = client.get(f"/api/v1{address}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def test_the_catalogue_is_listed_newest_first_undated_last(client: TestClient) -> None:
    answer = get(client, "/studies")
    assert [study["id"] for study in answer["studies"]] == [
        "peage-urbain-menages",
        "luchtkwaliteit-lez",
        "titres-services",
        "acces-guichets",
        "digital-inclusion",
    ]
    assert (answer["total"], answer["offset"], answer["limit"]) == (5, 0, 50)


def test_a_page_of_the_catalogue_keeps_the_total(client: TestClient) -> None:
    answer = get(client, "/studies", limit=2, offset=1)
    assert [study["id"] for study in answer["studies"]] == ["luchtkwaliteit-lez", "titres-services"]
    assert answer["total"] == 5


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"administration": "brussels mobility"}, ["peage-urbain-menages", "luchtkwaliteit-lez"]),
        ({"administration": "Atelier des données"}, ["digital-inclusion"]),
        ({"date_to": "2018-06"}, ["titres-services"]),
        ({"document_type": "survey"}, ["digital-inclusion"]),
    ],
)
def test_the_list_can_be_narrowed(client: TestClient, filters: dict[str, str], expected: list[str]) -> None:
    answer = get(client, "/studies", **filters)
    assert [study["id"] for study in answer["studies"]] == expected
    assert answer["total"] == len(expected)


def test_a_study_is_shown_with_the_state_of_its_files(client: TestClient) -> None:
    study = get(client, "/studies/titres-services")
    assert study["contractor"] is None
    assert study["document_type"] == "evaluation"
    assert study["keywords"] == {"fr": ["titres-services", "emploi", "mobilité"]}
    assert study["cost"] == {"amount": "12500.00", "currency": "EUR", "vat": "unknown"}
    assert study["published"]["text"] == "2018-06-12"
    assert study["languages"] == ["fr"]
    assert study["files"][0]["state"] == "partial"
    assert study["files"][0]["reason"] == "page 2 has no text"


@pytest.mark.parametrize(
    ("accepted", "language"), [("fr", Language.FR), ("nl-BE, en;q=0.2", Language.NL), ("de", Language.EN)]
)
def test_why_a_file_was_not_read_is_told_in_the_language_asked_for(
    own_services: Services, accepted: str, language: Language
) -> None:
    file = own_services.catalogue.study(StudyId("titres-services")).files[0]
    record = own_services.catalogue.file(file.sha256)
    assert record
    why = reason("pages.late", pages="2", count=1, seconds=300)
    own_services.catalogue.record_file(replace(record, reason=why))
    own_services.people.create(PersonName("anna"), Role.LIBRARIAN, "correct horse battery", by="test")
    _, secret = own_services.people.make_token(PersonName("anna"), "test", [Permission.READ], by="test")
    headers = {"Accept-Language": accepted, "Authorization": f"Bearer {secret}"}
    with TestClient(create_app(own_services), headers=headers) as client:
        for address in ("studies", "desk/studies"):
            response = client.get(f"/api/v1/{address}/titres-services")
            assert response.json()["files"][0]["reason"] == why.say(language), address
            assert "Accept-Language" in response.headers["Vary"]
            listed = client.get(f"/api/v1/{address}").json()["studies"]
            told = [file["reason"] for study in listed for file in study["files"] if file["reason"]]
            assert told == [why.say(language), "not a document"], "what an earlier version wrote stays"
        exported = client.get("/api/v1/search/export", params={"format": "json"})
        assert why.say(language) in exported.text


def test_what_is_unknown_of_a_study_is_null(client: TestClient) -> None:
    study = get(client, "/studies/digital-inclusion")
    assert study["cost"] is None
    assert study["published"] is None
    assert study["administrations"] == [
        {
            "id": "unlisted:atelier-des-donnees",
            "names": dict.fromkeys(("fr", "nl", "en"), "Atelier des Données"),
            "as_written": "Atelier des Données",
        }
    ]


def test_a_spelling_that_is_one_of_the_names_is_not_repeated(client: TestClient) -> None:
    study = get(client, "/studies/luchtkwaliteit-lez")
    assert [entry["id"] for entry in study["administrations"]] == [
        "bruxelles-environnement",
        "bruxelles-mobilite",
    ]
    assert all("as_written" not in entry for entry in study["administrations"])


def test_similar_studies_are_others_in_any_language_closest_first(client: TestClient) -> None:
    answer = get(client, "/studies/peage-urbain-menages/similar", limit=3)
    others = [result["study"]["id"] for result in answer["results"]]
    assert answer["study"] == "peage-urbain-menages"
    assert "peage-urbain-menages" not in others
    assert 1 <= len(others) <= 3
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("address", ["/studies/none", "/studies/none/similar", "/studies/none/files/1"])
def test_a_study_that_does_not_exist_is_not_found(client: TestClient, address: str) -> None:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/study-not-found"
    assert "“none”" in response.json()["detail"]


@pytest.mark.parametrize("study", ["%00", "é", "A B", "%F0%9F%9A%B2", "..%5c..", "x" * 3000])
def test_a_text_that_is_no_id_is_not_found_either(client: TestClient, study: str) -> None:
    assert client.get(f"/api/v1/studies/{study}").status_code == 404


def test_addresses_without_parameters_refuse_any(client: TestClient) -> None:
    response = client.get("/api/v1/studies/titres-services", params={"lang": "fr"})
    assert response.status_code == 422
    assert response.json()["errors"] == [{"parameter": "lang", "reason": "this address takes no parameters"}]
