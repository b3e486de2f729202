"""Word files to Elements, through unstructured."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.markup import xml_part
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.ooxml import core_facts, damaged
from ingest.partition.parsed import Parsed
from ingest.passage import Element, ElementKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTENTS = "Table of Contents"
_NOTES = ("footnote", "endnote")


def partition_docx(path: Path) -> Parsed:
    """Read a Word file. It has no pages: where they break depends on the printer.

    Raises:
        UnreadableFileError: it is damaged.
    """
    prepare_unstructured()
    from docx.opc.exceptions import OpcError
    from unstructured.partition.docx import partition_docx as read

    try:
        found = read(file=_flattened(path), languages=NO_LANGUAGE, include_page_breaks=False)
    except unstructured_faults(OpcError) as error:
        raise damaged("Word") from error
    return Parsed(elements=(*converted(found), *_notes(path)), facts=core_facts(path))


def _flattened(path: Path) -> io.BytesIO:
    """Return the file with text boxes and content controls in the flow of the text.

    unstructured passes over both, and Word's templates put titles and whole chapters into them.
    """
    with zipfile.ZipFile(path) as archive:
        main = archive.read("word/document.xml") if "word/document.xml" in archive.namelist() else b""
    if b"<w:sdt" not in main and b"txbxContent" not in main:
        return io.BytesIO(path.read_bytes())
    import docx

    document = docx.Document(str(path))
    body = document.element.body
    for box in list(body.iter(f"{_W}txbxContent")):
        _pour_out(box, body)
    for control in list(body.iterchildren(f"{_W}sdt")):
        _unwrap(control)
    buffer = io.BytesIO()
    document.save(buffer)
    buffer.seek(0)
    return buffer


def _pour_out(box: Any, body: Any) -> None:
    """Copy the paragraphs of a text box behind the block it is anchored in."""
    ancestors = list(box.iterancestors())
    if any(node.tag == _FALLBACK for node in ancestors):
        return  # the same box again, for older programs
    anchor = next((node for node in ancestors if node.getparent() is body), None)
    if anchor is not None:
        for paragraph in reversed(list(box.iterchildren(f"{_W}p"))):
            anchor.addnext(deepcopy(paragraph))


def _unwrap(control: Any) -> None:
    """Put the content of a control in its place; the table of contents goes."""
    gallery = next(control.iter(f"{_W}docPartGallery"), None)
    content = control.find(f"{_W}sdtContent")
    if content is not None and (gallery is None or gallery.get(f"{_W}val") != _CONTENTS):
        for block in reversed(list(content)):
            control.addnext(block)
    control.getparent().remove(control)


def _notes(path: Path) -> Iterator[Element]:
    """Yield footnotes and endnotes, which unstructured leaves out, at the end of the text."""
    for name in _NOTES:
        root = xml_part(path, f"word/{name}s.xml")
        for note in [] if root is None else root.iter(f"{_W}{name}"):
            text = " ".join(_paragraphs(note))
            if text:
                yield Element(text=text, kind=ElementKind.TEXT)


def _paragraphs(note: Any) -> Iterator[str]:
    for paragraph in note.iter(f"{_W}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{_W}t")).strip()
        if text:
            yield text
