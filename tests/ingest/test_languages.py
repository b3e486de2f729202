"""The language of each piece and of the file."""

from ingest.languages import languages
from ingest.passage import Element, ElementKind
from models.language import Language

FR = (
    "Les ménages bruxellois qui n'ont pas de voiture sont plus nombreux dans les communes du centre, et "
    "leur part augmente chaque année depuis que la ville compte davantage de trams et de bus le soir."
)
NL = (
    "De Brusselse huishoudens die geen wagen hebben, wonen vooral in de gemeenten van het centrum, en hun "
    "aandeel stijgt elk jaar sinds er 's avonds meer trams en bussen door de stad rijden."
)


def text(content: str) -> Element:
    return Element(text=content, kind=ElementKind.TEXT)


def title(content: str) -> Element:
    return Element(text=content, kind=ElementKind.TITLE, level=1)


def test_each_piece_has_its_own_language_and_the_file_that_of_most_words() -> None:
    found, main = languages([text(FR), text(NL), text(NL)], None)
    assert found == [Language.FR, Language.NL, Language.NL]
    assert main is Language.NL


def test_short_pieces_take_the_language_around_them() -> None:
    found, _ = languages([title("Budget"), text(FR), text("Total: 12"), title("Budget"), text(NL)], None)
    assert found == [Language.FR, Language.FR, Language.FR, Language.NL, Language.NL]


def test_a_short_quotation_does_not_change_the_language() -> None:
    found, _ = languages([text(FR), text(" ".join(NL.split()[:25])), text(FR)], None)
    assert found == [Language.FR] * 3


def test_the_declared_language_serves_where_the_text_does_not_tell() -> None:
    assert languages([text("12 34 56")], Language.EN) == ([Language.EN], Language.EN)
    assert languages([text("12 34 56")], None) == ([None], None)
    assert languages([text(FR)], Language.NL)[1] is Language.FR


def test_a_list_of_short_lines_is_judged_together() -> None:
    items = [Element(text=part, kind=ElementKind.LIST_ITEM) for part in NL.split(", ")]
    assert set(languages(items, None)[0]) == {Language.NL}
