"""What a content stream shows, as runs of text: place, size and weight, without an object a character."""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, mult_matrix

_UNMAPPED = "\ufffd"  # stands for a character that the font does not map to Unicode
_WORD_GAP = 0.15  # em; justified text in LaTeX shrinks its spaces to 0.22 em, kerning stays under 0.1
_RUN_GAP = 0.8  # em; wider gaps may be a gutter or the edge of a table cell
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18


class Run(NamedTuple):
    """Text shown in one go, on one baseline. Lengths are in points; y grows upwards.

    Text that is turned by 90, 180 or 270 degrees (``quarter`` 1, 2, 3) has the coordinates of the page
    turned back, so that it reads from left to right.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    quarter: int
    artifact: bool
    """Marked by the writer as a running header or footer (tagged PDF)."""


def turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    """Return a point of the page in the coordinates of text that is turned by ``quarter`` quarters."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


class _Glyphs(dict[int, tuple[str, float]]):
    """Text and advance (in text space, size 1) of each character code of a font."""

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        name = str(getattr(font, "fontname", "") or getattr(font, "basefont", ""))
        flags = getattr(font, "flags", 0)
        self.bold = bool(_BOLD.search(name)) or bool(isinstance(flags, int) and flags & _FORCE_BOLD)
        self.multibyte = bool(font.is_multibyte())
        self.decode: Callable[[bytes], Iterable[int]] = font.decode

    def __missing__(self, code: int) -> tuple[str, float]:
        try:
            text = str(self._font.to_unichr(code)).replace("\0", "")
        except PDFUnicodeNotDefined:
            text = _UNMAPPED
        glyph = self[code] = (text, float(self._font.char_width(code)))
        return glyph


class Recorder(PDFDevice):
    """Collects the runs of a page; pdfminer's name for something that is drawn on is a device."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self._glyphs: dict[int, _Glyphs] = {}
        self._fonts: list[PDFFont] = []  # keeps them alive, so that their id stays theirs
        self.clear()

    def clear(self) -> None:
        """Forget the page before."""
        self.runs: list[Run] = []
        self.image_area = 0.0
        self.marked = False
        self.characters = self.unmapped = 0
        self._tags: list[bool] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Note whether what follows is a running header or footer."""
        kind = props.get("Type") if isinstance(props, dict) else None
        pagination = isinstance(kind, PSLiteral) and kind.name == "Pagination"
        self._tags.append(isinstance(tag, PSLiteral) and tag.name == "Artifact" and pagination)

    def end_tag(self) -> None:
        """Leave what ``begin_tag`` began."""
        if self._tags:
            self._tags.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Record one Tj or TJ and move the text position past it."""
        matrix = mult_matrix(textstate.matrix, self.ctm)  # type: ignore[arg-type]
        writer = _RunWriter(self, textstate, self._glyphs_of(textstate.font), matrix)
        for item in seq:
            if isinstance(item, bytes):
                writer.show(item)
            elif isinstance(item, float):
                writer.move(item)
        writer.end()
        textstate.linematrix = (writer.x, textstate.linematrix[1])

    def _glyphs_of(self, font: PDFFont) -> _Glyphs:
        found = self._glyphs.get(id(font))
        if found is None:
            self._fonts.append(font)
            found = self._glyphs[id(font)] = _Glyphs(font)
        return found

    def record(self, text: str, place: tuple[float, float, float, float], bold: bool, quarter: int) -> None:
        """Keep a run at x0, x1, y and size; characters without a meaning are counted and left out."""
        self.characters += len(text)
        self.unmapped += text.count(_UNMAPPED)
        readable = text.replace(_UNMAPPED, "")
        if readable.strip():
            self.runs.append(Run(readable, *place, bold, quarter, any(self._tags)))


class _RunWriter:
    """Turns the pieces of one TJ into runs: small gaps are spaces, wide gaps begin a new run."""

    def __init__(self, recorder: Recorder, state: Any, glyphs: _Glyphs, matrix: Matrix) -> None:
        self._recorder, self._glyphs, self._matrix = recorder, glyphs, matrix
        self._size = state.fontsize
        self._rise = state.rise + state.linematrix[1]
        self._scaling = state.scaling * 0.01
        self._char_space = state.charspace * self._scaling
        self._word_space = 0.0 if glyphs.multibyte else state.wordspace * self._scaling
        self.x = self._start = state.linematrix[0]
        self._parts: list[str] = []

    def show(self, data: bytes) -> None:
        if not self._parts:
            self._start = self.x
        glyphs = [self._glyphs[code] for code in self._glyphs.decode(data)]
        advance = sum([glyph[1] for glyph in glyphs]) * self._size * self._scaling
        self.x += advance + len(glyphs) * self._char_space
        if self._word_space:
            self.x += data.count(b" ") * self._word_space
        self._parts.append("".join([glyph[0] for glyph in glyphs]))

    def move(self, thousandths: float) -> None:
        gap = -thousandths * 0.001
        if gap > _RUN_GAP or gap < -_RUN_GAP:
            self.end()
        elif gap > _WORD_GAP and self._parts and not self._parts[-1].endswith(" "):
            self._parts.append(" ")
        self.x += gap * self._size * self._scaling

    def end(self) -> None:
        """Record what was shown since the last wide gap."""
        text, self._parts = "".join(self._parts), []
        if not text:
            return
        a, b, c, d, e, f = self._matrix
        x, y = self._start, self._rise
        quarter = _quarter(a, b)
        x0, y0 = turned(x * a + y * c + e, x * b + y * d + f, quarter)
        length = abs(self.x - self._start) * math.hypot(a, b)
        size = abs(self._size) * math.hypot(c, d)
        self._recorder.record(text, (x0, x0 + length, y0, size), self._glyphs.bold, quarter)


def _quarter(a: float, b: float) -> int:
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3
