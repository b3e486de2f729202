"""The yearly inventory: what the law asks for, and a table that our own importer reads without loss."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.administrations import registry, unlisted_id
from corpus.inventory.cells import clean, is_unknown
from corpus.inventory.guarding import guarded, unguarded
from corpus.inventory.reading import read_inventory
from corpus.inventory.report import Severity
from corpus.study import (
    AdministrationId,
    Cost,
    DocumentType,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from models.language import Language
from search_api.inventories.files import InventoryFormat, write_inventory
from search_api.inventories.proving import losses

FR, NL = Language.FR, Language.NL
REGISTRY = registry()
_LETTERS = "aàbcdeéëfgijklmnoôprstuvz ABCDEÉMNST 0123456789'’\"“,;:/|().!?-–=+@&%€#<>\n\t"


def _texts(letters: str, most: int) -> st.SearchStrategy[str]:
    return st.text(letters, min_size=1, max_size=most).map(clean).filter(lambda text: not is_unknown(text))


TEXT = _texts(_LETTERS, 60)
WORD = _texts(_LETTERS.translate({ord(mark): None for mark in ";|/\n"}), 20)
NAME = _texts("abcdéXYZ 019-_.()=@+'&", 20).map(lambda stem: f"{stem}.pdf")


def _months(first: date, months: int) -> str:
    last = first.month - 1 + months
    return f"{first:%Y-%m}/{first.year + last // 12}-{last % 12 + 1:02}"


def _days(first: date, days: int) -> str:
    return f"{first}/{first + timedelta(days)}"


DATES = st.one_of(
    st.integers(1950, 2025).map(str),
    st.dates(date(1950, 1, 1), date(2025, 12, 31)).map(date.isoformat),
    st.dates(date(1950, 1, 1), date(2025, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.builds(_days, st.dates(date(1950, 1, 1), date(2020, 12, 31)), st.integers(1, 400)),
    st.builds(_months, st.dates(date(1950, 1, 1), date(2020, 12, 31)), st.integers(1, 60)),
    st.builds(lambda year, more: f"{year}/{year + more}", st.integers(1950, 2015), st.integers(1, 10)),
).map(PublicationDate.parse_iso)
COSTS = st.builds(
    Cost,
    st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2)),
    st.sampled_from(Vat),
)
LISTED = st.sampled_from([*REGISTRY]).flatmap(
    lambda entry: st.sampled_from([*entry.names.values(), *entry.acronyms]).map(lambda name: (entry.id, name))
)
UNLISTED = st.sampled_from(["Atelier des Données", "Bureau voor Morgen", "Cellule 12"]).map(
    lambda name: (unlisted_id(name), name)
)


@st.composite
def studies(draw: st.DrawFn, number: int) -> Study:
    named = draw(st.lists(st.one_of(LISTED, UNLISTED), max_size=3, unique_by=lambda pair: pair[0]))
    words = st.lists(WORD, min_size=1, max_size=4, unique=True).map(tuple)
    files = draw(st.lists(NAME, max_size=3, unique=True))
    return Study(
        id=StudyId(f"study-{number}"),
        titles=draw(st.dictionaries(st.sampled_from(Language), TEXT, min_size=1)),
        abstracts=draw(st.dictionaries(st.sampled_from(Language), TEXT)),
        administrations=tuple(administration for administration, _ in named),
        administrations_as_written=tuple(written for _, written in named),
        contractor=draw(st.none() | TEXT),
        published=draw(st.none() | DATES),
        cost=draw(st.none() | COSTS),
        document_type=draw(st.none() | st.sampled_from(DocumentType)),
        keywords=draw(st.dictionaries(st.sampled_from(Language), words)),
        files=tuple(
            StudyFile(
                sha256=Sha256("0" * 64),
                name=name,
                size=1,
                language=draw(st.none() | st.sampled_from(Language)),
            )
            for name in files
        ),
    )


def _file(name: str, language: Language | None) -> StudyFile:
    return StudyFile(sha256=Sha256("0" * 64), name=name, size=1, language=language)


SHELVES = st.integers(1, 5).flatmap(
    lambda count: st.tuples(*(studies(number=number) for number in range(count)))
)


@pytest.mark.parametrize("language", [FR, NL])
@pytest.mark.parametrize("form", InventoryFormat)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(shelf=SHELVES)
def test_what_is_written_is_read_back_as_it_was(
    tmp_path: Path, form: InventoryFormat, language: Language, shelf: tuple[Study, ...]
) -> None:
    path = tmp_path / f"inventory.{form}"
    path.write_bytes(write_inventory(shelf, form, language, REGISTRY))
    assert list(losses(path, shelf, REGISTRY)) == []
    problems = read_inventory(path, REGISTRY).problems
    assert [problem for problem in problems if problem.severity is not Severity.NOTE] == []


@given(st.text())
def test_a_guarded_text_is_never_a_formula_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"titles": {}, "files": ()}, "study"),
        ({"contractor": "n/a"}, "author"),
        ({"cost": Cost(Decimal(10**10))}, "cost"),
        ({"published": PublicationDate.parse_iso("1830")}, "publication date"),
        ({"keywords": {FR: ("un; deux",)}}, "keywords"),
        ({"administrations_as_written": ("Actiris; Iriscare",)}, "administrations as written"),
    ],
)
def test_what_cannot_be_carried_is_told(tmp_path: Path, change: dict[str, object], fact: str) -> None:
    known = Study(
        id=StudyId("a-study"), titles={FR: "Une étude"}, administrations=(AdministrationId("actiris"),)
    )
    fields = {name: getattr(known, name) for name in Study.__slots__ if name != "administrations_as_written"}
    study = Study(**{**fields, "administrations_as_written": ("Actiris",), **change})
    other = Study(id=StudyId("another"), titles={FR: "Une autre"})
    path = tmp_path / "inventory.csv"
    path.write_bytes(write_inventory([study, other], InventoryFormat.CSV, FR, REGISTRY))
    assert [(loss.study, loss.fact) for loss in losses(path, [study, other], REGISTRY)] == [("a-study", fact)]


def test_the_gaps_of_a_year_are_counted_per_administration(client: TestClient) -> None:
    told = client.get("/api/v1/inventory/2021", headers={"Accept-Language": "nl"}).json()
    whole = {"studies": 1, "complete": 1, "without_author": [], "without_cost": [], "without_both": 0}
    assert told == {
        "year": 2021,
        "total": whole,
        "administrations": [{"id": "bruxelles-mobilite", "name": "Brussel Mobiliteit", **whole}],
    }
    air = client.get("/api/v1/inventory/2019").json()
    assert [row["id"] for row in air["administrations"]] == ["bruxelles-environnement", "bruxelles-mobilite"]
    assert air["total"]["without_author"] == ["luchtkwaliteit-lez"]
    assert air["total"]["without_cost"] == []
    assert air["total"]["complete"] == 0
    assert client.get("/api/v1/inventory/1999").json()["administrations"] == []


def test_the_inventory_leaves_in_both_languages_and_both_forms(client: TestClient) -> None:
    table = client.get("/api/v1/inventory/2021.csv", params={"language": "nl"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.headers["content-disposition"] == 'attachment; filename="inventory-2021-nl.csv"'
    (row,) = csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff")), delimiter=";")
    assert row["Titel NL"] == "Stadstol en huishoudbudget"
    assert row["Bedrag (EUR)"] == "185000,00"
    assert row["Btw"] == "excl. btw"
    assert row["Bestanden"] == "peage-urbain_fr.pdf; stadstol_nl.pdf"
    book = client.get("/api/v1/inventory/2021.xlsx", headers={"Accept-Language": "fr"})
    page = load_workbook(io.BytesIO(book.content)).active
    assert page is not None
    header, first = page.iter_rows(values_only=True)
    told = dict(zip(header, first, strict=True))
    assert told["Titre FR"] == "Péage urbain et budget des ménages"
    assert told["Montant (EUR)"] == 185000
    assert told["Administration"] == "AED"


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/v1/inventory/0", "year"),
        ("/api/v1/inventory/10000.csv", "year"),
        ("/api/v1/inventory/summer", "year"),
        ("/api/v1/inventory/2021.pdf", "form"),
        ("/api/v1/inventory/2021.csv?language=en", "language"),
        ("/api/v1/inventory/2021?language=fr", "language"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_name(
    client: TestClient, address: str, parameter: str
) -> None:
    refused = client.get(address)
    assert refused.status_code == 422
    assert [error["parameter"] for error in refused.json()["errors"]] == [parameter]
