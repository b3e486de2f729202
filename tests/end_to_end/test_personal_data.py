"""``savoir personal-data``: what is personal in the texts of studies."""

from pathlib import Path

import pytest

from tests.end_to_end.program import Here

INTERVIEW = """Rapport sur le logement

Le bureau d'études (BCE 0470.123.465, tél. 02 344 41 00) a mené les entretiens entre mars et juin 2019. Les
locataires ont été invités par lettre et par affiche. L'enquête porte sur 120 ménages de la commune.

Occupant : Bertrand Lacroix, rue des Glycines 14, 1030 Schaerbeek, GSM 0470 12 34 56.
"""


@pytest.fixture
def curated(empty: Here, tmp_path: Path) -> Here:
    folder = tmp_path / "interviews"
    folder.mkdir()
    (folder / "logement.txt").write_text(INTERVIEW, encoding="utf-8")
    assert empty("ingest", folder).code == 0
    return empty


def test_findings_are_told_by_file_with_what_made_them_one(curated: Here) -> None:
    (file,) = curated("personal-data", "--all", "--json").json
    assert (file["name"], file["read"]) == ("logement.txt", True)
    assert {(one["kind"], one["text"], one["weight"]) for one in file["findings"]} == {
        ("phone", "02 344 41 00", "low"),
        ("name", "Bertrand Lacroix", "high"),
        ("address", "rue des Glycines 14, 1030 Schaerbeek", "high"),
        ("phone", "0470 12 34 56", "high"),
    }


def test_the_printed_list_shows_what_likely_belongs_to_an_organisation_last(curated: Here) -> None:
    printed = curated("personal-data", "--all").out
    assert printed.index("0470 12 34 56") < printed.index("02 344 41 00")
    assert "4 findings in 1 files, 1 of them likely an organisation's" in printed


def test_a_study_can_be_named(savoir: Here) -> None:
    files = savoir("personal-data", "urban-heat", "--json").json
    assert {file["study"] for file in files} == {"urban-heat"}


def test_a_study_that_is_not_there_is_said_to_be_unknown(savoir: Here) -> None:
    assert savoir("personal-data", "nothing-of-the-kind").code == 3


@pytest.mark.parametrize("arguments", [[], ["--all", "urban-heat"]])
def test_either_studies_are_named_or_all_are_meant(empty: Here, arguments: list[str]) -> None:
    finished = empty("personal-data", *arguments)
    assert finished.code == 2
    assert "--all" in finished.err
