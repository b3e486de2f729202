"""The styles of the OpenDocument files."""

from typing import Any

from odf import style, text
from odf.opendocument import OpenDocumentText

from models.language import Language

COUNTRIES = {Language.FR: "BE", Language.NL: "BE", Language.EN: "GB"}
FONT = "Liberation Serif"


def add_styles(document: OpenDocumentText, colour: str, language: Language) -> None:
    """Give the document the styles that ``odt`` names, in the language of its text."""
    default = style.DefaultStyle(family="paragraph")
    default.addElement(
        style.TextProperties(
            fontname=FONT, fontsize="11pt", language=language.value, country=COUNTRIES[language]
        )
    )
    document.fontfacedecls.addElement(
        style.FontFace(name=FONT, fontfamily=f"'{FONT}'", fontfamilygeneric="roman")
    )
    document.styles.addElement(default)
    body = {"marginbottom": "0.2cm", "lineheight": "120%", "orphans": "2", "widows": "2"}
    head = {"keepwithnext": "always", "margintop": "0.5cm", "marginbottom": "0.2cm"}
    _add(document, "Text body", body, {})
    _add(
        document,
        "Title",
        {"marginbottom": "0.4cm"},
        {"fontsize": "22pt", "fontweight": "bold", "color": colour},
    )
    _add(document, "Heading 1", head, {"fontsize": "15pt", "fontweight": "bold", "color": colour})
    _add(document, "Heading 2", head, {"fontsize": "12pt", "fontweight": "bold", "color": colour})
    _add(document, "Caption", {"marginbottom": "0.25cm", "margintop": "0.2cm"}, {"fontstyle": "italic"})
    _add(document, "Table Contents", {}, {"fontsize": "10pt"})
    _add(document, "Table Number", {"textalign": "end"}, {"fontsize": "10pt"})
    _add(document, "Table Heading", {}, {"fontsize": "10pt", "fontweight": "bold"})
    _add(document, "Footer", {"textalign": "center"}, {"fontsize": "9pt"})
    strong = style.Style(name="Strong", family="text")
    strong.addElement(style.TextProperties(fontweight="bold"))
    document.styles.addElement(strong)
    for name, numbered in (("Bullets", False), ("Numbers", True)):
        document.styles.addElement(_list_style(name, numbered=numbered))
    _add_table_styles(document, colour)


def add_page(document: OpenDocumentText, header: Any, footer: Any) -> None:
    """Set A4 pages with a running header and footer, each given as a paragraph."""
    layout = style.PageLayout(name="A4")
    layout.addElement(
        style.PageLayoutProperties(
            pagewidth="21cm", pageheight="29.7cm", margintop="2cm", marginbottom="2cm", margin="2.5cm"
        )
    )
    for part, gap in ((style.HeaderStyle(), "marginbottom"), (style.FooterStyle(), "margintop")):
        part.addElement(style.HeaderFooterProperties(minheight="1cm", **{gap: "0.4cm"}))
        layout.addElement(part)
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="Standard", pagelayoutname=layout)
    for part, paragraph in ((style.Header(), header), (style.Footer(), footer)):
        part.addElement(paragraph)
        master.addElement(part)
    document.masterstyles.addElement(master)


def _add(document: OpenDocumentText, name: str, paragraph: dict[str, str], letters: dict[str, str]) -> None:
    result = style.Style(name=name.replace(" ", "_20_"), displayname=name, family="paragraph")
    if paragraph:
        result.addElement(style.ParagraphProperties(**paragraph))
    if letters:
        result.addElement(style.TextProperties(**letters))
    document.styles.addElement(result)


def _list_style(name: str, *, numbered: bool) -> Any:
    if numbered:
        level = text.ListLevelStyleNumber(level=1, numformat="1", numsuffix=".")
    else:
        level = text.ListLevelStyleBullet(level=1, bulletchar="•")
    level.addElement(style.ListLevelProperties(spacebefore="0.4cm", minlabelwidth="0.6cm"))
    result = text.ListStyle(name=name)
    result.addElement(level)
    return result


def _add_table_styles(document: OpenDocumentText, colour: str) -> None:
    grid = style.Style(name="Grid", family="table")
    grid.addElement(style.TableProperties(align="left", width="15.9cm"))
    document.automaticstyles.addElement(grid)
    for name, line in (("HeadCell", f"0.05cm solid {colour}"), ("Cell", "0.01cm solid #aaaaaa")):
        result = style.Style(name=name, family="table-cell")
        result.addElement(style.TableCellProperties(padding="0.08cm", borderbottom=line))
        document.automaticstyles.addElement(result)
