"""What is on the pages of a PDF.

pdfminer gives the file structure, the filters, the fonts and their character maps; the content streams are
tokenized here, and nothing is drawn.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, dict_value, stream_value
from pdfminer.psparser import PSLiteral

from ingest.partition.faults import PARSER_FAULTS
from ingest.partition.pdf.recorder import Recorder, Run
from ingest.partition.pdf.tokens import operations

_TEXT_OPERATORS = frozenset(b"BT Tc Tw Tz TL Tf Ts Td TD Tm T* Tj TJ ' \" q Q cm Do BMC BDC EMC".split())
_PAINT_OPERATORS = frozenset(b"S s f F f* B B* b b* sh EI".split())


class PageContent(NamedTuple):
    """The runs of one page, and what else is on it. Lengths are in points."""

    number: int
    width: float
    height: float
    runs: Sequence[Run]
    image_share: float
    """The part of the page that its largest image covers, 0 to 1."""
    marked: bool
    """Whether anything at all is drawn on the page."""
    unmapped_share: float
    """The part of the characters that the fonts do not map to Unicode, 0 to 1."""
    fault: str | None = None
    """The name of the error that ended the page early."""


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, without its tokenizer, colours and paths."""

    device: Recorder

    def init_resources(self, resources: Any) -> None:
        """Keep the fonts and forms of a page; a font that cannot be read becomes pdfminer's plain one."""
        self.resources = resources
        self.fontmap, self.xobjmap = {}, {}
        table = dict_value(resources) if resources else {}
        for name, spec in dict_value(table.get("Font") or {}).items():
            identity = spec.objid if isinstance(spec, PDFObjRef) else None
            try:
                self.fontmap[name] = self.rsrcmgr.get_font(identity, dict_value(spec))
            except PARSER_FAULTS:
                self.fontmap[name] = self.rsrcmgr.get_font(None, {})
        self.xobjmap.update(dict_value(table.get("XObject") or {}))

    def get_current_state(self) -> Any:
        """Return what q saves; colours never change here."""
        return (self.ctm, self.textstate.copy(), self.graphicstate)

    def do_TJ(self, seq: Any) -> None:
        """Show text."""
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, seq, None, None)

    def do_Do(self, name: Any) -> None:
        """Run a form, or note the size of an image."""
        super().do_Do(name)
        xobject = self.xobjmap.get(getattr(name, "name", None))
        if xobject is not None and _is_image(xobject):
            a, b, c, d, _, _ = self.ctm
            self.device.marked = True
            self.device.image_area = max(self.device.image_area, abs(a * d - b * c))

    def execute(self, streams: Sequence[object]) -> None:
        """Run the content streams of a page or form, as one; a form inside itself is passed over."""
        self.stream_ids.clear()
        content = []
        for reference in streams:
            stream = stream_value(reference)
            if stream.objid not in self.parent_stream_ids:
                self.stream_ids.add(stream.objid)  # type: ignore[arg-type]
                content.append(stream.get_data())
        for operator, operands in operations(b"\n".join(content)):
            if operator in _PAINT_OPERATORS:
                self.device.marked = True
            elif operator in _PERFORM:
                method, wanted = _PERFORM[operator]
                if len(operands) >= wanted:
                    method(self, *operands[len(operands) - wanted :])


def _is_image(reference: object) -> bool:
    subtype = stream_value(reference).get("Subtype")
    return isinstance(subtype, PSLiteral) and subtype.name == "Image"


def _operator_methods() -> dict[bytes, tuple[Callable[..., None], int]]:
    odd = {b"T*": "do_T_a", b"'": "do__q", b'"': "do__w"}
    methods = {}
    for operator in _TEXT_OPERATORS:
        method = getattr(_Interpreter, odd.get(operator) or f"do_{operator.decode('ascii')}")
        methods[operator] = (method, method.__code__.co_argcount - 1)
    return methods


_PERFORM = _operator_methods()


class PageReader:
    """Reads the pages of one document; fonts are shared between them."""

    def __init__(self) -> None:
        self._manager = PDFResourceManager()
        self._recorder = Recorder(self._manager)

    def read(self, page: PDFPage, number: int) -> PageContent:
        """Return what is on a page; a damaged page gives what came before the damage."""
        seen = self._recorder
        seen.clear()
        fault = None
        try:
            _Interpreter(self._manager, seen).process_page(page)
        except PARSER_FAULTS as error:
            fault = type(error).__name__
        width, height = _page_size(page)
        return PageContent(
            number=number,
            width=width,
            height=height,
            runs=seen.runs,
            image_share=min(1.0, seen.image_area / max(width * height, 1.0)),
            marked=seen.marked or bool(seen.runs),
            unmapped_share=seen.unmapped / max(seen.characters, 1),
            fault=fault,
        )


def _page_size(page: PDFPage) -> tuple[float, float]:
    x0, y0, x1, y1 = (float(value) for value in page.mediabox)
    width, height = abs(x1 - x0), abs(y1 - y0)
    return (height, width) if page.rotate in (90, 270) else (width, height)
