"""The looks of the PDF files: fonts, colours and paragraph styles."""

from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from corpus.sample.rendering.hyphenation import hyphenator
from corpus.sample.rendering.source import Layout, SourceStudy
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What tells the publications of one office from those of another."""

    body: str
    bold: str
    heading: str
    colour: str
    size: float
    """Of the body in one column, in points; two columns are set a little smaller."""
    cover: bool = False


SANS = Theme(body="Helvetica", bold="Helvetica-Bold", heading="Helvetica-Bold", colour="#00707a", size=10)
SERIF = Theme(
    body="Times-Roman", bold="Times-Bold", heading="Helvetica-Bold", colour="#1f3a6e", size=11, cover=True
)
VERA = Theme(body="Vera", bold="VeraBd", heading="VeraBd", colour="#8a3b12", size=9, cover=True)
PHOTOCOPY = Theme(body="Times-Roman", bold="Times-Bold", heading="Times-Bold", colour="#000000", size=11.5)


def theme_of(study: SourceStudy, layout: Layout) -> Theme:
    """Return the look of a study; two neighbours in the inventory never share one."""
    if layout is Layout.PDF_SCAN:
        return PHOTOCOPY
    return (SANS, SERIF, VERA)[study.number % 3]


def register_fonts() -> None:
    """Make the embedded fonts known: the other themes rely on fonts that every reader has."""
    folder = Path(reportlab.__file__).parent / "fonts"
    registerFont(TTFont("Vera", folder / "Vera.ttf"))
    registerFont(TTFont("VeraBd", folder / "VeraBd.ttf"))
    registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="Vera", boldItalic="VeraBd")


class Styles:
    """The paragraph styles of one file."""

    def __init__(self, theme: Theme, language: Language, *, narrow: bool) -> None:
        self.theme, self.narrow = theme, narrow
        self.size = size = theme.size - 0.6 if narrow else theme.size
        self._base = ParagraphStyle("base", fontName=theme.body, fontSize=size, leading=size * 1.32)
        self.body = self._style(
            "body", alignment=TA_JUSTIFY, spaceAfter=size * 0.6, allowWidows=0, allowOrphans=0
        )
        if narrow:
            self.body.hyphenationLang, self.body.hyphenationMinWordLength = hyphenator(language), 6
        self.item = ParagraphStyle("item", self.body, alignment=TA_LEFT, spaceAfter=size * 0.25)
        self.small = self._style("small", fontSize=size * 0.88, leading=size * 1.15, spaceAfter=3)
        self._set_headings()
        self._set_captions()
        self._set_cells(language)

    def _style(self, name: str, **properties: object) -> ParagraphStyle:
        return ParagraphStyle(name, self._base, **properties)

    def _set_headings(self) -> None:
        size, colour = self.size, HexColor(self.theme.colour)
        common = {"fontName": self.theme.heading, "textColor": colour, "spaceAfter": size * 0.5}
        self.title = self._style(
            "title", fontSize=size * (1.9 if self.narrow else 2.1), leading=size * 2.5, **common
        )
        common["keepWithNext"] = 1
        self.heading = self._style(
            "heading", fontSize=size * 1.35, leading=size * 1.6, spaceBefore=size * 0.5, **common
        )
        self.subheading = self._style(
            "subheading", fontSize=size * 1.1, leading=size * 1.4, spaceBefore=size * 0.3, **common
        )

    def _set_captions(self) -> None:
        common = {"fontName": self.theme.bold, "spaceBefore": 4}
        self.caption = ParagraphStyle("caption", self.small, spaceAfter=4, keepWithNext=1, **common)
        self.legend = ParagraphStyle("legend", self.small, spaceAfter=self.size, **common)

    def _set_cells(self, language: Language) -> None:
        letters = self.size * (0.8 if self.narrow else 0.88)
        self.padding = letters / 3
        self.cell = self._style("cell", fontSize=letters, leading=letters * 1.25)
        self.cell.hyphenationLang, self.cell.hyphenationMinWordLength = hyphenator(language), 6
        self.head_cell = ParagraphStyle("head", self.cell, fontName=self.theme.bold)
