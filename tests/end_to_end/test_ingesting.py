"""What happens to folders: good, changed, undescribed and bad ones."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.end_to_end.folders import INVENTORY, LOYERS, PEAGE, VELO, change_tolls
from tests.end_to_end.program import Here
from tests.ingest.builders import column, raw_pdf, word_paragraph, word_xml, write_docx, write_pdf

SECRET = "le mot de passe du coffre"
BOMB = 80
"""Megabytes of blanks in a file of some kilobytes."""


def test_a_second_ingest_of_the_same_folder_reads_and_writes_nothing(savoir: Here, folder: Path) -> None:
    report = savoir("ingest", folder, "--json").json
    assert (report["studies"], report["read"], report["written"], report["removed"]) == (4, 0, 0, 0)
    assert savoir("status", "--json").json["index"] == "v000001"


def test_a_changed_file_replaces_all_its_passages(savoir: Here, folder: Path) -> None:
    assert "quintile paierait" in savoir.passages("péage urbain")
    change_tolls(folder)
    report = savoir("ingest", folder, "--json").json
    assert (report["read"], report["written"]) == (1, 1)
    text = savoir.passages("péage urbain")
    assert "camion motorisé" in text
    assert "ménage motorisé" not in text
    assert savoir("status", "--json").json["files"] == {"indexed": 4, "withdrawn": 1}


def test_a_changed_row_is_written_without_reading_its_file_again(savoir: Here, folder: Path) -> None:
    text = INVENTORY.replace("2017;98 500,00", "2018;98 500,00")
    (folder / "inventaire.csv").write_text(text, encoding="utf-8")
    report = savoir("ingest", folder, "--json").json
    assert (report["read"], report["written"]) == (0, 1)
    assert savoir.found("loyers", "--from", "2018", "--to", "2018") == ["observatoire-loyers"]


def test_a_removed_study_is_found_no_more_and_comes_back_with_its_folder(savoir: Here, folder: Path) -> None:
    assert savoir("remove", "peage-urbain").code == 0
    assert "peage-urbain" not in savoir.found("péage urbain")
    assert "peage-urbain" not in [study["id"] for study in savoir("studies", "list", "--json").json]
    assert savoir("status", "--json").json["files"] == {"indexed": 3, "withdrawn": 1}
    report = savoir("ingest", folder, "--json").json
    assert (report["read"], report["written"]) == (0, 1)
    assert savoir.found("péage urbain")[0] == "peage-urbain"
    assert savoir("status", "--json").json["files"] == {"indexed": 4}


def test_reindexing_changes_no_answer(savoir: Here) -> None:
    before = savoir.search("péage urbain ville")
    assert savoir("reindex").code == 0
    assert savoir.search("péage urbain ville") == before
    assert savoir("status", "--json").json["index"] == "v000002"


def test_the_same_file_under_two_names_is_one_file_and_the_report_says_so(
    empty: Here, tmp_path: Path
) -> None:
    for name in ("a/rapport.txt", "b/rapport.txt", "copie.txt"):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PEAGE, encoding="utf-8")
    report = empty("ingest", tmp_path / "folder", "--json").json
    assert (report["studies"], report["read"], len(report["files"])) == (1, 1, 1)
    assert len(report["duplicates"]) == 2
    assert "a/rapport.txt" in report["duplicates"][0]
    assert "b/rapport.txt" in report["duplicates"][0]


def test_a_file_that_came_before_under_another_name_is_said_to_be_the_same(
    savoir: Here, tmp_path: Path
) -> None:
    copy = tmp_path / "autre.txt"
    copy.write_text(PEAGE, encoding="utf-8")
    report = savoir("ingest", copy, "--json").json
    assert (report["studies"], report["read"], report["written"]) == (0, 0, 0)
    assert "peage.txt" in report["duplicates"][0]


def test_a_folder_without_an_inventory_goes_in_and_what_nobody_told_is_listed(
    empty: Here, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "velo.txt").write_text(VELO, encoding="utf-8")
    finished = empty("ingest", folder)
    assert finished.code == 0
    assert "administration" in finished.out
    assert "publication date" in finished.out
    assert empty.found("cyclistes") == ["compter-velos"]


def test_a_new_version_of_an_undescribed_file_replaces_it(empty: Here, tmp_path: Path) -> None:
    path = tmp_path / "velo.txt"
    path.write_text(VELO, encoding="utf-8")
    empty("ingest", path)
    path.write_text(VELO.replace("trois fois", "cinq fois"), encoding="utf-8")
    empty("ingest", path)
    (study,) = empty("studies", "list", "--json").json
    assert study["id"] == "compter-velos"
    assert "cinq fois" in empty.passages("cyclistes")


def test_undescribed_files_of_one_name_in_two_folders_stay_two_studies(empty: Here, tmp_path: Path) -> None:
    first, second = tmp_path / "folder/a/rapport.txt", tmp_path / "folder/b/rapport.txt"
    for path, text in ((first, VELO), (second, LOYERS)):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    empty("ingest", tmp_path / "folder")
    first.write_text(VELO.replace("trois fois", "cinq fois"), encoding="utf-8")
    second.write_text(LOYERS.replace("749", "780"), encoding="utf-8")
    empty("ingest", tmp_path / "folder")
    text = empty.passages("compteurs loyer")
    assert "cinq fois" in text
    assert "780" in text


def test_an_inventory_that_comes_later_describes_the_file_instead_of_doubling_it(
    empty: Here, texts: Path, tmp_path: Path
) -> None:
    inventory = texts / "inventaire.csv"
    inventory.rename(tmp_path / "later.csv")
    empty("ingest", texts)
    assert len(empty("studies", "list", "--json").json) == 2
    shutil.copy(tmp_path / "later.csv", inventory)
    report = empty("ingest", texts, "--json").json
    assert report["read"] == 0
    listed = empty("studies", "list", "--json").json
    assert [study["id"] for study in listed] == ["peage-urbain", "observatoire-loyers"]
    assert empty("status", "--json").json["files"] == {"indexed": 2}
    assert empty.found("péage urbain").count("peage-urbain") == 1


def test_single_files_go_in_with_the_sidecar_beside_them(empty: Here, tmp_path: Path) -> None:
    (tmp_path / "velo.txt").write_text(VELO, encoding="utf-8")
    sidecar = 'id = "velos"\nadministrations = ["Bruxelles Mobilité"]\n[titles]\nfr = "Les vélos"\n'
    (tmp_path / "velo.txt.toml").write_text(sidecar, encoding="utf-8")
    report = empty("ingest", tmp_path / "velo.txt", "--json").json
    assert (report["studies"], report["undescribed"]) == (1, [])
    assert empty.found("cyclistes", "--administration", "Brussel Mobiliteit") == ["velos"]


def test_a_path_that_is_not_there_is_named(savoir: Here, tmp_path: Path) -> None:
    finished = savoir("ingest", tmp_path / "nowhere")
    assert finished.code == 4
    assert "nowhere" in finished.err


def test_a_row_that_cannot_be_read_is_reported_and_the_others_go_in(empty: Here, texts: Path) -> None:
    inventory = texts / "inventaire.csv"
    text = inventory.read_text(encoding="utf-8")
    text = text.replace("peage-urbain;", "Péage URBAIN !;").replace(";2017;", ";le 32 mai;")
    inventory.write_text(text, encoding="utf-8")
    finished = empty("ingest", texts)
    assert "row 2" in finished.out
    assert "row 3" in finished.out
    assert "le 32 mai" in finished.out
    assert "observatoire-loyers" in [study["id"] for study in empty("studies", "list", "--json").json]


BAD_FILES = {
    "encrypted.pdf": "password",
    "truncated.pdf": "damaged",
    "empty.pdf": "empty",
    "zero.pdf": "page",
    "page.pdf": "HTML",
    "bomb.docx": "unpacks",
    "entities.docx": "entities",
    "drawing.svg": "SVG",
    "program.bin": "unknown",
}


@pytest.fixture(scope="module")
def bad_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an inventory that lists some of many bad files and one good one."""
    folder = tmp_path_factory.mktemp("bad")
    secret = folder.parent / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    pages = [column(72, 700, ["Une étude sur le stationnement."] * 5)]
    whole = write_pdf(folder / "truncated.pdf", pages).read_bytes()
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 3])
    _encrypted_pdf(folder / "encrypted.pdf")
    (folder / "empty.pdf").write_bytes(b"")
    catalog = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    (folder / "zero.pdf").write_bytes(raw_pdf(catalog))
    (folder / "page.pdf").write_text("<!DOCTYPE html><html><body><p>Page introuvable.</p></body></html>")
    write_docx(folder / "bomb.docx", word_xml(""))
    _inflate(folder / "bomb.docx")
    write_docx(folder / "entities.docx", word_xml(word_paragraph("&x;"), entity))
    (folder / "drawing.svg").write_text(
        f'<?xml version="1.0"?>{entity.replace("DOCTYPE x", "DOCTYPE svg")}<svg><text>&x;</text></svg>'
    )
    (folder / "program.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "velo.txt").write_text(VELO, encoding="utf-8")
    rows = [
        "Titre;Commanditaire;Date;Fichiers",
        "Compter les vélos;Bruxelles Mobilité;2024;velo.txt",
        "Hors du dossier;Bruxelles Mobilité;2024;../secret.txt",
        "Un fichier absent;Bruxelles Mobilité;2024;absent.pdf",
        "Une étude chiffrée;Bruxelles Mobilité;2024;encrypted.pdf",
    ]
    (folder / "inventaire.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def _inflate(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/a.xml", "w") as part:
        for _ in range(BOMB):
            part.write(b" " * 1_000_000)


def _encrypted_pdf(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("user", ownerPassword="owner"))
    canvas.drawString(72, 700, "Une étude secrète")
    canvas.save()


def test_bad_files_end_in_a_state_with_a_reason_and_everything_else_is_found(
    empty: Here, bad_folder: Path
) -> None:
    finished = empty("ingest", bad_folder)
    assert finished.code == 1
    assert finished.err.strip() == ""
    for name, reason in BAD_FILES.items():
        (line,) = [line for line in finished.out.splitlines() if f" {name}: " in line]
        assert line.startswith(("failed", "partial"))
        assert reason in line
    for name in ("../secret.txt", "absent.pdf"):
        assert len([line for line in finished.out.splitlines() if repr(name) in line]) == 1
    assert empty.found("cyclistes")[0] == "compter-velos"
    assert SECRET not in empty.passages("mot de passe du coffre")
    status = empty("status", "--json").json
    assert {file["name"] for file in status["troubled"]} == set(BAD_FILES)
    assert status["waiting"] == []
    again = empty("ingest", bad_folder, "--json")
    assert again.code == 1
    assert (again.json["read"], again.json["written"]) == (0, 0)


def test_a_name_that_leads_out_of_the_folder_asks_for_a_librarian(empty: Here, texts: Path) -> None:
    (texts.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    inventory = texts / "inventaire.csv"
    text = inventory.read_text(encoding="utf-8").replace("loyers.txt", "../secret.txt, loyers.txt")
    inventory.write_text(text, encoding="utf-8")
    finished = empty("ingest", texts)
    assert finished.code == 1
    assert "points out of the folder" in finished.out
    assert SECRET not in empty.passages(SECRET)
