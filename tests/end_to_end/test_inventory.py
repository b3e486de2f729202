"""The yearly inventory by the command line, its way back in, and the studies that lack something."""

import csv
import io
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


def test_studies_that_lack_author_or_cost_are_listed_of_a_year_or_of_all(savoir: Here) -> None:
    told = savoir("inventory", "--lacking")
    assert told.code == 0
    assert "urban-heat" in told.out
    assert "1 studies without author or cost" in told.out
    (study,) = savoir("inventory", "2023", "--lacking", "--json").json
    assert (study["id"], study["published"], study["lacks"]) == ("urban-heat", "2023-02", ["cost"])
    assert (study["title"], study["title_language"]) == ("Les îlots de chaleur", "fr")
    nothing = savoir("inventory", "2020", "--lacking", "--json")
    assert (nothing.code, nothing.json) == (0, [])


def test_the_list_leaves_as_csv_in_french_or_dutch(savoir: Here) -> None:
    told = savoir("inventory", "--lacking", "--csv", "--language", "nl")
    assert told.code == 0
    header, row = csv.reader(io.StringIO(told.out.removeprefix("\ufeff")), delimiter=";")
    assert header == ["Identificatie", "Titel", "Administraties", "Publicatiedatum", "Ontbreekt"]
    assert row == ["urban-heat", "Hitte-eilanden", "perspective.brussels", "2023-02", "kostprijs"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("2020",),
        ("--out", "inventory.xlsx"),
        ("2020", "--out", "inventory.xlsx", "--json"),
        ("2020", "--lacking", "--out", "inventory.xlsx"),
        ("--lacking", "--json", "--csv"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_written(
    savoir: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = savoir("inventory", *arguments)
    assert refused.code == 2
    assert "--lacking" in refused.err
    assert not (tmp_path / "inventory.xlsx").exists()
