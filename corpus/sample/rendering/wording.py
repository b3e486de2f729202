"""The words that a layout adds to a study, in the three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.study import DatePrecision, PublicationDate
from models.language import Language

FR, NL, EN = Language.FR, Language.NL, Language.EN


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything that a layout says of its own accord, in one language."""

    page: str
    contents: str
    commissioned_by: str
    author: str
    months: str
    decimal_mark: str
    thousands_mark: str
    continued: str


WORDS: Mapping[Language, Words] = {
    FR: Words(
        page="Page {page} / {pages}",
        contents="Table des matières",
        commissioned_by="Étude commandée par",
        author="Auteur",
        months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        decimal_mark=",",
        thousands_mark="\u00a0",
        continued="suite",
    ),
    NL: Words(
        page="Pagina {page} van {pages}",
        contents="Inhoud",
        commissioned_by="Studie in opdracht van",
        author="Auteur",
        months="januari februari maart april mei juni juli augustus september oktober november december",
        decimal_mark=",",
        thousands_mark=".",
        continued="vervolg",
    ),
    EN: Words(
        page="Page {page} of {pages}",
        contents="Contents",
        commissioned_by="Commissioned by",
        author="Author",
        months="January February March April May June July August September October November December",
        decimal_mark=".",
        thousands_mark=",",
        continued="continued",
    ),
}


def date_words(published: PublicationDate, language: Language) -> str:
    """Return "12 mars 2020", "mars 2020" or "2020", as far as the date is known."""
    day: date = published.first
    month = WORDS[language].months.split()[day.month - 1]
    if published.precision is DatePrecision.YEAR:
        return str(day.year)
    if published.precision is DatePrecision.MONTH:
        return f"{month} {day.year}"
    first = "1er" if language is FR and day.day == 1 else str(day.day)
    return f"{first} {month} {day.year}"


def number_words(value: float, language: Language) -> str:
    """Return a number as the language writes it: "1 250", "1.250" or "1,250", with at most two decimals."""
    words = WORDS[language]
    whole, _, decimals = f"{abs(value):,.2f}".rstrip("0").rstrip(".").partition(".")
    sign = "-" if value < 0 else ""
    return sign + whole.replace(",", words.thousands_mark) + (words.decimal_mark + decimals if decimals else "")


# The names under which each administration signs, French then Dutch then English.
ADMINISTRATIONS: Mapping[str, tuple[str, str, str]] = {
    "actiris": ("Actiris", "Actiris", "Actiris"),
    "bruxelles-economie-emploi": (
        "Bruxelles Économie et Emploi",
        "Brussel Economie en Werkgelegenheid",
        "Brussels Economy and Employment",
    ),
    "bruxelles-environnement": ("Bruxelles Environnement", "Leefmilieu Brussel", "Brussels Environment"),
    "bruxelles-finances-budget": (
        "Bruxelles Finances et Budget",
        "Brussel Financiën en Begroting",
        "Brussels Finance and Budget",
    ),
    "bruxelles-fiscalite": ("Bruxelles Fiscalité", "Brussel Fiscaliteit", "Brussels Taxation"),
    "bruxelles-logement": ("Bruxelles Logement", "Brussel Huisvesting", "Brussels Housing"),
    "bruxelles-mobilite": ("Bruxelles Mobilité", "Brussel Mobiliteit", "Brussels Mobility"),
    "bruxelles-proprete": ("Bruxelles-Propreté", "Net Brussel", "Brussels Cleanliness"),
    "easy-brussels": ("easy.brussels", "easy.brussels", "easy.brussels"),
    "equal-brussels": ("equal.brussels", "equal.brussels", "equal.brussels"),
    "hub-brussels": ("hub.brussels", "hub.brussels", "hub.brussels"),
    "hydria": ("Hydria", "Hydria", "Hydria"),
    "iriscare": ("Iriscare", "Iriscare", "Iriscare"),
    "paradigm": ("Paradigm", "Paradigm", "Paradigm"),
    "parking-brussels": ("parking.brussels", "parking.brussels", "parking.brussels"),
    "perspective-brussels": ("perspective.brussels", "perspective.brussels", "perspective.brussels"),
    "slrb-bghm": ("SLRB", "BGHM", "SLRB-BGHM"),
    "stib-mivb": ("STIB", "MIVB", "STIB-MIVB"),
    "vgc": (
        "Commission communautaire flamande (VGC)",
        "Vlaamse Gemeenschapscommissie (VGC)",
        "Flemish Community Commission (VGC)",
    ),
    "visit-brussels": ("visit.brussels", "visit.brussels", "visit.brussels"),
    "vivaqua": ("VIVAQUA", "VIVAQUA", "VIVAQUA"),
}


def administration_name(administration: str, language: Language) -> str:
    """Return the name of an administration in one language.

    Raises:
        KeyError: The sample has no name for this id.
    """
    return ADMINISTRATIONS[administration][(FR, NL, EN).index(language)]
