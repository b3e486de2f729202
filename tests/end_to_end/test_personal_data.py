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
    assert empty("ingest", folder).code == 1
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


def test_what_waits_is_decided_by_number_and_then_published(curated: Here) -> None:
    refused = curated("studies", "publish", "rapport-logement")
    assert refused.code == 35
    assert "savoir personal-data rapport-logement" in refused.err
    printed = curated(
        "personal-data", "rapport-logement", "--harmless", "4", "--redact", "all", "--by", "anna"
    )
    assert "redacted by anna" in printed.out
    assert "replace logement.txt" in printed.out
    (file,) = curated("personal-data", "rapport-logement", "--json").json
    told = {one["text"]: (one["waits"], one["verdict"], one["by"]) for one in file["findings"]}
    assert told == {
        "02 344 41 00": (False, None, None),
        "Bertrand Lacroix": (False, "redacted", "anna"),
        "rue des Glycines 14, 1030 Schaerbeek": (False, "redacted", "anna"),
        "0470 12 34 56": (False, "harmless", "anna"),
    }
    assert curated("studies", "publish", "rapport-logement").code == 0
    assert "Occupant : █████, █████, GSM 0470 12 34 56" in " ".join(curated.passages("occupant").split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["rapport-logement", "--harmless", "9"], 36),
        (["rapport-logement", "--harmless", "first"], 2),
        (["--all", "--harmless", "1"], 2),
        (["rapport-logement", "other", "--redact", "1"], 2),
    ],
)
def test_what_cannot_be_decided_is_refused(curated: Here, arguments: list[str], code: int) -> None:
    refused = curated("personal-data", *arguments)
    assert (refused.code, refused.out) == (code, "")
