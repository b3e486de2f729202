import threading
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.administrations import registry
from corpus.study import StudyId
from models.language import Language
from search_api.directory import DirectoryKeeper, survey
from search_api.keeping import LIFETIME
from search_api.services import Services


def suggested(client: TestClient, q: str, language: str | None = None) -> list[dict[str, Any]]:
    headers = {"Accept-Language": language} if language else {}
    response = client.get("/api/v1/suggest", params={"q": q}, headers=headers)
    assert response.status_code == 200, response.text
    suggestions: list[dict[str, Any]] = response.json()["suggestions"]
    return suggestions


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("peage", "Péage urbain et budget des ménages"),
        ("BUDGET DES mé", "Péage urbain et budget des ménages"),
        ("men urb", "Péage urbain et budget des ménages"),
        ("brussel mobi", "Brussel Mobiliteit"),
        ("l'emploi", "L'emploi dans les titres-services"),
        ("luchtkw", "luchtkwaliteit"),
        ("atelier d", "Atelier des Données"),
    ],
)
def test_the_beginning_of_words_is_enough(client: TestClient, typed: str, text: str) -> None:
    assert text in [suggestion["text"] for suggestion in suggested(client, typed)]


def test_an_acronym_suggests_its_administration_in_the_language_of_the_reader(client: TestClient) -> None:
    assert suggested(client, "aed", "nl")[0] == {
        "kind": "administration",
        "text": "Brussel Mobiliteit",
        "id": "bruxelles-mobilite",
        "language": None,
    }


def test_an_administration_is_suggested_once_whatever_its_names(client: TestClient) -> None:
    ids = [
        suggestion["id"] for suggestion in suggested(client, "b") if suggestion["kind"] == "administration"
    ]
    assert sorted(ids) == sorted(set(ids))


def test_administrations_without_studies_are_not_suggested(client: TestClient) -> None:
    assert suggested(client, "vivaqua") == []


def test_a_keyword_of_two_studies_comes_before_one_of_one(services: Services) -> None:
    directory = survey(services.catalogue.studies(), registry())
    keywords = [entry.text for entry in directory.suggest("m", limit=10) if entry.kind == "keyword"]
    assert keywords[0] == "mobilité"


def test_there_are_ten_suggestions_at_most(services: Services) -> None:
    study = services.catalogue.study(StudyId("peage-urbain-menages"))
    many = [replace(study, id=StudyId(f"s{n}"), titles={Language.FR: f"Titre {n}"}) for n in range(50)]
    assert len(survey(many, registry()).suggest("titre", limit=10)) == 10


@pytest.mark.parametrize("typed", ["%", "*", "🚲", "()", "'"])
def test_what_is_no_word_suggests_nothing(client: TestClient, typed: str) -> None:
    assert suggested(client, typed) == []


@pytest.mark.parametrize("typed", ["", "  ", "x" * 201])
def test_nothing_and_too_much_are_refused(client: TestClient, typed: str) -> None:
    response = client.get("/api/v1/suggest", params={"q": typed})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "q"


def test_a_study_that_left_is_no_longer_suggested(own_services: Services) -> None:
    keeper = DirectoryKeeper(own_services)
    assert keeper.current().suggest("luchtkwaliteit in", limit=10)
    own_services.catalogue.remove_study(StudyId("luchtkwaliteit-lez"))
    assert not keeper.current().suggest("luchtkwaliteit in", limit=10)


def test_a_corrected_title_is_suggested_after_a_while(own_services: Services) -> None:
    now = 0.0
    keeper = DirectoryKeeper(own_services, clock=lambda: now)
    assert not keeper.current().suggest("nouveau", limit=10)
    study = own_services.catalogue.study(StudyId("titres-services"))
    own_services.catalogue.put_study(replace(study, titles={Language.FR: "Nouveau titre"}))
    assert not keeper.current().suggest("nouveau", limit=10)
    now = LIFETIME
    assert keeper.current().suggest("nouveau", limit=10)


def test_readers_are_not_kept_waiting_while_the_directory_is_made_anew(own_services: Services) -> None:
    entered, released = threading.Event(), threading.Event()
    maker = threading.Thread(target=lambda: keeper.current())
    times = iter([LIFETIME])  # the first look of the maker; it waits at the second, with the work in hand

    def clock() -> float:
        if threading.current_thread() is not maker:
            return 0.0 if not entered.is_set() else LIFETIME
        if (time := next(times, None)) is None:
            entered.set()
            released.wait(timeout=20)
        return time or LIFETIME

    keeper = DirectoryKeeper(own_services, clock=clock)
    before = keeper.current()
    maker.start()
    try:
        assert entered.wait(timeout=20)
        assert keeper.current() is before
    finally:
        released.set()
        maker.join()
    assert keeper.current() is not before


def test_administrations_are_listed_with_their_studies(client: TestClient) -> None:
    listed = client.get("/api/v1/administrations").json()["administrations"]
    by_id = {entry["id"]: entry for entry in listed}
    assert len(by_id) == len(listed) == len(registry()) + 1
    assert by_id["bruxelles-mobilite"]["studies"] == 2
    assert "AED" not in by_id["bruxelles-mobilite"]["acronyms"]
    assert "Administration de l'Équipement et des Déplacements" in by_id["bruxelles-mobilite"]["former_names"]
    assert by_id["unlisted:atelier-des-donnees"]["studies"] == 1
    assert by_id["unlisted:atelier-des-donnees"]["names"]["nl"] == "Atelier des Données"
    assert sum(entry["studies"] for entry in listed) == 5


def test_administrations_are_sorted_by_the_name_that_the_reader_knows(client: TestClient) -> None:
    dutch = client.get("/api/v1/administrations", headers={"Accept-Language": "nl"}).json()["administrations"]
    french = client.get("/api/v1/administrations", headers={"Accept-Language": "fr"}).json()[
        "administrations"
    ]
    assert [entry["id"] for entry in dutch] != [entry["id"] for entry in french]
    assert {entry["id"] for entry in dutch} == {entry["id"] for entry in french}
