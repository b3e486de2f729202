"""Pages of PDFs as pictures, with what was looked for marked."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from ingest.drawing import NO_PAGE, STRIP, WIDTH, Sheet
from ingest.standing import boxes
from tests.ingest.builders import column, write_pdf

Boxes = Callable[..., list[tuple[float, float, float, float]]]


@pytest.fixture
def standing(tmp_path: Path) -> Boxes:
    """Return the places of a text on a page of these lines, the first of which begins at (72, 700)."""

    def found(wanted: str, *lines: str, turned: int = 0) -> list[tuple[float, float, float, float]]:
        document = PdfDocument(write_pdf(tmp_path / "a.pdf", [column(72, 700, lines)]))
        document[0].set_rotation(turned)
        return boxes(document[0].get_textpage(), wanted)

    return found


def test_a_text_is_found_where_it_stands(standing: Boxes) -> None:
    (box,) = standing("Lacroix", "Occupant : M. Lacroix, GSM")
    left, bottom, right, top = box
    assert 72 < left < right < 250
    assert 690 < bottom < top < 715


@pytest.mark.parametrize(
    ("wanted", "lines", "count"),
    [
        ("Bertrand Lacroix", ["M. Bertrand La-", "croix, occupant"], 2),
        ("0470 12 34 56", ["GSM 0470/12.34.56"], 1),
        ("Élodie", ["ELODIE et élodie"], 2),
        ("An", ["Annexe de An, annonce"], 1),
        ("nex", ["Annexe"], 1),
        ("Zorglub", ["Annexe"], 0),
        ("…", ["Annexe…"], 0),
    ],
)
def test_spellings_and_ends_of_lines_hide_nothing(
    standing: Boxes, wanted: str, lines: list[str], count: int
) -> None:
    assert len(standing(wanted, *lines)) == count


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    text = ["Rien", "GSM 0470 12 34 56"]
    return write_pdf(tmp_path / "b.pdf", [column(72, 800 - 600 * at, [line]) for at, line in enumerate(text)])


def drawn(path: Path, sheet: Sheet) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ingest.drawing", str(path)],
        input=json.dumps(asdict(sheet)).encode(),
        capture_output=True,
        check=False,
    )


def picture(path: Path, sheet: Sheet) -> Image.Image:
    return Image.open(io.BytesIO(drawn(path, sheet).stdout)).convert("RGB")


def yellow(image: Image.Image) -> bool:
    return any(colour[2] < 150 < colour[0] for _, colour in image.getcolors(1 << 24) or [])  # type: ignore[index]


def test_a_page_is_drawn_as_it_is_unless_something_is_marked(pdf: Path) -> None:
    plain = picture(pdf, Sheet(first=2, last=2))
    marked = picture(pdf, Sheet(first=2, last=2, mark="0470123456"))
    assert plain.width == marked.width == WIDTH
    assert (yellow(plain), yellow(marked)) == (False, True)


def test_a_strip_shows_the_page_that_has_the_text(pdf: Path) -> None:
    strip = picture(pdf, Sheet(first=1, last=2, mark="0470 12 34 56", strip=True))
    assert strip.size == STRIP
    assert yellow(strip)


@pytest.mark.parametrize("x", [20, 300, 560])
def test_a_mark_is_in_its_strip_wherever_on_the_page_it_stands(tmp_path: Path, x: int) -> None:
    path = write_pdf(tmp_path / "c.pdf", [column(x, 20, ["zyx"])])
    assert yellow(picture(path, Sheet(first=1, last=1, mark="zyx", strip=True)))


def test_the_whole_first_page_is_shown_where_the_text_is_not_found(pdf: Path) -> None:
    page = picture(pdf, Sheet(first=1, last=9, mark="Zorglub", strip=True))
    assert (page.width, yellow(page)) == (WIDTH, False)


def test_a_page_that_is_not_there_is_told_by_the_exit_code(pdf: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("a", encoding="utf-8")
    for path, sheet in (
        (pdf, Sheet(first=3, last=3)),
        (pdf, Sheet(first=0, last=0)),
        (text, Sheet(first=1, last=1)),
    ):
        assert drawn(path, sheet).returncode == NO_PAGE


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_marked_where_the_text_is(pdf: Path, tmp_path: Path, turned: int) -> None:
    document = PdfDocument(pdf)
    document[1].set_rotation(turned)
    document.save(tmp_path / "turned.pdf")
    strip = picture(tmp_path / "turned.pdf", Sheet(first=2, last=2, mark="0470", strip=True))
    assert yellow(strip)
