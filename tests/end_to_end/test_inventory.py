"""The yearly inventory by the command line, and its way back in."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.end_to_end.program import Here


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_written_inventory_brings_the_studies_in_again(
    savoir: Here, tmp_path: Path, texts: Path, form: str
) -> None:
    written = savoir("inventory", "2020", "--format", form, "--language", "nl", "--out", texts / f"i.{form}")
    assert written.code == 0, written.err
    assert "1 studies of 2020, 1 complete" in written.out
    (texts / "inventaire.csv").unlink()
    (texts / "loyers.txt").unlink()
    other = replace(savoir, data=tmp_path / "other")
    assert other("ingest", texts).code == 0
    shown = ("studies", "show", "peage-urbain", "--json")
    assert other(*shown).json["cost"] == savoir(*shown).json["cost"]
    assert other(*shown).json["titles"] == savoir(*shown).json["titles"]
    assert other(*shown).json["administrations"] == savoir(*shown).json["administrations"]


def test_a_study_without_cost_is_named(savoir: Here, tmp_path: Path) -> None:
    told = savoir("inventory", "2023", "--out", tmp_path / "inventory.xlsx")
    assert told.code == 1
    assert "no cost" in told.out
    assert "urban-heat" in told.out


def test_a_place_that_cannot_be_written_is_told(savoir: Here, tmp_path: Path) -> None:
    refused = savoir("inventory", "2020", "--out", tmp_path / "nowhere" / "inventory.xlsx")
    assert refused.code == 2
    assert "cannot be written" in refused.err


def test_an_id_that_begins_like_the_title_comes_back_as_it_was(savoir: Here, texts: Path) -> None:
    inventory = texts / "inventaire.csv"
    renamed = inventory.read_text(encoding="utf-8").replace("peage-urbain;", "peage-urbain-menages-2020-bis;")
    inventory.write_text(renamed, encoding="utf-8")
    assert savoir("ingest", texts).code == 0
    shown = savoir("studies", "show", "peage-urbain-menages-2020-bis", "--json")
    assert shown.json["titles"]["fr"] == "Le péage urbain et les ménages"
