"""Bytes of text to characters."""

import codecs
import re
from pathlib import Path

from corpus.reasons import reason
from ingest.partition.parsed import Shortfall
from ingest.source import Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
# "iso-8859-1" is not among them: what is declared so is Windows-1252, as browsers know.
_DECLARABLE = {"iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "windows-1254", "macintosh"}
_MANY_ZEROS = 0.3


def decoded(data: bytes, *, declares: bool = False) -> str:
    """Return text in UTF-8, UTF-16, the encoding it declares (HTML), or else Windows-1252.

    Line ends become line feeds. A last character that was cut in two is left out.
    """
    encoding, start = _marked(data) or (_guessed(data, declares), 0)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data[start:], final=False)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path, limits: Limits, *, declares: bool = False) -> tuple[str, tuple[Shortfall, ...]]:
    """Return the text of a file up to the limit, and what was left out."""
    with path.open("rb") as file:
        data = file.read(limits.text + 1)
    if len(data) <= limits.text:
        return decoded(data, declares=declares), ()
    size = path.stat().st_size
    cut = reason("file.text-cut", most=limits.text, size=size)
    return decoded(data[: limits.text], declares=declares), (Shortfall(cut, alone=True),)


def _marked(data: bytes) -> tuple[str, int] | None:
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def _guessed(data: bytes, declares: bool) -> str:
    sample = data[:4096]
    if sample.count(0) > _MANY_ZEROS * len(sample):
        return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    if _is_utf8(data):
        return "utf-8"
    charset = _CHARSET.search(data[:2048]) if declares else None
    name = charset[1].decode("ascii").lower() if charset is not None else ""
    return name if name in _DECLARABLE else "cp1252"


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True
