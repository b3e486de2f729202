"""Pages that are pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.study import FileState
from ingest.partition import ocr
from ingest.source import Limits
from ingest.tools import tesseract_languages
from tests.ingest.builders import write_pdf
from tests.ingest.conftest import Read

LINES = [
    "Les ménages bruxellois et le péage urbain",
    "Une enquête menée dans dix-neuf communes",
    "Rapport de mars 2020",
]

complete = pytest.mark.skipif(
    ocr.installed().missing is not None, reason="tesseract with fra, nld and eng is not installed"
)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two pages, the second of which is a picture of text."""
    from reportlab.pdfgen.canvas import Canvas

    picture = draw(tmp_path / "page.png")
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(60, 700, "La première page a une couche de texte.")
    canvas.showPage()
    canvas.drawImage(str(picture), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return path


def draw(path: Path) -> Path:
    """Draw the lines as black on white, 150 dpi."""
    import pypdfium2

    text = [(72.0, 700.0 - 30 * number, line, 18.0, "Helvetica") for number, line in enumerate(LINES)]
    page = pypdfium2.PdfDocument(write_pdf(path.with_suffix(".pdf"), [text]))[0]
    page.render(scale=150 / 72).to_pil().save(path, dpi=(150, 150))
    return path


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", "/nonexistent")
    tesseract_languages.cache_clear()
    yield
    monkeypatch.undo()
    tesseract_languages.cache_clear()


@complete
@pytest.mark.ocr
def test_a_page_without_text_is_read_by_ocr(scan: Path, read: Read) -> None:
    extraction = read(scan)
    text = "\n".join(passage.text for passage in extraction.passages)
    assert extraction.state is FileState.INDEXED
    assert extraction.pages_with_text == 2
    assert text.startswith("La première page")
    assert "ménages bruxellois" in text
    assert "dix-neuf communes" in text


@complete
@pytest.mark.ocr
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_pictures_are_read(tmp_path: Path, read: Read, suffix: str) -> None:
    from PIL import Image

    path = tmp_path / f"a{suffix}"
    with Image.open(draw(tmp_path / "page.png")) as image:
        image.convert("RGB").save(path, dpi=(150, 150))
    extraction = read(path)
    assert extraction.pages_found == 1
    assert "péage urbain" in extraction.passages[0].text


@complete
@pytest.mark.ocr
def test_an_empty_picture_fails_rather_than_pass_for_read(tmp_path: Path, read: Read) -> None:
    from PIL import Image

    Image.new("L", (800, 600), 255).save(tmp_path / "a.png")
    extraction = read(tmp_path / "a.png")
    assert extraction.state is FileState.FAILED
    assert "by OCR" in str(extraction.reason)


@complete
@pytest.mark.ocr
def test_a_page_that_takes_too_long_is_named(scan: Path, read: Read) -> None:
    extraction = read(scan, limits=Limits(ocr_seconds=0.01))
    assert extraction.state is FileState.PARTIAL
    assert str(extraction.reason).startswith(
        "page 2 has no text, and OCR took longer than 0.01 s; scan it again"
    )


@pytest.mark.usefixtures("without_ocr")
def test_without_tesseract_the_file_is_partial_and_says_what_to_install(scan: Path, read: Read) -> None:
    extraction = read(scan)
    assert extraction.state is FileState.PARTIAL
    assert str(extraction.reason).startswith("page 2 has no text; ")
    assert "install tesseract-ocr tesseract-ocr-fra tesseract-ocr-nld, then run savoir ingest again" in str(
        extraction.reason
    )
    assert extraction.passages[0].text == "La première page a une couche de texte."


@pytest.mark.usefixtures("without_ocr")
def test_without_tesseract_a_picture_is_partial_too(tmp_path: Path, read: Read) -> None:
    extraction = read(draw(tmp_path / "page.png"))
    assert (extraction.state, extraction.passages) == (FileState.PARTIAL, ())
    assert "install tesseract-ocr" in str(extraction.reason)


def test_a_missing_language_is_named() -> None:
    assert ocr.Ocr(("fra", "eng")).missing == "tesseract-ocr-nld"
    assert ocr.Ocr(("fra", "nld", "eng")).missing is None


def test_words_of_tesseract_become_pieces_in_points() -> None:
    header = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        "5\t1\t1\t1\t1\t1\t150\t100\t60\t30\t95\tCommune",
        "5\t1\t1\t1\t1\t2\t220\t100\t60\t30\t95\tbruxelloise",
        "5\t1\t1\t1\t1\t3\t600\t100\t60\t30\t95\t1.250",
        "5\t1\t1\t1\t2\t1\t150\t200\t60\t30\t3\t|||",
    ]
    found = ocr.pieces("\n".join([header, *rows]), height=1500, points=0.48)
    assert [piece.text for piece in found] == ["Commune bruxelloise", "1.250"]
    assert found[0].x0 == 72
    assert found[0].y == (1500 - 130) * 0.48
