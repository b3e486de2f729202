"""Word, PowerPoint, Excel, and what pandoc reads."""

from pathlib import Path

import pytest

from corpus.reasons import reason
from corpus.study import FileState
from ingest.partition.dispatch import partition
from ingest.passage import ElementKind, Extraction, PageSpan
from ingest.source import DEFAULT_LIMITS, Deadline
from ingest.tools import pandoc
from tests.ingest.builders import word_paragraph, word_xml, write_docx
from tests.ingest.conftest import Read
from tests.search_api.jobs.workbooks import workbook


def text_of(extraction: Extraction) -> str:
    return "\n".join(passage.text for passage in extraction.passages)


def test_a_word_file_gives_headings_lists_tables_and_notes(tmp_path: Path, read: Read) -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "Le bruit des trains"
    document.core_properties.author = "Windows User"
    document.add_heading("Le bruit", 1)
    document.add_paragraph("Les riverains se plaignent surtout des trains de nuit.")
    document.add_paragraph("freins silencieux", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Ligne", "dB", "28", "61"], strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Rapport final"
    path = tmp_path / "a.docx"
    document.save(str(path))
    kinds = [
        element.kind for element in partition(path, path.name, DEFAULT_LIMITS, Deadline.after(60))[1].elements
    ]
    assert kinds == [
        ElementKind.HEADER,
        ElementKind.TITLE,
        ElementKind.TEXT,
        ElementKind.LIST_ITEM,
        ElementKind.TABLE,
    ]
    extraction = read(path)
    assert extraction.passages[0].headings == ("Le bruit",)
    assert "Ligne | dB\n28 | 61" in text_of(extraction)
    assert (extraction.title, extraction.author, extraction.pages_found) == (
        "Le bruit des trains",
        None,
        None,
    )
    assert "Rapport final" not in text_of(extraction)


def test_text_boxes_content_controls_and_footnotes_are_read(tmp_path: Path, read: Read) -> None:
    namespaces = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    content = f"<w:txbxContent>{word_paragraph('Dans la boîte.')}</w:txbxContent>"
    box = f"<v:shape {namespaces}><v:textbox>{content}</v:textbox></v:shape>"
    body = (
        f"<w:sdt><w:sdtContent>{word_paragraph('Dans le contrôle.')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>Avant.</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>{word_paragraph('Après.')}"
    )
    notes = (
        word_xml("")
        .replace("document", "footnotes")
        .replace("<w:body></w:body>", "<w:footnote>" + word_paragraph("En note.") + "</w:footnote>")
    )
    path = write_docx(tmp_path / "a.docx", word_xml(body), [("word/footnotes.xml", notes)])
    assert text_of(read(path)).split("\n") == [
        "Dans le contrôle.",
        "Avant.",
        "Dans la boîte.",
        "Après.",
        "En note.",
    ]


def test_slides_are_pages_and_their_footers_go(tmp_path: Path, read: Read) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    show = Presentation()
    for number in range(1, 5):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = f"Constat {number}"
        slide.placeholders[1].text = f"Les trams de la ligne {number} sont pleins le matin"
        box = slide.shapes.add_textbox(Inches(1), Inches(7), Inches(5), Inches(0.5))
        box.text_frame.text = f"STIB | {number}"
    show.slides.add_slide(show.slide_layouts[6])  # blank
    path = tmp_path / "a.pptx"
    show.save(str(path))
    extraction = read(path)
    assert extraction.state is FileState.INDEXED
    assert (extraction.pages_found, extraction.pages_with_text) == (5, 4)
    assert "STIB" not in text_of(extraction)
    assert extraction.passages[0].pages == PageSpan(1, 4)


def test_a_slide_that_is_a_picture_is_reported(tmp_path: Path, read: Read) -> None:
    from PIL import Image
    from pptx import Presentation

    Image.new("RGB", (40, 40), "red").save(tmp_path / "p.png")
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = "Un plan de la ville"
    show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(str(tmp_path / "p.png"), 0, 0)
    path = tmp_path / "a.pptx"
    show.save(str(path))
    extraction = read(path)
    assert extraction.state is FileState.PARTIAL
    assert str(extraction.reason).startswith("page 2 holds pictures without text")


def test_each_sheet_is_a_table_under_its_name(tmp_path: Path, read: Read) -> None:
    from openpyxl import Workbook

    book = Workbook()
    first = book.worksheets[0]
    first.title = "Coûts"
    first.append(["Commune", "Coût"])
    first.append(["Jette", 1250.5])
    book.create_sheet("Vide")
    book.create_sheet("Noms").append(["Uccle", "Ukkel"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert text_of(read(path)).split("\n") == [
        "Coûts",
        "Commune | Coût",
        "Jette | 1250.5",
        "Noms",
        "Uccle | Ukkel",
    ]


def test_a_sheet_of_a_million_painted_rows_gives_the_rows_that_say_something(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["Commune", "Coût"], ["Jette", "1250"]], empty=1_000_000))
    extraction = read(path)
    assert text_of(extraction) == "Inventaire\nCommune | Coût\nJette | 1250"
    assert extraction.state is FileState.INDEXED


def test_what_stands_far_from_the_rest_of_a_sheet_is_read_without_what_is_between(
    tmp_path: Path, read: Read
) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Année", "Coût", None, "Remis le"])
    sheet.append([2019, 1250.5, None, datetime(2021, 4, 12)])
    sheet.append([2020, None])
    sheet.cell(1_048_576, 16_384).value = "fin"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert text_of(read(path)).split("\n") == [
        "Sheet",
        "Année | Coût | Remis le",
        "2019 | 1250.5 | 2021-04-12",
        "2020",
        "– | – | – | fin",
    ]


def test_a_workbook_that_spans_too_many_cells_is_refused_with_the_limit(tmp_path: Path, read: Read) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([None] * 16_383 + ["fin"])
    for number in range(306):
        sheet.append([number])
    path = tmp_path / "a.xlsx"
    book.save(path)
    extraction = read(path)
    assert extraction.state is FileState.FAILED
    assert extraction.reason == reason("file.sheet-cells", most=5_000_000)


@pytest.mark.skipif(pandoc() is None, reason="pandoc is not installed")
def test_an_open_document_gives_its_title_and_headings(tmp_path: Path, read: Read) -> None:
    from odf import dc, teletype
    from odf.opendocument import OpenDocumentText
    from odf.text import H, P

    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text="Les bassins d'orage de la vallée"))
    for element, text in (
        (P(), "Les bassins d'orage de la vallée"),
        (H(outlinelevel=1), "1. Contexte"),
        (P(), "Les caves de la vallée sont inondées à chaque orage."),
    ):
        teletype.addTextToElement(element, text)
        document.text.addElement(element)
    path = tmp_path / "a.odt"
    document.save(str(path))
    extraction = read(path)
    assert extraction.title == "Les bassins d'orage de la vallée"
    assert extraction.passages[0].headings[0] == "Les bassins d'orage de la vallée"
    assert "inondées à chaque orage" in text_of(extraction)


@pytest.mark.skipif(pandoc() is None, reason="pandoc is not installed")
def test_rich_text_is_read_even_under_the_name_of_a_word_file(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(rb"{\rtf1\ansi\ansicpg1252 Le co\'fbt du p\'e9age est connu.\par}")
    extraction = read(path)
    assert text_of(extraction) == "Le coût du péage est connu."
    assert extraction.state is FileState.PARTIAL
    assert "read as RTF" in str(extraction.reason)


def test_without_pandoc_the_reason_names_what_to_install(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.partition.pandoc.pandoc", lambda: None)
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 Bonjour}")
    extraction = read(path)
    assert extraction.state is FileState.FAILED
    assert "savoir[office]" in str(extraction.reason)
