import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.administrations import registry
from corpus.catalogue.ledger import LedgerEntry
from corpus.study import MOST_EUROS, AdministrationId, Cost, Study, StudyId, Vat
from models.language import Language
from search_api.app import create_app
from search_api.keeping import LIFETIME, Keeper
from search_api.numbers.presenting import present_numbers
from search_api.numbers.tables import TableName, count, numbers
from search_api.services import Services


def table(client: TestClient, name: str, language: str = "fr") -> Any:
    response = client.get("/api/v1/numbers", params={"table": name}, headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    return response.json()["tables"][name]


def studies(found: Any) -> dict[Any, int]:
    return {tuple(row["key"].values()): row["studies"] for row in found["rows"]}


def test_the_total_has_every_study_once_and_keeps_sums_apart_by_vat(client: TestClient) -> None:
    assert client.get("/api/v1/numbers").json()["total"] == {
        "studies": 5,
        "cost_unknown": 2,
        "spending": {
            "included": {"studies": 1, "amount": "42000.50"},
            "excluded": {"studies": 1, "amount": "185000.00"},
            "unknown": {"studies": 1, "amount": "12500.00"},
        },
    }


def test_a_study_of_two_administrations_counts_in_each_and_the_table_says_so(client: TestClient) -> None:
    found = table(client, "administrations")
    assert studies(found) == {
        ("bruxelles-mobilite",): 2,
        ("actiris",): 1,
        ("bruxelles-environnement",): 1,
        ("unlisted:atelier-des-donnees",): 1,
        (None,): 1,
    }
    assert found["repeated"] == 1
    assert [row["label"]["administration"] for row in found["rows"]] == [
        *("Bruxelles Mobilité", "Actiris", "Bruxelles Environnement", "Atelier des Données"),
        "administration inconnue",
    ]
    assert found["rows"][0]["spending"] == {
        "included": {"studies": 1, "amount": "42000.50"},
        "excluded": {"studies": 1, "amount": "185000.00"},
    }


def test_years_without_a_study_have_a_row_and_undated_studies_too(client: TestClient) -> None:
    assert studies(table(client, "years")) == {
        ("2018",): 1,
        ("2019",): 1,
        ("2020",): 0,
        ("2021",): 1,
        (None,): 2,
    }


def test_an_unknown_cost_has_a_band_of_its_own_and_no_sum(client: TestClient) -> None:
    found = table(client, "costs")
    assert list(studies(found).values()) == [0, 1, 1, 0, 1, 0, 0, 2]
    unknown = found["rows"][-1]
    assert unknown["label"] == {"cost": "coût inconnu"}
    assert (unknown["cost_unknown"], unknown["spending"], unknown["search"]) == (2, {}, None)


def test_languages_are_those_of_the_files(client: TestClient) -> None:
    found = table(client, "languages", "nl")
    assert studies(found) == {("fr",): 2, ("nl",): 2, ("en",): 1, (None,): 1}
    assert found["repeated"] == 1
    assert [row["label"]["language"] for row in found["rows"]] == [
        *("Frans", "Nederlands", "Engels", "taal onbekend")
    ]


@pytest.mark.parametrize("name", TableName)
def test_every_row_leads_to_a_search_that_finds_as_many_studies(client: TestClient, name: TableName) -> None:
    rows = table(client, name)["rows"]
    assert any(row["search"] for row in rows)
    for row in rows:
        if row["search"] is None:
            assert {None, "unknown"} & set(row["key"].values())
        else:
            answer = client.get("/api/v1/search/export", params=row["search"])
            assert answer.headers["savoir-total"] == str(row["studies"]), row


def test_without_a_choice_the_tables_by_one_dimension_are_told(client: TestClient) -> None:
    assert set(client.get("/api/v1/numbers").json()["tables"]) == {
        *("administrations", "years", "costs", "languages")
    }


def test_a_table_as_csv_has_empty_cells_where_nothing_is_known(client: TestClient) -> None:
    response = client.get("/api/v1/numbers/administrations.csv?reader=nl")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="administrations.csv"'
    text = response.text.removeprefix("\ufeff")
    first, *_, last = csv.DictReader(io.StringIO(text), delimiter=";")
    assert first == {
        "administration": "bruxelles-mobilite",
        "administration_label": "Brussel Mobiliteit",
        "studies": "2",
        "cost_unknown": "0",
        "studies_vat_included": "1",
        "eur_vat_included": "42000,50",
        "studies_vat_excluded": "1",
        "eur_vat_excluded": "185000,00",
        "studies_vat_unknown": "0",
        "eur_vat_unknown": "",
    }
    assert (last["administration"], last["administration_label"]) == ("", "administratie onbekend")


@pytest.mark.parametrize("name", TableName)
def test_every_table_can_be_taken_away_with_all_its_rows(client: TestClient, name: TableName) -> None:
    text = client.get(f"/api/v1/numbers/{name}.csv").text
    assert text.count("\r\n") == 1 + len(table(client, name)["rows"])


@pytest.mark.parametrize("address", ["/api/v1/numbers/moods.csv", "/api/v1/numbers?table=moods"])
def test_an_unknown_table_is_refused_with_the_known_ones(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 422
    assert "administrations-years" in response.json()["errors"][0]["reason"]


def test_a_date_that_is_a_mistake_makes_no_crowd_of_empty_years() -> None:
    years = [date(210, 1, 1), date(2019, 1, 1), date(2021, 1, 1)]
    found = [
        LedgerEntry(
            id=StudyId(f"s{day.year}"),
            administrations=frozenset(),
            published=(day, day),
            cost=None,
            languages=frozenset(),
        )
        for day in years
    ]
    rows = numbers(found, {}).tables[TableName.YEARS].rows
    assert list(rows) == [("0210",), ("2019",), ("2021",)]


def test_a_library_without_studies_has_numbers() -> None:
    nothing = present_numbers(numbers([], {}), TableName, registry(), Language.NL)
    assert (nothing.total.studies, nothing.total.spending) == (0, {})
    assert {name: len(found.rows) for name, found in nothing.tables.items()} == {
        name: 8 if name is TableName.COSTS else 0 for name in TableName
    }


days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
costs = st.none() | st.builds(Cost, st.decimals(0, MOST_EUROS - 1, places=2), st.sampled_from(Vat))


@st.composite
def entries(draw: st.DrawFn) -> list[LedgerEntry]:
    drawn: list[LedgerEntry] = []
    for number in range(draw(st.integers(0, 12))):
        published = sorted((draw(days), draw(days))) if draw(st.booleans()) else None
        drawn.append(
            LedgerEntry(
                id=StudyId(f"s{number}"),
                administrations=draw(st.frozensets(st.sampled_from(["a", "b", "c"]).map(AdministrationId))),
                published=(published[0], published[1]) if published else None,
                cost=draw(costs),
                languages=draw(st.frozensets(st.sampled_from(Language))),
            )
        )
    return drawn


@given(entries())
def test_no_study_is_lost_and_none_is_added_up_twice(found: list[LedgerEntry]) -> None:
    counted = numbers(found, {})
    known = [entry.cost.amount for entry in found if entry.cost]
    assert counted.total.studies == len(found) == counted.total.cost_unknown + len(known)
    assert sum(counted.total.sums.values(), Decimal(0)) == sum(known, Decimal(0))
    for name, one in counted.tables.items():
        in_rows = sum(row.studies for row in one.rows.values())
        assert in_rows >= len(found)
        assert (in_rows > len(found)) == (one.repeated > 0), name


@pytest.fixture
def own_client(own_services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(own_services)) as client:
        yield client


def test_a_study_that_left_is_no_longer_counted(own_services: Services, own_client: TestClient) -> None:
    assert own_client.get("/api/v1/numbers").json()["total"]["studies"] == 5
    own_services.catalogue.remove_study(StudyId("titres-services"))
    assert own_client.get("/api/v1/numbers").json()["total"]["studies"] == 4


def test_a_corrected_cost_is_counted_after_a_while(own_services: Services) -> None:
    now = 0.0
    keeper = Keeper(own_services, count, clock=lambda: now)
    assert keeper.current().total.cost_unknown == 2
    study = own_services.catalogue.study(StudyId("acces-guichets"))
    own_services.catalogue.put_study(replace(study, cost=Cost(Decimal(10), Vat.INCLUDED)))
    now = LIFETIME
    assert keeper.current().total.cost_unknown == 1


def test_the_ledger_says_what_the_studies_say(own_services: Services) -> None:
    own_services.catalogue.put_study(Study(id=StudyId("bare"), titles={}))
    for entry in own_services.catalogue.ledger():
        study = own_services.catalogue.study(entry.id)
        assert entry.administrations == frozenset(study.administrations)
        assert entry.cost == study.cost
        assert entry.published == (study.published and (study.published.first, study.published.last))
