"""The words that a layout adds to a study, in the three languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything that a layout says of its own accord, in one language."""

    page: str
    contents: str
    author: str
    decimal_mark: str
    thousands_mark: str
    continued: str


WORDS: Mapping[Language, Words] = {
    FR: Words(
        page="Page {page} / {pages}",
        contents="Table des matières",
        author="Auteur\u00a0:",
        decimal_mark=",",
        thousands_mark="\u00a0",
        continued="suite",
    ),
    NL: Words(
        page="Pagina {page} van {pages}",
        contents="Inhoud",
        author="Auteur:",
        decimal_mark=",",
        thousands_mark=".",
        continued="vervolg",
    ),
    EN: Words(
        page="Page {page} of {pages}",
        contents="Contents",
        author="Author:",
        decimal_mark=".",
        thousands_mark=",",
        continued="continued",
    ),
}


def number_words(value: float, language: Language) -> str:
    """Return a number as the language writes it: "1 250", "1.250" or "1,250", with at most two decimals."""
    words = WORDS[language]
    whole, _, decimals = f"{abs(value):,.2f}".rstrip("0").rstrip(".").partition(".")
    sign = "-" if value < 0 else ""
    return (
        sign + whole.replace(",", words.thousands_mark) + (words.decimal_mark + decimals if decimals else "")
    )
