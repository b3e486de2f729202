"""Lists of results as files, read back by what opens them."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import bibtexparser
import httpx2
import pytest
import rispy
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.study import Study, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.exporting.formats import EXPORTS, MOST_EXPORTED, Export, ExportAnswer, ExportFormat
from search_api.exporting.sheet import sheet
from search_api.services import Services
from search_api.site import Site

EVERY = [
    "peage-urbain-menages",
    "luchtkwaliteit-lez",
    "titres-services",
    "acces-guichets",
    "digital-inclusion",
]


def taken(client: TestClient, **parameters: Any) -> httpx2.Response:
    response = client.get("/api/v1/search/export", params=parameters)
    assert response.status_code == 200, response.text
    return response


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_list_as_csv_is_what_a_spreadsheet_in_belgium_opens(client: TestClient) -> None:
    response = taken(client, reader="nl")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="studies.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    first, *others = rows(response.text)
    assert first == {
        "id": "peage-urbain-menages",
        "title_fr": "Péage urbain et budget des ménages",
        "title_nl": "Stadstol en huishoudbudget",
        "title_en": "",
        "administrations": "Brussel Mobiliteit",
        "contractor": "Bureau d'études Exemple",
        "published": "2021-03",
        "published_first": "2021-03-01",
        "published_last": "2021-03-31",
        "cost_eur": "185000,00",
        "vat": "excluded",
        "languages": "fr | nl",
        "document_type": "impact-assessment",
        "url": "http://testserver/study/peage-urbain-menages",
    }
    assert [row["id"] for row in others] == EVERY[1:]
    assert others[-1]["cost_eur"] == "", "an unknown cost is no zero"


@pytest.mark.parametrize("title", ["=1+1", "+32 2 204", "-5 %", "@SUM(A1)", "\t=1+1", " =1", "＝1"])
def test_a_title_that_looks_like_a_formula_is_shown_not_run(title: str) -> None:
    (cell,) = list(csv.reader(io.StringIO(sheet(["title"], [[title]]))))[1]
    assert cell == f"'{title.strip()}"


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_every_text_stays_in_its_cell(texts: list[str]) -> None:
    table = list(csv.reader(io.StringIO(sheet(["x"], [texts]), newline=""), delimiter=";"))
    assert len(table) == 2
    assert len(table[1]) == len(texts)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in table[1])


def test_amounts_are_numbers_and_what_is_not_known_is_empty() -> None:
    assert sheet(["a", "b", "c"], [[Decimal("1234.5"), 7, None]]).endswith("\r\n1234,50;7;\r\n")


def test_a_question_is_answered_in_the_order_of_the_search(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "péage urbain"}).json()
    answer = ExportAnswer.model_validate_json(taken(client, q="péage urbain", format="json").text)
    assert [study.id for study in answer.studies] == [result["study"]["id"] for result in found["results"]]
    assert (answer.total, answer.cut) == (found["total"], False)


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"administration": "Brussel Mobiliteit"}, EVERY[:2]),
    ({"date_to": "2019"}, EVERY[1:3]),
    ({"cost_min": "42000.50"}, EVERY[:2]),
    ({"cost_max": "42000.50"}, EVERY[1:3]),
    ({"cost_max": "13000", "include_unknown_cost": "true"}, EVERY[2:]),
    ({"language": "nl"}, EVERY[:2]),
    ({"document_type": ["survey", "evaluation"]}, ["titres-services", "digital-inclusion"]),
    ({"q": "luchtkwaliteit", "mode": "keyword"}, ["luchtkwaliteit-lez"]),
]


@pytest.mark.parametrize(("filters", "ids"), FILTERS)
def test_the_filters_of_a_search_choose_what_is_taken(
    client: TestClient, filters: dict[str, Any], ids: list[str]
) -> None:
    assert [row["id"] for row in rows(taken(client, **filters).text)] == ids


@pytest.mark.parametrize(("filters", "ids"), FILTERS[:-1])
def test_filters_alone_leave_what_they_leave_under_a_question(
    client: TestClient, filters: dict[str, Any], ids: list[str]
) -> None:
    found = client.get("/api/v1/search", params={"q": "étude", "mode": "semantic", **filters}).json()
    assert sorted(result["study"]["id"] for result in found["results"]) == sorted(ids)


def test_a_list_as_bibtex_and_ris_has_an_entry_for_each_study(client: TestClient) -> None:
    text = taken(client, format="bibtex", reader="nl").text
    assert [entry["ID"] for entry in bibtexparser.loads(text).entries] == EVERY
    records = rispy.loads(taken(client, format="ris").text)
    assert [record["id"] for record in records] == EVERY


@pytest.fixture
def crowded(own_services: Services) -> Iterator[TestClient]:
    many = (Study(id=StudyId(f"s{n}"), titles={Language.FR: f"Titre {n}"}) for n in range(MOST_EXPORTED))
    own_services.catalogue.put_studies(many)
    with TestClient(create_app(own_services)) as client:
        yield client


def test_a_list_that_is_cut_says_so(crowded: TestClient) -> None:
    response = taken(crowded, format="json")
    answer = response.json()
    assert len(answer["studies"]) == answer["limit"] == MOST_EXPORTED
    assert (answer["total"], answer["cut"]) == (MOST_EXPORTED + 5, True)
    assert response.headers["savoir-total"] == str(MOST_EXPORTED + 5)
    assert response.headers["savoir-cut"] == "true"


def test_a_list_that_is_whole_says_so(client: TestClient) -> None:
    response = taken(client, format="ris")
    assert response.headers["savoir-cut"] == "false"
    assert response.headers["savoir-total"] == "5"


def test_nothing_found_is_an_empty_file_in_every_format() -> None:
    nothing = Export(total=0, studies=(), site=Site("http://x"), reader=None)
    assert {kind: form.write(nothing).count("\n") for kind, form in EXPORTS.items()} == {
        ExportFormat.CSV: 1,
        ExportFormat.JSON: 0,
        ExportFormat.BIBTEX: 0,
        ExportFormat.RIS: 0,
    }


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({"format": "pdf"}, "format"),
        ({"reader": "de"}, "reader"),
        ({"mode": "magic"}, "mode"),
        ({"limit": "5"}, "limit"),
        ({"q": "x" * 2001}, "q"),
        ({"cost_min": "2", "cost_max": "1"}, "cost_min"),
    ],
)
def test_what_cannot_be_taken_is_refused(
    client: TestClient, parameters: dict[str, str], parameter: str
) -> None:
    response = client.get("/api/v1/search/export", params=parameters)
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == parameter


def test_a_study_that_left_the_catalogue_is_not_taken(own_services: Services) -> None:
    own_services.catalogue.remove_study(StudyId("luchtkwaliteit-lez"))
    with TestClient(create_app(own_services)) as client:
        assert [row["id"] for row in rows(taken(client, q="luchtkwaliteit", mode="keyword").text)] == []
