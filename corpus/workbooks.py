"""XLSX workbooks without what is only painted in them.

A program that formats a whole sheet writes a million rows of empty cells. They say nothing, and taking them
apart as XML costs minutes and memory, so they are left out of the bytes before any parser sees them.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
BLOCK = 1 << 20
"""Bytes of a sheet that are looked through at a time."""


def _empty(tag: bytes, place: bytes) -> re.Pattern[bytes]:
    """Return what matches a run of elements that hold nothing and say where they stand.

    Possessive throughout: a sheet has millions of them, and a damaged one must not take longer.
    """
    own = rb"<((?:\w++:)?+)" + tag + rb'\s(?:[^<>]*?\s)??r="' + place + rb'"[^<>]*+>'
    return re.compile(rb"(?:" + own + rb"(?:(?<=/>)|(?<!/>)\s*+</\1" + tag + rb"\s*+>)\s*+)++")


_EMPTY_CELL, _EMPTY_ROW = _empty(rb"c", rb"[A-Z]{1,3}\d{1,7}"), _empty(rb"row", rb"\d{1,7}")


def without_blanks(workbook: bytes) -> bytes:
    """Return a workbook without the cells that hold nothing and the rows that hold no cell.

    What remains stays in its place, since its row and its column are written in it. Sheets pass a block at a
    time, so that memory holds only what they say.

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError: it is no zip
            archive, or one that is damaged or protected.
    """
    slim = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as given,
        zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as kept,
    ):
        for name in dict.fromkeys(given.namelist()):
            with given.open(name) as part, kept.open(name, "w", force_zip64=True) as target:
                blocks: Iterable[bytes] = iter(partial(part.read, BLOCK), b"")
                if _SHEET.fullmatch(name):
                    blocks = _left_out(_EMPTY_ROW, _left_out(_EMPTY_CELL, blocks))
                target.writelines(blocks)
    return slim.getvalue()


def _left_out(pattern: re.Pattern[bytes], blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the blocks without what matches; the element that begins last may end in the next block."""
    rest = b""
    for block in blocks:
        text = pattern.sub(b"", rest + block)
        begins = _last_beginning(text)
        yield text[:begins]
        rest = text[begins:]
    yield rest


def _last_beginning(text: bytes) -> int:
    """Return where the last tag stands that is not the end of an element; 0 where there is none."""
    place = text.rfind(b"<")
    while place > 0 and text[place + 1 : place + 2] in (b"/", b""):
        place = text.rfind(b"<", 0, place)
    return max(place, 0)
