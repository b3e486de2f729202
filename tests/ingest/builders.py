"""Builders of small files, good and bad."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

PageText = Sequence[tuple[float, float, str, float, str]]
"""Text of a page: x, y, text, size, font."""


def write_pdf(path: Path, pages: Sequence[PageText], **properties: str) -> Path:
    """Write a PDF with text at given places (A4, points from the lower left corner)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for name, value in properties.items():
        getattr(canvas, f"set{name.capitalize()}")(value)
    for page in pages:
        for x, y, text, size, font in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def column(x: float, top: float, lines: Sequence[str], size: float = 10, font: str = "Helvetica") -> PageText:
    """Set lines under one another."""
    return [(x, top - index * size * 1.25, line, size, font) for index, line in enumerate(lines)]


def raw_pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """Return a PDF of these objects (numbered from 1) with a right cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    )
    return out.getvalue()


def many_pages_pdf(count: int, text: str = "Une page parmi beaucoup de pages") -> bytes:
    """Return a PDF of pages that share one content stream."""
    content = b"BT /F1 12 Tf 72 400 Td (%s) Tj ET" % text.encode("latin-1")
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            *[page] * count,
        ]
    )


def write_docx(path: Path, document_xml: str, parts: Sequence[tuple[str, str]] = ()) -> Path:
    """Write the smallest Word file around the XML of its main part."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", document_xml)
        for name, content in parts:
            archive.writestr(name, content)
    return path


def word_xml(body: str, prolog: str = "") -> str:
    """Return the main part of a Word file with this body."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}{prolog}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'


def word_paragraph(text: str) -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
