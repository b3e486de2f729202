"""Workbooks without what is only painted in them."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpus.workbooks import without_blanks
from tests.search_api.jobs.workbooks import workbook

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["Commune", "Coût"], ["Jette", "3"]]


def part(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(SHEET).decode()


def with_part(text: str) -> bytes:
    """Return a workbook whose one sheet is written like this."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([]))) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in given.namelist():
            written.writestr(name, text if name == SHEET else given.read(name))
    return buffer.getvalue()


def values(content: bytes) -> dict[tuple[int, int], object]:
    """Return what the cells of a sheet hold, by row and column."""
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    return {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def sheet(rows: str, prefix: str = "") -> str:
    space = f"xmlns{':' + prefix[:-1] if prefix else ''}"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<{prefix}worksheet {space}="{main}">'
        f'<{prefix}cols><{prefix}col min="1" max="3" width="9"/></{prefix}cols>'
        f"<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
    )


BLANK = ['<{p}c r="{c}{n}" s="0"/>', '<{p}c s="0" r="{c}{n}"></{p}c>', '<{p}c r="{c}{n}">\n</{p}c>\n']
FULL = ['<{p}c r="{c}{n}"><{p}v>{n}</{p}v></{p}c>', '<{p}c r="{c}{n}" t="str"><{p}v>a/&gt;</{p}v></{p}c>']
row_cells = st.lists(st.sampled_from([*BLANK, *FULL]), max_size=4)


@given(st.lists(row_cells, max_size=6), st.sampled_from(["", "x:"]), st.integers(1, 90))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_cells_hold_stays_in_its_place_wherever_blocks_end(
    monkeypatch: pytest.MonkeyPatch, rows: list[list[str]], prefix: str, block: int
) -> None:
    monkeypatch.setattr("corpus.workbooks.BLOCK", block)
    written = "".join(
        f'<{prefix}row r="{n}" ht="15">'
        + "".join(cell.format(p=prefix, c=column, n=n) for column, cell in zip("ABCD", row, strict=False))
        + f"</{prefix}row>"
        for n, row in enumerate(rows, 1)
    )
    given = with_part(sheet(written, prefix))
    slim = without_blanks(given)
    assert values(slim) == values(given)
    filled = [row for row in rows if not set(row) <= set(BLANK)]
    assert part(slim).count(f"<{prefix}row ") == len(filled)
    assert part(slim).count(f"<{prefix}c ") == sum(cell in FULL for row in filled for cell in row)


def test_a_million_painted_rows_leave_nothing_behind() -> None:
    slim = without_blanks(workbook(ROWS, empty=1_000_000))
    assert part(slim).count("<row ") == 2
    assert values(slim) == {(1, 1): "Commune", (1, 2): "Coût", (2, 1): "Jette", (2, 2): 3}


def test_cells_that_do_not_say_where_they_stand_are_kept() -> None:
    text = sheet('<row><c s="0"/><c><v>1</v></c></row><row/><row><c><v>2</v></c></row>')
    assert part(without_blanks(with_part(text))) == text


def test_what_is_no_archive_is_told() -> None:
    with pytest.raises(zipfile.BadZipFile):
        without_blanks(b"PK\x03\x04 and no more")
