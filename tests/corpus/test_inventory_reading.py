import json
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.administrations import registry
from corpus.errors import InventoryError
from corpus.inventory import tables
from corpus.inventory.reading import read_inventory
from corpus.inventory.report import InventoryReport, InventoryRow, Severity, SkippedRows
from corpus.study import Cost, PublicationDate, Vat
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN
TODAY = date(2025, 6, 1)
HEADER = ["Réf.", "Titre FR", "Titel NL", "Administration", "Date", "Montant (€ HTVA)", "Fichier"]
ROW = ["peage", "Péage urbain", "Stadstol", "Bruxelles Mobilité", "12/04/2021", "5.000,00", "peage_fr.pdf"]
"""A header and a row of a plain inventory."""


def words(text: str) -> Language | None:
    """Tell the language of the few words that these tests use."""
    known = {"péage": FR, "étude": FR, "tol": NL, "studie": NL, "toll": EN, "ménages": FR}
    return next((known[word] for word in text.lower().replace(",", " ").split() if word in known), None)


def read(path: Path) -> InventoryReport:
    return read_inventory(path, registry(), today=TODAY, identify=words)


def write_csv(
    path: Path, rows: Sequence[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8"
) -> Path:
    path.write_text("\n".join(delimiter.join(map(str, row)) for row in rows), encoding=encoding)
    return path


def read_csv(path: Path, *rows: Sequence[object]) -> InventoryReport:
    return read(write_csv(path / "inventory.csv", rows))


def write_xlsx(path: Path, *rows: Sequence[object]) -> Path:
    workbook = Workbook()
    fill(workbook.worksheets[0], rows)
    workbook.save(path)
    return path


def fill(sheet: Worksheet, rows: Sequence[Sequence[object]]) -> None:
    for row in rows:
        sheet.append(list(row))


def only(report: InventoryReport) -> InventoryRow:
    (row,) = report.rows
    return row


def lines(report: InventoryReport, severity: Severity) -> list[tuple[int | None, str | None, str | None]]:
    return [(line.row, line.column, line.value) for line in report.problems if line.severity is severity]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_read_with_any_usual_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    row = ["peage", "Péage urbain", "Stadstol", "Bruxelles Mobilité", "2021", "5000", "peage_fr.pdf"]
    report = read(write_csv(tmp_path / "a.csv", [HEADER, row], delimiter, encoding))
    study = only(report).study
    assert study.titles == {FR: "Péage urbain", NL: "Stadstol"}
    assert study.administrations == ("bruxelles-mobilite",)
    assert study.cost == Cost(Decimal(5000), Vat.EXCLUDED)
    assert report.problems == ()


def test_a_csv_of_an_old_program_is_read_as_windows_1252_and_says_so(tmp_path: Path) -> None:
    report = read(write_csv(tmp_path / "a.csv", [HEADER, ROW], encoding="cp1252"))
    assert only(report).study.titles[FR] == "Péage urbain"
    assert "windows-1252" in str(report.problems[0].reason)


def test_the_delimiter_that_a_spreadsheet_declares_is_used_and_its_line_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=,\n" + ",".join(HEADER) + "\n,,,Actiris,,,\n", encoding="utf-8")
    assert lines(read(path), Severity.ROW_REJECTED)[0][0] == 2


def test_a_cell_of_several_lines_is_one_row_of_the_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    second = ["x", "Étude b", "", "", "31/02/2021", "", ""]
    first = ["p", '"Étude\nsur deux ""lignes"""', *ROW[2:]]
    path.write_text("\n".join(";".join(row) for row in (HEADER, first, second)), encoding="utf-8")
    report = read(path)
    assert report.rows[0].study.titles[FR] == 'Étude sur deux "lignes"'
    assert lines(report, Severity.VALUE_DROPPED) == [(3, "Date", "31/02/2021")]


def test_a_row_whose_quotation_marks_do_not_match_costs_that_row_alone(tmp_path: Path) -> None:
    within = ["a", '"Le "Grand" projet"', *ROW[2:]]
    open_end = ["c", '"Étude jamais fermée', *ROW[2:]]
    report = read_csv(tmp_path, HEADER, within, ROW, open_end, ["d", "Bruit", *[""] * 5])
    assert [row.study.id for row in report.rows] == ["peage", "d"]
    assert [line[0] for line in lines(report, Severity.ROW_REJECTED)] == [2, 4]


def test_a_row_with_more_cells_than_the_header_is_rejected_not_shifted(tmp_path: Path) -> None:
    shifted = ["a", "Péage, tol", *ROW[2:]]
    path = write_csv(tmp_path / "a.csv", [HEADER, shifted, [*ROW[:5], "5000", "a.pdf"]], delimiter=",")
    report = read(path)
    assert len(report.rows) == 1
    assert lines(report, Severity.ROW_REJECTED)[0][0] == 2


def test_a_workbook_gives_real_dates_and_numbers(tmp_path: Path) -> None:
    rows = [[*ROW[:4], datetime(2021, 4, 12), 5000.5, "a.pdf"], ["b", "Étude b", "", "", 2021.0, 7]]
    path = write_xlsx(tmp_path / "a.xlsx", HEADER, *rows)
    first, second = read(path).rows
    assert first.study.published == PublicationDate.parse_iso("2021-04-12")
    assert first.study.cost == Cost(Decimal("5000.50"), Vat.EXCLUDED)
    assert second.study.published == PublicationDate.parse_iso("2021")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("dd/mm/yyyy", "2021-04-12"), ("mmm-yy", "2021-04"), ("mmmm yyyy", "2021-04"), ("yyyy", "2021")],
)
def test_a_date_is_taken_as_far_as_its_cell_shows_it(tmp_path: Path, shown: str, expected: str) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    fill(sheet, [HEADER, [*ROW[:4], datetime(2021, 4, 12)]])
    sheet.cell(2, 5).number_format = shown
    workbook.save(tmp_path / "a.xlsx")
    assert only(read(tmp_path / "a.xlsx")).study.published == PublicationDate.parse_iso(expected)


def with_cached(path: Path, formula: str, value: str) -> None:
    """Give a formula the result that a spreadsheet program saves with it, which openpyxl cannot write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cached = f"<f>{formula}</f><v>{value}</v>"
    parts[sheet] = parts[sheet].replace(f"<f>{formula}</f><v />".encode(), cached.encode())
    parts[sheet] = parts[sheet].replace(f"<f>{formula}</f><v></v>".encode(), cached.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_formula_counts_with_its_saved_result(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", HEADER, [*ROW[:5], "=2500*2"])
    with_cached(path, "2500*2", "5000")
    assert only(read(path)).study.cost == Cost(Decimal(5000), Vat.EXCLUDED)


def test_a_formula_without_a_saved_result_is_reported_not_taken_as_empty(tmp_path: Path) -> None:
    report = read(write_xlsx(tmp_path / "a.xlsx", HEADER, [*ROW[:5], "=2500*2"]))
    assert only(report).study.cost is None
    assert lines(report, Severity.VALUE_DROPPED) == [(2, "Montant (€ HTVA)", "formula")]


def test_an_error_that_a_spreadsheet_shows_is_reported(tmp_path: Path) -> None:
    report = read(write_xlsx(tmp_path / "a.xlsx", HEADER, [*ROW[:3], "#REF!", *ROW[4:]]))
    assert only(report).study.administrations == ()
    assert lines(report, Severity.VALUE_DROPPED) == [(2, "Administration", "#REF!")]


def test_a_cell_merged_over_rows_counts_in_each_of_them(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    rows = [["a", "Étude un", None, "Actiris", 2020, 100], ["b", "Étude deux", None, None, 2021, None]]
    fill(sheet, [HEADER, *rows])
    sheet.merge_cells("D2:D3")
    sheet.merge_cells("F2:F3")
    workbook.save(tmp_path / "a.xlsx")
    report = read(tmp_path / "a.xlsx")
    assert [row.study.administrations for row in report.rows] == [("actiris",), ("actiris",)]
    assert [line[:2] for line in lines(report, Severity.NOTE)] == [(3, "Montant (€ HTVA)")]


def test_every_visible_sheet_with_a_header_row_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    notes, first, second, hidden = (
        workbook.create_sheet(name) for name in ("Notes", "2020", "2021", "Vieux")
    )
    workbook.remove(workbook.worksheets[0])
    fill(notes, [["Lisez-moi"], ["Les montants sont provisoires"]])
    fill(first, [HEADER, ["a", "Étude un"]])
    fill(second, [["Inventaire 2021"], HEADER, ["b", "Étude deux", "", "", "31/02/2021"]])
    fill(hidden, [HEADER, ["c", "Étude trois"]])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    report = read(tmp_path / "a.xlsx")
    assert [(row.study.id, row.places[0].source) for row in report.rows] == [
        ("a", "a.xlsx / 2020"),
        ("b", "a.xlsx / 2021"),
    ]
    assert [(line.source, line.row) for line in report.problems] == [
        ("a.xlsx / Notes", None),
        ("a.xlsx / 2021", 3),
    ]


def test_a_header_in_two_rows_is_read_as_one(tmp_path: Path) -> None:
    upper = ["Réf.", "Titre", "", "Administration", "Montant"]
    path = write_csv(
        tmp_path / "a.csv", [upper, ["", "FR", "NL", "", "HTVA"], ["a", "Péage", "Tol", "Actiris", "7"]]
    )
    study = only(read(path)).study
    assert study.titles == {FR: "Péage", NL: "Tol"}
    assert study.cost == Cost(Decimal(7), Vat.EXCLUDED)


def test_rows_that_describe_no_study_are_counted_and_passed_over(tmp_path: Path) -> None:
    total = ["Total / Totaal", "", "", "", "", "309.500,00", ""]
    subtotal = ["", "Sous-total Actiris", "", "", "", "100", ""]
    title = ["Inventaire des études 2021", "", "", "", "", "", ""]
    blank = [""] * 7
    other = ["b", "Bruit", "", *ROW[3:]]
    report = read_csv(tmp_path, title, blank, HEADER, ROW, blank, HEADER, other, subtotal, total)
    assert len(report.rows) == 2
    assert report.skipped == SkippedRows(empty=1, totals=2, repeated_headers=1)
    assert report.problems == ()


def test_a_study_whose_title_begins_with_total_is_no_total(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ["a", "Total cost of ownership", "", "", "", "5.000,00", ""])
    assert report.skipped.totals == 0
    assert len(report.rows) == 1


def test_a_heading_between_the_rows_is_rejected_and_reported(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ["", "Bruxelles Mobilité", "", "", "", "", ""], ROW)
    assert len(report.rows) == 1
    assert lines(report, Severity.ROW_REJECTED) == [(2, None, "Bruxelles Mobilité")]


def test_a_bad_amount_or_date_costs_its_value_and_nothing_else(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, [*ROW[:4], "31/02/2021", "voir avenant", "a.pdf"])
    study = only(report).study
    assert (study.published, study.cost) == (None, None)
    assert study.titles[FR] == "Péage urbain"
    assert lines(report, Severity.VALUE_DROPPED) == [
        (2, "Date", "31/02/2021"),
        (2, HEADER[5], "voir avenant"),
    ]


def test_a_row_without_title_and_file_is_rejected(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ["a", "-", "", "Actiris", "2021", "5", "n.c."], ROW)
    assert len(report.rows) == 1
    assert [line[0] for line in lines(report, Severity.ROW_REJECTED)] == [2]


def test_a_row_with_a_file_alone_goes_in_under_the_name_of_the_file(tmp_path: Path) -> None:
    row = only(read_csv(tmp_path, HEADER, ["", "", "", "", "", "", "dossier/Rapport final_nl.pdf"]))
    assert row.study.id == "rapport-final-nl"
    assert [(file.name, file.language) for file in row.files] == [("dossier/Rapport final_nl.pdf", NL)]


def test_an_ambiguous_amount_is_read_by_the_other_cells_of_its_column(tmp_path: Path) -> None:
    plain = ["b", "Étude b", "", "", "", "98.500,00", ""]
    ambiguous = ["a", "Étude a", "", "", "", "1.250", ""]
    with_help = read_csv(tmp_path, HEADER, ambiguous, plain)
    assert with_help.rows[0].study.cost == Cost(Decimal(1250), Vat.EXCLUDED)
    alone = read_csv(tmp_path, HEADER, ambiguous)
    assert alone.rows[0].study.cost is None
    assert alone.problems[0].proposals == ("1250", "1.25")


def test_a_title_above_the_table_tells_the_tax_of_its_amounts_and_a_note_says_so(tmp_path: Path) -> None:
    title = ["Inventaire 2021 - montants hors TVA, en milliers d'euros", "", ""]
    report = read_csv(tmp_path, title, ["Titre", "Montant", "Auteur"], ["Péage", "12,5", "Bureau"])
    assert only(report).study.cost == Cost(Decimal(12500), Vat.EXCLUDED)
    assert report.problems[0].column == "Montant"


def test_amounts_of_several_years_are_added_with_a_note(tmp_path: Path) -> None:
    header = ["Titre", "Montant 2020 (HTVA)", "Montant 2021 (HTVA)", "Montant 2021 (TVAC)"]
    report = read_csv(tmp_path, header, ["Étude a", "100", "", ""], ["Étude b", "100", "50", "60,50"])
    assert [row.study.cost for row in report.rows] == [Cost(Decimal(n), Vat.EXCLUDED) for n in (100, 150)]
    assert [line[0] for line in lines(report, Severity.NOTE)] == [3]


def test_a_column_of_its_own_tells_the_tax(tmp_path: Path) -> None:
    report = read_csv(
        tmp_path, ["Titre", "Coût", "TVA"], ["Étude a", "100", "TVAC"], ["Étude b", "100", "21 %"]
    )
    assert [row.study.cost.vat for row in report.rows if row.study.cost] == [Vat.INCLUDED, Vat.UNKNOWN]
    assert lines(report, Severity.VALUE_DROPPED) == [(3, "TVA", "21 %")]


def test_unknown_columns_are_reported_and_used_ones_explained(tmp_path: Path) -> None:
    report = read_csv(tmp_path, [*HEADER, "Contact", ""], [*ROW, "Mme X", "y"])
    assert [(line.column, line.row) for line in report.problems] == [("Contact", None), (None, None)]
    assert ("Montant (€ HTVA)", "cost, VAT excluded") in [(use.header, use.meaning) for use in report.columns]


def test_an_unknown_administration_is_kept_and_reported_with_the_nearest_names(
    tmp_path: Path,
) -> None:
    report = read_csv(tmp_path, HEADER, [*ROW[:3], "Bruxelles Mobilitee", *ROW[4:]])
    study = only(report).study
    assert study.administrations == ("unlisted:bruxelles-mobilitee",)
    assert study.administrations_as_written == ("Bruxelles Mobilitee",)
    assert "Bruxelles Mobilité" in report.problems[0].proposals


def test_a_wrong_company_number_is_reported_and_nothing_else(tmp_path: Path) -> None:
    report = read_csv(
        tmp_path, ["Titre", "Administration", "N° entreprise"], ["Étude", "Actiris", "123456789"]
    )
    assert only(report).study.administrations == ("actiris",)
    assert lines(report, Severity.NOTE) == [(2, "N° entreprise", "123456789")]


@pytest.mark.parametrize(
    ("header", "cell", "languages", "titles"),
    [
        ("Titre", "Péage urbain", "", {FR: "Péage urbain"}),
        ("Titre", "Studie over tol", "NL", {NL: "Studie over tol"}),
        ("Titre", "Studie over tol", "", {NL: "Studie over tol"}),
        ("Titre", "Xyz", "NL", {NL: "Xyz"}),
        ("Titre", "Xyz", "", {FR: "Xyz"}),
        ("Titre FR / Titel NL", "Xyz / Zyx", "", {FR: "Xyz", NL: "Zyx"}),
        ("Intitulé / Benaming", "Péage / Tol", "FR / NL", {FR: "Péage", NL: "Tol"}),
        ("Intitulé / Benaming", "Péage / étude", "FR", {FR: "Péage / étude"}),
        ("Titre", "Péage / Tol", "FR", {FR: "Péage / Tol"}),
    ],
)
def test_a_title_is_kept_under_its_language(
    tmp_path: Path, header: str, cell: str, languages: str, titles: dict[Language, str]
) -> None:
    report = read_csv(tmp_path, [header, "Langue", "Administration"], [cell, languages, "Actiris"])
    assert only(report).study.titles == titles


@pytest.mark.parametrize(
    ("cell", "languages", "keywords"),
    [
        ("péage; auto", "FR", {FR: ("péage", "auto")}),
        ("péage, auto", "FR", {FR: ("péage", "auto")}),
        (
            "péage; ménages; tol; huishoudens",
            "FR / NL",
            {FR: ("péage", "ménages"), NL: ("tol", "huishoudens")},
        ),
        ("péage, x / tol, y", "FR / NL", {FR: ("péage", "x"), NL: ("tol", "y")}),
        ("péage; x; tol", "FR / NL", {FR: ("péage", "x"), NL: ("tol",)}),
        ("tol; tol; tol", "NL", {NL: ("tol",)}),
    ],
)
def test_keywords_are_kept_under_their_languages(
    tmp_path: Path, cell: str, languages: str, keywords: dict[Language, tuple[str, ...]]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ["Titre FR", "Mots-clés", "Langue"], ["Péage", cell, languages])
    assert only(read(path)).study.keywords == keywords


@pytest.mark.parametrize(
    ("names", "declared", "languages"),
    [
        ("a_fr.pdf; a_nl.pdf; a_fr_summary.pptx", "FR / NL", [FR, NL, FR]),
        ("a.pdf; b.pdf", "FR / NL", [FR, NL]),
        ("b_nl.pdf; a_fr.pdf", "FR / NL", [NL, FR]),
        ("a.pdf; b.pdf; c.pdf", "FR / NL", [None, None, None]),
        ("a.pdf; b.pdf", "EN", [EN, EN]),
        ("a_nl.pdf", "FR", [None]),
        ("a_nl.pdf", "", [NL]),
    ],
)
def test_each_file_has_the_language_that_the_row_or_its_name_gives(
    tmp_path: Path, names: str, declared: str, languages: list[Language | None]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", ["Titre FR", "Langue", "Fichier"], ["Péage", declared, names])
    assert [file.language for file in only(read(path)).files] == languages


def test_a_row_for_each_language_version_makes_one_study(tmp_path: Path) -> None:
    french = ["", "Péage", "Tol", "Bruxelles Mobilité", "2021", "100", "a_fr.pdf"]
    dutch = ["", "Péage", "Tol", "Brussel Mobiliteit", "2021", "", "a_nl.pdf"]
    report = read_csv(tmp_path, HEADER, french, dutch)
    row = only(report)
    assert [file.name for file in row.files] == ["a_fr.pdf", "a_nl.pdf"]
    assert [place.row for place in row.places] == [2, 3]
    assert row.study.cost == Cost(Decimal(100), Vat.EXCLUDED)
    assert [line[0] for line in lines(report, Severity.NOTE)] == [3]


def test_rows_with_one_id_are_joined_and_contradictions_reported(tmp_path: Path) -> None:
    report = read_csv(
        tmp_path,
        HEADER,
        ["a", "Péage", "", "Actiris", "2021", "100", ""],
        ["a", "", "Tol", "Actiris", "2022", "100", ""],
    )
    study = only(report).study
    assert study.titles == {FR: "Péage", NL: "Tol"}
    assert study.published == PublicationDate.parse_iso("2021")
    assert lines(report, Severity.VALUE_DROPPED) == [(3, "published", "2022")]


def test_two_studies_with_one_id_do_not_take_each_others_files(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ROW, ["peage", "Bruit des trams", "", "", "", "", "bruit.pdf"])
    assert [file.name for file in only(report).files] == ["peage_fr.pdf"]
    assert lines(report, Severity.ROW_REJECTED) == [(3, "id", "peage")]


def test_the_same_title_in_another_year_is_another_study(tmp_path: Path) -> None:
    rows = [["", "Rapport annuel", "", "Actiris", year, "", ""] for year in (2020, 2021)]
    assert [row.study.id for row in read_csv(tmp_path, HEADER, *rows).rows] == [
        "rapport-annuel",
        "rapport-annuel-2021",
    ]


def test_a_new_id_never_takes_one_that_a_later_row_gives(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ["", "Péage", *[""] * 5], ["peage", "Autre péage", *[""] * 5])
    assert [row.study.id for row in report.rows] == ["peage-2", "peage"]


def test_an_id_in_another_style_is_rewritten_with_a_note(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, ["BM/2021-014", *ROW[1:]])
    assert only(report).study.id == "bm-2021-014"
    assert lines(report, Severity.NOTE) == [(2, "Réf.", "BM/2021-014")]


CANONICAL = {
    "id": "peage",
    "titles": {"fr": "Péage", "nl": "Tol"},
    "abstracts": {"en": "A toll."},
    "administrations": ["bruxelles-mobilite", "Actiris"],
    "contractor": "Bureau X; Y",
    "published": "2021-04/2021-06",
    "cost": "185000.00",
    "vat": "included",
    "document_type": "impact-assessment",
    "keywords": {"fr": ["péage; urbain", "auto"]},
    "files": [{"path": "a.pdf", "language": "fr", "layout": "x"}, {"path": "b, c.pdf", "language": "nl"}],
}


def assert_canonical(row: InventoryRow) -> None:
    study = row.study
    assert study.id == "peage"
    assert study.titles == {FR: "Péage", NL: "Tol"}
    assert study.abstracts == {EN: "A toll."}
    assert study.administrations == ("bruxelles-mobilite", "actiris")
    assert study.contractor == "Bureau X; Y"
    assert study.published == PublicationDate.parse_iso("2021-04/2021-06")
    assert study.cost == Cost(Decimal("185000.00"), Vat.INCLUDED)
    assert study.document_type == "impact-assessment"
    assert study.keywords == {FR: ("péage; urbain", "auto")}
    assert [(file.name, file.language) for file in row.files] == [("a.pdf", FR), ("b, c.pdf", NL)]


def test_json_lines_with_our_own_keys_are_read_without_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(CANONICAL) + "\n\n", encoding="utf-8")
    assert_canonical(only(read(path)))


def test_json_lines_may_use_any_words_of_the_columns_and_nest_the_cost(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"Titre FR": "Péage", "Bedrag incl. btw": 12.5, "Bestand": "a.pdf"},
        {"Titre FR": "Étude", "cost": {"amount": "7.00", "vat": "excluded"}},
    ]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    costs = [row.study.cost for row in read(path).rows]
    assert costs == [Cost(Decimal("12.50"), Vat.INCLUDED), Cost(Decimal(7), Vat.EXCLUDED)]


@pytest.mark.parametrize(
    "broken", ['{"titre fr": "x"', "[1]", '"x"', '{"titre fr": NaN}', '{"a": 1, "a": 2}', "[" * 100_000]
)
def test_a_line_that_is_no_record_costs_that_line_alone(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{broken}\n{{"titre fr": "Péage", "date": 2021}}\n', encoding="utf-8")
    report = read(path)
    assert only(report).study.titles == {FR: "Péage"}
    assert [line[0] for line in lines(report, Severity.ROW_REJECTED)] == [1]


def test_a_toml_record_is_read_as_one_study(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text('published = 2021-04-12\ncost = 12.50\n[titles]\nfr = "Péage"\n', encoding="utf-8")
    study = only(read(path)).study
    assert study.published == PublicationDate.parse_iso("2021-04-12")
    assert study.cost == Cost(Decimal("12.50"))


UNREADABLE: list[tuple[str, bytes, str]] = [
    ("a.csv", b"", "empty"),
    ("a.csv", b"Nom;Age\nX;7\n", "header row"),
    ("a.csv", b"\x81\x8d\x8f\x90\x9d\xff", "save it as UTF-8"),
    ("a.csv", b"Titre;Date\n" + b'"x" y;1\n' * 200, "rows are broken"),
    ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "without a password"),
    ("a.xlsx", b"PK\x03\x04 not a zip", "save it again"),
    ("a.xlsx", b"plain text", "save it again"),
    ("a.jsonl", b"{\n}\n[", "JSON object"),
    ("a.jsonl", b'{"x": 1}\n', "header row"),
    ("study.json", b"{", "correct it"),
    ("study.toml", b"= 1", "correct it"),
    ("a.ods", b"PK", "save it as XLSX or CSV"),
    ("inventory", b"x", "save it as XLSX or CSV"),
]


@pytest.mark.parametrize(("name", "content", "advice"), UNREADABLE)
def test_an_inventory_that_cannot_be_read_as_a_whole_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, advice: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InventoryError, match=advice):
        read(path)


def test_a_missing_inventory_says_so(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="check its name"):
        read(tmp_path / "a.csv")


def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(tables.MAX_BYTES + 1))
    with pytest.raises(InventoryError, match="unpacks to more than"):
        read(path)


def test_a_table_with_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.inventory.csv_sheet.MAX_ROWS", 3)
    monkeypatch.setattr("corpus.inventory.xlsx_sheet.MAX_ROWS", 3)
    rows = [HEADER, *[ROW] * 3]
    with pytest.raises(InventoryError, match="split it"):
        read(write_csv(tmp_path / "a.csv", rows))
    with pytest.raises(InventoryError, match="split it"):
        read(write_xlsx(tmp_path / "a.xlsx", *rows))


def test_a_cell_of_boundless_length_is_dropped_and_reported_in_brief(tmp_path: Path) -> None:
    report = read_csv(tmp_path, HEADER, [*ROW[:3], "x" * 40_000, *ROW[4:]])
    assert only(report).study.administrations == ()
    (problem,) = report.problems
    assert len(problem.value or "") <= 200


def test_a_stray_cell_far_below_does_not_make_a_workbook_endless(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    fill(sheet, [HEADER, ROW])
    sheet.cell(1_048_576, 200).value = "x"
    workbook.save(tmp_path / "a.xlsx")
    report = read(tmp_path / "a.xlsx")
    assert len(report.rows) == 1
    assert "empty rows" in str(report.problems[0].reason)


def test_a_truncated_workbook_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    content = write_xlsx(tmp_path / "a.xlsx", HEADER, ROW).read_bytes()
    cut = tmp_path / "cut.xlsx"
    for end in range(1, len(content), 97):
        cut.write_bytes(content[:end])
        with pytest.raises(InventoryError):
            read(cut)


damage = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), damage)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_read_or_refused_with_advice(
    tmp_path: Path, part: str, changes: list[tuple[float, int]]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", HEADER, [*ROW[:4], datetime(2021, 4, 12), "=1+1"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    for place, byte in changes:
        parts[part][int(place * len(parts[part]))] = byte
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    with suppress(InventoryError):
        read(path)


cells = st.text(st.sampled_from("abé;,\"'\n\r\t| 12./€\x00\u2028"), max_size=12)


@given(st.lists(st.lists(cells, max_size=8), max_size=6))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_under_a_header_gives_rows_or_report_lines(tmp_path: Path, rows: list[list[str]]) -> None:
    report = read_csv(tmp_path, HEADER, ROW, *rows)
    assert report.rows[0].study.id == "peage"
    assert all("; " in str(line.reason) or line.severity is Severity.NOTE for line in report.problems)
