"""Workbooks as spreadsheet programs write them, down to what openpyxl does not write."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{relation}/{kind}" Target="{target}"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
    '<sheet name="Inventaire" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def cell(value: str) -> str:
    """Return a cell of text, of a number, or of a formula ("=1+1") with its result after a bar."""
    if value.startswith("="):
        formula, _, result = value[1:].partition("|")
        return f"<c><f>{escape(formula)}</f>{f'<v>{result}</v>' if result else ''}</c>"
    if value.isdigit():
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def workbook(rows: Sequence[Sequence[str]], *, empty: int = 0, after: str = "") -> bytes:
    """Return a workbook of one sheet: rows, as many empty rows as wanted, and what follows the rows."""
    written = "".join(f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(rows, 1))
    blank = "".join(f'<row r="{n}"/>' for n in range(len(rows) + 1, len(rows) + 1 + empty))
    last = len(rows) + empty
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:XFD{last}"/>'
        f"<sheetData>{written}{blank}</sheetData>{after}</worksheet>"
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(relation=_RELATION, kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            relation=_RELATION, kind="worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
