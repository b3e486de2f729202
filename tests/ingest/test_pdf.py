"""PDF with a text layer."""

from pathlib import Path

import pytest

from corpus.study import FileState
from ingest.partition.dispatch import partition
from ingest.passage import Element, ElementKind, Extraction
from ingest.source import DEFAULT_LIMITS, Deadline, Limits
from tests.ingest.builders import PageText, column, many_pages_pdf, raw_pdf, write_pdf
from tests.ingest.conftest import Read

PROSE = [
    "Les ménages bruxellois possèdent moins de voitures",
    "que ceux des deux autres régions du pays, et la part",
    "de ceux qui n'en possèdent aucune augmente chaque",
    "année dans les communes du centre de la ville.",
]
SUITE = [
    "Dans les communes de la seconde couronne, au contraire,",
    "la plupart des ménages disposent d'une voiture et s'en",
    "servent tous les jours pour se rendre à leur travail,",
    "faute d'un transport public assez rapide et fréquent.",
]


def elements(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Element]:
    return list(partition(path, path.name, limits, Deadline.after(60))[1].elements)


def text_of(extraction: Extraction) -> str:
    return "\n".join(passage.text for passage in extraction.passages)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path, read: Read) -> None:
    pages = [[*column(60, 700, PROSE * 3, size=9), *column(310, 698, SUITE * 3, size=9)]]
    text = text_of(read(write_pdf(tmp_path / "a.pdf", pages)))
    assert text.index(PROSE[0]) < text.rindex(PROSE[3][:20]) < text.index(SUITE[0])
    assert " ".join(PROSE) in text


def test_a_heading_over_both_columns_comes_first_and_one_inside_stays_inside(tmp_path: Path) -> None:
    page: PageText = [
        (60, 780, "Une étude de la mobilité des ménages bruxellois en 2021", 18, "Helvetica-Bold"),
        *column(60, 740, PROSE * 2, size=9),
        (60, 630, "1. Méthode", 12, "Helvetica-Bold"),
        *column(60, 612, PROSE, size=9),
        *column(310, 740, SUITE * 3, size=9),
    ]
    found = elements(write_pdf(tmp_path / "a.pdf", [page]))
    titles = [element.text for element in found if element.kind is ElementKind.TITLE]
    assert titles == ["Une étude de la mobilité des ménages bruxellois en 2021", "1. Méthode"]
    assert [element.kind for element in found][:4] == [
        ElementKind.TITLE,
        ElementKind.TEXT,
        ElementKind.TITLE,
        ElementKind.TEXT,
    ]
    assert found[0].level == 1
    assert found[2].level == 2


def test_running_headers_footers_and_page_numbers_are_recognised(tmp_path: Path, read: Read) -> None:
    pages = [
        [
            (60, 810, "Bruxelles Mobilité – Rapport final", 8, "Helvetica"),
            *column(60, 700, [f"Page {number} dit ceci.", *PROSE]),
            (60, 40, "Bureau d'études Traverse", 8, "Helvetica"),
            (520, 40, f"{number} / 4", 8, "Helvetica"),
        ]
        for number in range(1, 5)
    ]
    path = write_pdf(tmp_path / "a.pdf", pages)
    kinds = {element.text: element.kind for element in elements(path)}
    assert kinds["Bruxelles Mobilité – Rapport final"] is ElementKind.HEADER
    assert kinds["Bureau d'études Traverse"] is ElementKind.FOOTER
    assert kinds["3 / 4"] is ElementKind.FOOTER
    text = text_of(read(path))
    assert "Rapport final" not in text
    assert "Page 3 dit ceci." in text


def test_a_table_keeps_its_rows_and_empty_cells(tmp_path: Path) -> None:
    rows = [
        ("Commune", "2019", "2021"),
        ("Ixelles", "1.250", "1.310"),
        ("Jette", "", "820"),
        ("Forest", "640", "655"),
    ]
    page = [
        (x, 700 - 20 * number, cell, 10, "Helvetica")
        for number, row in enumerate(rows)
        for x, cell in zip((60, 250, 350), row, strict=True)
        if cell
    ]
    found = elements(write_pdf(tmp_path / "a.pdf", [page]))
    assert [element.kind for element in found] == [ElementKind.TABLE]
    assert found[0].text.split("\n") == [
        "Commune | 2019 | 2021",
        "Ixelles | 1.250 | 1.310",
        "Jette | – | 820",
        "Forest | 640 | 655",
    ]


def test_cells_as_close_as_words_are_told_apart_by_the_other_rows(tmp_path: Path) -> None:
    rows = (
        [(200, "gewonden"), (250, "Botsingen")],
        [(215, "14"), (270, "3")],
        [(215, "17"), (270, "4")],
        [(215, "9"), (270, "5")],
    )
    page = [
        (x, 700 - 20 * number, cell, 10, "Helvetica")
        for number, row in enumerate(rows)
        for x, cell in [(60, f"Rij {number}"), *row]
    ]
    found = elements(write_pdf(tmp_path / "a.pdf", [page]))
    assert found[0].text.split("\n")[:2] == ["Rij 0 | gewonden | Botsingen", "Rij 1 | 14 | 3"]


def test_wrapped_cells_are_one_row(tmp_path: Path, read: Read) -> None:
    lines = [(60, 700, "Mesure"), (300, 700, "Effet"), (60, 670, "Plafond de nuits"), (300, 670, "700 à"),
             (60, 658, "avec données"), (300, 658, "950"), (60, 630, "Licences"), (300, 630, "900"),
             (60, 600, "Contrôles"), (300, 600, "450")]  # fmt: skip
    page = [(x, y, text, 10, "Helvetica") for x, y, text in lines]
    text = text_of(read(write_pdf(tmp_path / "a.pdf", [page])))
    assert "Plafond de nuits avec données | 700 à 950" in text


def test_text_on_a_turned_page_reads_from_left_to_right(tmp_path: Path, read: Read) -> None:
    content = b"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Texte couch\xe9 sur la page enti\xe8re.) Tj ET"
    pdf = raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
            b" /Resources << /Font << /F1 4 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    assert text_of(read(path)) == "Texte couché sur la page entière."


def test_a_raised_note_number_does_not_spoil_its_word(tmp_path: Path, read: Read) -> None:
    page: PageText = [
        (60, 700, "Selon les ménages", 10, "Helvetica"),
        (142.5, 704, "12", 6, "Helvetica"),
        (152, 700, "la voiture coûte cher en ville.", 10, "Helvetica"),
    ]
    assert "ménages 12 la voiture" in text_of(read(write_pdf(tmp_path / "a.pdf", [page])))


def test_the_title_of_the_properties_is_the_title_unless_it_is_a_file_name(
    tmp_path: Path, read: Read
) -> None:
    page = [(60, 740, "Le prix du stationnement", 16, "Helvetica-Bold"), *column(60, 700, PROSE)]
    named = read(
        write_pdf(
            tmp_path / "a.pdf", [page], title="Stationner en voirie : enquête", author="Atelier Pas à Pas"
        )
    )
    assert (named.title, named.author) == ("Stationner en voirie : enquête", "Atelier Pas à Pas")
    unnamed = read(write_pdf(tmp_path / "b.pdf", [page], title="Microsoft Word - rapport_v3_DEF.docx"))
    assert unnamed.title == "Le prix du stationnement"


def test_passages_tell_their_pages(tmp_path: Path, read: Read) -> None:
    pages = [column(60, 700, [f"Ceci est la page {number}.", *PROSE * 4]) for number in range(1, 6)]
    passages = read(write_pdf(tmp_path / "a.pdf", pages)).passages
    for number in range(1, 6):
        holding = [passage.pages for passage in passages if f"Ceci est la page {number}." in passage.text]
        assert all(span is not None and span.first <= number <= span.last for span in holding)
        assert holding


@pytest.mark.parametrize("keep", [0.9, 0.5, 0.1, 0.01])
def test_a_truncated_pdf_never_passes_for_whole(tmp_path: Path, read: Read, keep: float) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(60, 700, PROSE) for _ in range(10)])
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    extraction = read(path)
    assert extraction.state in (FileState.PARTIAL, FileState.FAILED)
    assert extraction.reason is not None


def test_an_encrypted_pdf_fails_with_advice(tmp_path: Path, read: Read) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(60, 700, "Confidentiel")
    canvas.save()
    extraction = read(path)
    assert extraction.state is FileState.FAILED
    assert "password" in str(extraction.reason)


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path, read: Read) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("", ownerPassword="owner", canModify=0))
    canvas.drawString(60, 700, "Ouvert à toute lecture")
    canvas.save()
    assert text_of(read(path)) == "Ouvert à toute lecture"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.4\n%%EOF\n", "PDF"),
        (raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]), "no page"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    ],
    ids=["empty", "nothing", "zero pages", "noise"],
)
def test_a_pdf_without_pages_fails_with_a_plain_reason(
    tmp_path: Path, read: Read, content: bytes, said: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    extraction = read(path)
    assert extraction.state is FileState.FAILED
    assert said in str(extraction.reason)


def test_of_5000_pages_the_first_2000_are_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(many_pages_pdf(5000))
    extraction = read(path)
    assert extraction.state is FileState.PARTIAL
    assert str(extraction.reason) == "only the first 2,000 of 5,000 pages were read; split the file"
    assert (extraction.pages_found, extraction.pages_with_text) == (5000, 2000)


def test_pages_that_the_deadline_cut_off_are_named(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(many_pages_pdf(30))
    extraction = read(path, limits=Limits(seconds=0.0))
    assert extraction.state is FileState.FAILED  # not one page was reached
    assert "0 s" in str(extraction.reason)


def test_a_page_that_contains_itself_ends(tmp_path: Path, read: Read) -> None:
    form = b"/X1 Do BT /F1 10 Tf 50 50 Td (dedans) Tj ET"
    resources = b"<< /XObject << /X1 4 0 R >> /Font << /F1 5 0 R >> >>"
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 6 0 R /Resources %s >>"
                % resources,
                b"<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources %s /Length %d >>"
                b"\nstream\n%s\nendstream" % (resources, len(form), form),
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                b"<< /Length 6 >>\nstream\n/X1 Do\nendstream",
            ]
        )
    )
    assert text_of(read(path)) == "dedans"


def test_a_pdf_under_another_name_is_read_and_said_to_be_misnamed(tmp_path: Path, read: Read) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(60, 700, PROSE)])
    extraction = read(path, name="rapport.docx")
    assert extraction.state is FileState.PARTIAL
    assert "read as PDF" in str(extraction.reason)
    assert " ".join(PROSE) in text_of(extraction)


def test_what_stands_before_the_header_is_passed_over(tmp_path: Path, read: Read) -> None:
    path = write_pdf(tmp_path / "a.pdf", [column(60, 700, PROSE)])
    path.write_bytes(b"\r\nX-Mailer: something\r\n\r\n" + path.read_bytes())
    assert read(path).state is FileState.INDEXED
