"""What studies lack of what the law asks for: all years, the administrations of one, and study by study."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from corpus.catalogue.disclosing import Disclosure
from corpus.catalogue.records import MissingFact
from corpus.study import AdministrationId, StudyId
from search_api.inventories.lacking import UNKNOWN, lacking_ids

VGC, COCOF = AdministrationId("vgc"), AdministrationId("cocof")


def rows(client: TestClient, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return [*csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")]


def test_all_years_are_counted_the_newest_first_and_undated_studies_last(client: TestClient) -> None:
    told = client.get("/api/v1/inventory").json()
    assert [tuple(row.values()) for row in told["years"]] == [
        (1, 1, 0, 0, 0, 2021),
        (1, 0, 1, 0, 0, 2019),
        (1, 0, 1, 0, 0, 2018),
        (2, 0, 2, 2, 2, None),
    ]
    assert told["total"] == {
        "studies": 5,
        "complete": 1,
        "without_author": 4,
        "without_cost": 2,
        "without_both": 2,
    }


@pytest.mark.parametrize(
    ("reader", "header", "undated"),
    [
        ("fr", "Année;Études;Avec auteur et coût;Sans auteur;Sans coût;Sans auteur ni coût", "date inconnue"),
        (
            "nl",
            "Jaar;Studies;Met auteur en kostprijs;Zonder auteur;Zonder kostprijs;"
            "Zonder auteur en zonder kostprijs",
            "datum onbekend",
        ),
        ("en", "Year;Studies;With author and cost;Without author;Without cost;Without both", "date unknown"),
    ],
)
def test_the_table_of_all_years_is_written_for_its_reader(
    client: TestClient, reader: str, header: str, undated: str
) -> None:
    told = rows(client, f"/api/v1/inventory/years.csv?reader={reader}")
    assert told[0] == header.split(";")
    assert told[1] == ["2021", "1", "1", "0", "0", "0"]
    assert told[-1] == [undated, "2", "0", "2", "2", "2"]


def test_the_table_of_a_year_has_a_row_for_each_administration(client: TestClient) -> None:
    told = rows(client, "/api/v1/inventory/2019/administrations.csv?reader=nl")
    assert told[0][:3] == ["Identificatie", "Administratie", "Studies"]
    assert told[1:] == [
        ["bruxelles-mobilite", "Brussel Mobiliteit", "1", "0", "1", "0", "0"],
        ["bruxelles-environnement", "Leefmilieu Brussel", "1", "0", "1", "0", "0"],
    ]


def test_the_studies_that_lack_something_are_listed_with_what_they_lack(client: TestClient) -> None:
    assert rows(client, "/api/v1/inventory/2019/lacking.csv?reader=fr") == [
        ["Identifiant", "Titre", "Administrations", "Date de publication", "Manque"],
        [
            "luchtkwaliteit-lez",
            "Luchtkwaliteit in de lage-emissiezone",
            "Bruxelles Environnement; Bruxelles Mobilité",
            "2019",
            "auteur",
        ],
    ]
    assert len(rows(client, "/api/v1/inventory/2021/lacking.csv")) == 1, "a header, and no study"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("lacking=author", 1),
        ("lacking=cost", 0),
        ("administration=bruxelles-mobilite", 1),
        ("administration=vgc", 0),
    ],
)
def test_the_list_of_a_year_is_narrowed_as_its_page_is(client: TestClient, query: str, count: int) -> None:
    assert len(rows(client, f"/api/v1/inventory/2019/lacking.csv?{query}")) == 1 + count


def test_a_table_of_no_year_or_for_nobody_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/inventory/0/lacking.csv").status_code == 422
    assert client.get("/api/v1/inventory/2019/administrations.csv?reader=de").status_code == 422
    assert client.get("/api/v1/inventory?year=2019").status_code == 422
    assert client.get("/api/v1/inventory/2019/lacking.csv?lacking=title").status_code == 422


@pytest.mark.parametrize(
    ("fact", "administration", "found"),
    [
        (None, None, ["a", "b", "c"]),
        (MissingFact.AUTHOR, None, ["a", "c"]),
        (MissingFact.COST, None, ["b", "c"]),
        (None, "vgc", ["a", "b"]),
        (MissingFact.COST, "vgc", ["b"]),
        (None, UNKNOWN, ["c"]),
        (None, "nobody", []),
    ],
)
def test_what_lacks_something_is_narrowed_by_fact_and_by_administration(
    fact: MissingFact | None, administration: str | None, found: list[str]
) -> None:
    known = (
        Disclosure(id=StudyId("a"), administrations=(VGC, COCOF), author=False, cost=True),
        Disclosure(id=StudyId("b"), administrations=(VGC,), author=True, cost=False),
        Disclosure(id=StudyId("c"), administrations=(), author=False, cost=False),
        Disclosure(id=StudyId("d"), administrations=(VGC,), author=True, cost=True),
    )
    assert lacking_ids(known, fact=fact, administration=administration) == found
