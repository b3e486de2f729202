"""Readers who come to a merged study, and who learn of other editions."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.duplicates.decisions import Act
from corpus.life import Step
from corpus.study import StudyId
from models.language import Language
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.web.desk.conftest import FROM_HERE

TOLL, AIR, DIGITAL = (
    StudyId("peage-urbain-menages"),
    StudyId("luchtkwaliteit-lez"),
    StudyId("digital-inclusion"),
)


@pytest.fixture
def client(own_services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(own_services), follow_redirects=False, headers=FROM_HERE) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        (f"/study/{AIR}", f"/study/{TOLL}"),
        (f"/fr/study/{AIR}", f"/fr/study/{TOLL}"),
        (f"/nl/study/{AIR}/text/1", f"/nl/study/{TOLL}/text/3"),
        (f"/nl/study/{AIR}/file/1?page=2", f"/nl/study/{TOLL}/file/3?page=2"),
        (f"/nl/study/{AIR}/text/9", f"/nl/study/{TOLL}"),
        (f"/api/v1/studies/{AIR}", f"/api/v1/studies/{TOLL}"),
        (f"/api/v1/studies/{AIR}/files/1", f"/api/v1/studies/{TOLL}/files/3"),
        (f"/api/v1/studies/{AIR}/similar?limit=3", f"/api/v1/studies/{TOLL}/similar?limit=3"),
        (f"/api/v1/studies/{AIR}/citation?format=bibtex", f"/api/v1/studies/{TOLL}/citation?format=bibtex"),
    ],
)
def test_an_address_of_a_merged_study_leads_to_the_same_of_the_kept_one(
    own_services: Services, client: TestClient, asked: str, there: str
) -> None:
    own_services.catalogue.merge(TOLL, AIR, by="anna")
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, there)
    assert answer.headers["cache-control"] == "no-cache"
    if "/text/" not in there:  # of which this library keeps none
        assert client.get(there).status_code in (200, 302)


def test_an_undone_merge_brings_the_address_back(own_services: Services, client: TestClient) -> None:
    before = client.get(f"/api/v1/studies/{AIR}").json()
    merge = own_services.catalogue.merge(TOLL, AIR, by="anna")
    assert client.get(f"/api/v1/studies/{AIR}").status_code == 301
    own_services.catalogue.undo(merge.number, by="anna")
    assert client.get(f"/api/v1/studies/{AIR}").json() == before


def test_a_study_merged_into_one_that_was_withdrawn_leads_to_its_tombstone(
    own_services: Services, client: TestClient
) -> None:
    own_services.catalogue.merge(TOLL, AIR, by="anna")
    own_services.catalogue.take_step(TOLL, Step.WITHDRAW, by="anna", reason="Why.")
    assert client.get(f"/fr/study/{AIR}").status_code == 301
    assert client.get(f"/fr/study/{TOLL}").status_code == 410


@pytest.mark.parametrize(
    ("language", "newer", "other"),
    [
        (Language.FR, "Édition plus récente", "Autre version linguistique"),
        (Language.NL, "Nieuwere uitgave", "Andere taalversie"),
        (Language.EN, "Newer edition", "Other language version"),
    ],
)
def test_the_page_of_a_study_leads_to_its_other_editions(
    own_services: Services, client: TestClient, language: Language, newer: str, other: str
) -> None:
    own_services.catalogue.link(DIGITAL, TOLL, Act.LINK_LANGUAGE, by="anna")
    own_services.catalogue.link(AIR, TOLL, Act.LINK_NEWER, by="anna")
    assert editions(client, language) == [
        (newer, f"/{language}/study/{AIR}"),
        (other, f"/{language}/study/{DIGITAL}"),
    ]


def test_a_page_leads_to_no_edition_that_readers_do_not_see(
    own_services: Services, client: TestClient
) -> None:
    own_services.catalogue.link(AIR, TOLL, Act.LINK_NEWER, by="anna")
    own_services.catalogue.take_step(AIR, Step.WITHDRAW, by="anna", reason="Why.")
    assert editions(client, Language.FR) == []


def editions(client: TestClient, language: Language) -> list[tuple[str, str]]:
    shown = BeautifulSoup(client.get(f"/{language}/study/{TOLL}").text, "html.parser")
    return [
        (item.get_text().partition(":")[0].strip(), str(item.find("a")["href"]))  # type: ignore[index]
        for item in shown.select("section[aria-labelledby=editions] li")
    ]
