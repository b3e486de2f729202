import os
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.administrations import registry
from corpus.errors import InventoryError
from corpus.inventory.folders import FolderReport, read_file, read_folder
from corpus.inventory.report import Severity
from models.language import Language

FR, NL = Language.FR, Language.NL
TODAY = date(2025, 6, 1)
HEADER = "Titre FR;Administration;Fichier"


def unknown(text: str) -> Language | None:
    """Recognise no language."""
    return None


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def write_xlsx(path: Path, *rows: Sequence[object]) -> None:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(path)


def read(folder: Path) -> FolderReport:
    return read_folder(folder, registry(), today=TODAY, identify=unknown)


def files(report: FolderReport, folder: Path) -> dict[str, list[str]]:
    """Return the files of each study, as paths from the folder."""
    return {
        str(matched.row.study.id): [file.path.relative_to(folder).as_posix() for file in matched.files]
        for matched in report.matching.rows
    }


def unlisted(report: FolderReport, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in report.matching.unlisted]


def test_each_named_file_is_found_and_the_others_are_unlisted(tmp_path: Path) -> None:
    put(tmp_path, "peage_fr.pdf", "peage_nl.pdf", "bruit.pdf", "autre.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Péage;Actiris;peage_fr.pdf; peage_nl.pdf", "Bruit;;bruit.pdf")
    write(
        tmp_path / "inventaire.csv",
        HEADER,
        '"Péage";Actiris;"peage_fr.pdf; peage_nl.pdf"',
        "Bruit;;bruit.pdf",
    )
    report = read(tmp_path)
    assert files(report, tmp_path) == {"peage": ["peage_fr.pdf", "peage_nl.pdf"], "bruit": ["bruit.pdf"]}
    assert unlisted(report, tmp_path) == ["autre.pdf"]
    assert [file.language for file in report.matching.rows[0].files] == [FR, NL]


@pytest.mark.parametrize(
    ("written", "there", "noted"),
    [
        ("Étude.PDF", "etude.pdf", False),
        ("mon etude.pdf", "Mon-Étude.pdf", False),
        ("mon_etude.pdf", "mon%20etude.pdf", False),
        ("etude", "etude.pdf", False),
        ("etude.doc", "etude.docx", True),
        ("2021/etude.pdf", "2021/etude.pdf", False),
        ("2021\\etude.pdf", "2021/etude.pdf", False),
        ("etude.pdf", "2021/rapports/etude.pdf", False),
        (r"S:\partage\etude.pdf", "etude.pdf", True),
        ("2020/etude.pdf", "2021/etude.pdf", True),
        ("étude.pdf", unicodedata.normalize("NFD", "étude.pdf"), False),
    ],
)
def test_a_file_is_found_though_its_name_is_written_otherwise(
    tmp_path: Path, written: str, there: str, noted: bool
) -> None:
    put(tmp_path, there)
    write(tmp_path / "inventaire.csv", HEADER, f"Bruit;Actiris;{written}")
    report = read(tmp_path)
    assert files(report, tmp_path) == {"bruit": [there]}
    assert [line.severity for line in report.problems] == [Severity.NOTE] * noted


def test_an_exact_name_counts_before_one_that_only_resembles_it(tmp_path: Path) -> None:
    put(tmp_path, "etude.pdf", "Étude.pdf", "ETUDE.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Bruit;Actiris;Étude.pdf")
    assert files(read(tmp_path), tmp_path) == {"bruit": ["Étude.pdf"]}


@pytest.mark.parametrize(
    "written", ["a/etude.pdf", "absente.pdf", "etude", "../dehors.pdf", "a/../../dehors.pdf", "/etc/passwd"]
)
def test_a_name_that_means_no_single_file_of_the_folder_is_reported(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "folder"
    put(folder, "etude.pdf", "etude.docx", "b/etude.pdf")
    put(tmp_path, "dehors.pdf")
    write(folder / "inventaire.csv", HEADER, f"Bruit;Actiris;{written}")
    report = read(folder)
    (problem,) = report.problems
    assert files(report, folder) == {"bruit": []}
    assert (problem.row, problem.value, problem.severity) == (2, written, Severity.VALUE_DROPPED)


def test_a_file_belongs_to_the_first_row_that_names_it(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Péage;Actiris;a.pdf", "Bruit;Actiris;A.PDF")
    report = read(tmp_path)
    assert files(report, tmp_path) == {"peage": ["a.pdf"], "bruit": []}
    assert [line.row for line in report.problems] == [3]


def test_a_data_workbook_that_is_a_study_is_not_taken_for_an_inventory(tmp_path: Path) -> None:
    put(tmp_path, "etude.pdf")
    data = ["Titre", "Administration", "Montant"]
    write_xlsx(tmp_path / "marches.xlsx", data, ["Marché 1", "Actiris", 5000])
    write_xlsx(tmp_path / "prix.xlsx", ["Title", "Price", "Timestamp"], ["Pommes", 5, 7])
    write(tmp_path / "liste.csv", HEADER, "Étude;Actiris;etude.pdf", "Marchés;Actiris;marches.xlsx")
    report = read(tmp_path)
    assert [path.name for path in report.inventories] == ["liste.csv"]
    assert files(report, tmp_path) == {"etude": ["etude.pdf"], "marches": ["marches.xlsx"]}
    assert unlisted(report, tmp_path) == ["prix.xlsx"]


def test_a_file_is_an_inventory_by_its_columns_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    write_xlsx(
        tmp_path / "Classeur1.xlsx", ["Titel NL", "Opdrachtgever", "Bestand"], ["Tol", "Actiris", "a.pdf"]
    )
    assert files(read(tmp_path), tmp_path) == {"tol": ["a.pdf"]}


def test_a_bibliography_is_no_inventory(tmp_path: Path) -> None:
    write(tmp_path / "biblio.csv", "Titre;Auteur;Année", "Le vélo;X;2020")
    report = read(tmp_path)
    assert report.inventories == ()
    assert unlisted(report, tmp_path) == ["biblio.csv"]


def test_inventories_of_several_years_and_folders_are_read_together(tmp_path: Path) -> None:
    put(tmp_path, "2020/rapport.pdf", "2021/rapport.pdf")
    for year in ("2020", "2021"):
        write(
            tmp_path / year / "inventaire.csv", f"{HEADER};Date", f"Rapport annuel;Actiris;rapport.pdf;{year}"
        )
    report = read(tmp_path)
    assert files(report, tmp_path) == {
        "rapport-annuel": ["2020/rapport.pdf"],
        "rapport-annuel-2021": ["2021/rapport.pdf"],
    }
    assert [matched.row.places[0].source for matched in report.matching.rows] == [
        "2020/inventaire.csv",
        "2021/inventaire.csv",
    ]


def test_an_inventory_does_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "2020/rapport.pdf")
    write(tmp_path / "2021" / "inventaire.csv", HEADER, "Rapport;Actiris;rapport.pdf")
    report = read(tmp_path)
    assert files(report, tmp_path) == {"rapport": []}
    assert unlisted(report, tmp_path) == ["2020/rapport.pdf"]


def test_a_folder_without_an_inventory_has_only_unlisted_files(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b/c.docx")
    report = read(tmp_path)
    assert (report.matching.rows, report.problems, report.errors) == ((), (), ())
    assert unlisted(report, tmp_path) == ["a.pdf", "b/c.docx"]


def test_a_protected_inventory_is_an_error_and_its_neighbours_stay(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    (tmp_path / "inventaire.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "donnees.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    report = read(tmp_path)
    assert [error.path.name for error in report.errors] == ["inventaire.xlsx"]
    assert unlisted(report, tmp_path) == ["a.pdf", "donnees.xlsx"]


@pytest.mark.parametrize("name", ["rapport.pdf.toml", "rapport.toml", "study.toml"])
def test_a_sidecar_describes_the_file_beside_it(tmp_path: Path, name: str) -> None:
    put(tmp_path, "x/rapport.pdf", "seul.pdf")
    write(tmp_path / "x" / name, 'administrations = ["actiris"]', "[titles]", 'fr = "Péage"')
    report = read(tmp_path)
    assert files(report, tmp_path) == {"peage": ["x/rapport.pdf"]}
    assert unlisted(report, tmp_path) == ["seul.pdf"]
    assert report.sidecars == (tmp_path / "x" / name,)


def test_a_sidecar_without_a_title_leaves_the_name_to_the_file(tmp_path: Path) -> None:
    put(tmp_path, "Rapport final.pdf")
    write(tmp_path / "Rapport final.json", '{"administration": "Actiris"}')
    assert files(read(tmp_path), tmp_path) == {"rapport-final": ["Rapport final.pdf"]}


def test_data_beside_a_file_is_no_sidecar(tmp_path: Path) -> None:
    put(tmp_path, "carte.html")
    write(tmp_path / "carte.json", '{"type": "FeatureCollection", "features": []}')
    report = read(tmp_path)
    assert report.sidecars == ()
    assert unlisted(report, tmp_path) == ["carte.html", "carte.json"]


def test_a_broken_sidecar_is_an_error_and_its_file_stays(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    write(tmp_path / "a.toml", "= 1")
    report = read(tmp_path)
    assert [error.path.name for error in report.errors] == ["a.toml"]
    assert unlisted(report, tmp_path) == ["a.pdf"]


def test_an_inventory_counts_for_more_than_a_sidecar(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Péage;Actiris;a.pdf")
    for name in ("a", "b"):
        write(tmp_path / f"{name}.toml", "[titles]", f'fr = "Selon {name}"')
    report = read(tmp_path)
    assert files(report, tmp_path) == {"peage": ["a.pdf"], "selon-b": ["b.pdf"]}
    assert [line.source for line in report.problems] == ["a.toml"]


def test_a_single_file_brings_its_sidecar_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf", "c.pdf")
    write(tmp_path / "a.toml", "[titles]", 'fr = "Péage"')
    write(tmp_path / "c.toml", "= 1")
    report = read_file(tmp_path / "a.pdf", registry(), today=TODAY, identify=unknown)
    assert files(report, tmp_path) == {"peage": ["a.pdf"]}
    assert (report.matching.unlisted, report.errors) == ((), ())
    alone = read_file(tmp_path / "b.pdf", registry(), today=TODAY, identify=unknown)
    assert alone.matching.rows == ()
    assert unlisted(alone, tmp_path) == ["b.pdf"]


def test_an_inventory_given_alone_brings_the_files_that_it_lists(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Péage;Actiris;a.pdf")
    write(tmp_path / "donnees.csv", "Nom;Age", "X;7")
    report = read_file(tmp_path / "inventaire.csv", registry(), today=TODAY, identify=unknown)
    assert files(report, tmp_path) == {"peage": ["a.pdf"]}
    assert unlisted(report, tmp_path) == []
    data = read_file(tmp_path / "donnees.csv", registry(), today=TODAY, identify=unknown)
    assert unlisted(data, tmp_path) == ["donnees.csv"]


def test_a_study_record_with_several_files_comes_whole_with_each_of_them(tmp_path: Path) -> None:
    put(tmp_path, "a_fr.pdf", "a_nl.pdf", "c.pdf")
    named = '[[files]]\npath = "a_fr.pdf"\nlanguage = "fr"\n[[files]]\npath = "a_nl.pdf"\nlanguage = "nl"'
    write(tmp_path / "study.toml", "[titles]", 'fr = "Péage"', named)
    report = read_file(tmp_path / "a_nl.pdf", registry(), today=TODAY, identify=unknown)
    assert files(report, tmp_path) == {"peage": ["a_fr.pdf", "a_nl.pdf"]}
    other = read_file(tmp_path / "c.pdf", registry(), today=TODAY, identify=unknown)
    assert other.matching.rows == ()


def test_clutter_and_what_the_ignore_file_names_are_left_out(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.pdf",
        ".DS_Store",
        "~$a.docx",
        "Thumbs.db",
        "brouillons/b.pdf",
        "x/c.bak",
        "x/d.pdf",
        "x/e.pdf",
    )
    write(tmp_path / ".savoirignore", "# not in the library", "brouillons/", "*.bak", "x/e.pdf")
    assert unlisted(read(tmp_path), tmp_path) == ["a.pdf", "x/d.pdf"]


def test_a_link_is_reported_and_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(folder, "a.pdf")
    put(tmp_path, "secret.pdf", "elsewhere/b.pdf")
    (folder / "secret.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "elsewhere").symlink_to(tmp_path / "elsewhere")
    report = read(folder)
    assert unlisted(report, folder) == ["a.pdf"]
    assert len(report.problems) == 2


def test_a_pipe_does_not_hang_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "inventaire.csv")
    assert read(tmp_path).matching.unlisted == ()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="check its name"):
        read(tmp_path / "nowhere")


def test_reading_a_folder_twice_gives_the_same_ids(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "b.pdf")
    write(tmp_path / "inventaire.csv", HEADER, "Péage;Actiris;a.pdf", "Péage;IBGE;b.pdf")
    assert (
        files(read(tmp_path), tmp_path)
        == files(read(tmp_path), tmp_path)
        == {"peage": ["a.pdf"], "peage-2": ["b.pdf"]}
    )
