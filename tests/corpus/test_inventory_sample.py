import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.administrations import registry
from corpus.inventory.reading import read_inventory
from corpus.inventory.report import InventoryReport, InventoryRow, Severity, SkippedRows
from corpus.study import Cost, DocumentType, PublicationDate, Vat
from models.language import Language

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
SOURCES = {path.parent.name[3:]: path for path in sorted((SAMPLE / "sources").glob("*/study.toml"))}

SAID_OTHERWISE = {"inclusion-numerique": "2021-04/2021-06", "fietsongevallen": "2024-03"}
"""The inventory says "printemps 2021" and "maart 2024" where the true date is another or closer."""


@cache
def report() -> InventoryReport:
    return read_inventory(SAMPLE / "inventory.xlsx", registry())


def row_of(study: str) -> InventoryRow:
    (row,) = [row for row in report().rows if row.study.id == study]
    return row


def truth(study: str) -> dict[str, Any]:
    return tomllib.loads(SOURCES[study].read_text(encoding="utf-8"))


def test_the_inventory_lists_every_study_and_one_that_was_withdrawn() -> None:
    listed = {row.study.id for row in report().rows}
    assert listed - SOURCES.keys() == {"etude-retiree-avant-remise-rapport"}
    assert SOURCES.keys() <= listed


@pytest.mark.parametrize("study", SOURCES)
def test_every_study_is_read_as_its_description_says(study: str) -> None:
    read, true = row_of(study).study, truth(study)
    cost = Cost(Decimal(true["cost"]), Vat(true["vat"])) if "cost" in true else None
    assert read.titles == {Language(key): title for key, title in true["titles"].items()}
    assert list(read.administrations) == true["administrations"]
    assert read.contractor == true["contractor"]
    assert read.published == PublicationDate.parse_iso(SAID_OTHERWISE.get(study, true["published"]))
    assert read.cost == cost
    assert read.document_type is DocumentType(true["document_type"])


@pytest.mark.parametrize("study", SOURCES)
def test_the_keywords_of_every_study_are_told_apart_by_language(study: str) -> None:
    true = truth(study)
    languages = dict.fromkeys(file["language"] for file in true["files"])
    expected = {Language(code): tuple(true["keywords"][code]) for code in languages}
    assert row_of(study).study.keywords == expected


@pytest.mark.parametrize("study", SOURCES)
def test_every_file_is_named_with_its_language_and_lies_in_the_folder(study: str) -> None:
    files = row_of(study).files
    expected = [(file["path"], Language(file["language"])) for file in truth(study)["files"]]
    assert [(file.name, file.language) for file in files] == expected
    assert all((SAMPLE / file.name).is_file() for file in files)


def test_what_is_no_study_is_passed_over() -> None:
    assert report().skipped == SkippedRows(empty=1, totals=1, repeated_headers=1)


def test_the_faults_of_the_inventory_are_reported_and_no_row_is_lost() -> None:
    dropped = [(line.column, line.value) for line in report().problems if line.severity is not Severity.NOTE]
    assert dropped == [
        ("Date de publication / Publicatiedatum", "32/13/2019"),
        ("Montant/Bedrag 2021 (€ HTVA)", "voir avenant"),
    ]
