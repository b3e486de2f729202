"""Words for months, seasons and parts of a year in French, Dutch and English.

Month and day names come from CLDR through babel. A word of three letters or more stands for a month if it
begins the name of that month and of no other in any of the three languages ("sept", "juill", "mrt";
not "jui", which begins juin and juillet).
"""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from corpus.text import words
from models.language import Language

Width = Literal["wide", "abbreviated"]

SEASONS = {
    **dict.fromkeys(("printemps", "lente", "voorjaar", "spring"), 2),
    **dict.fromkeys(("ete", "zomer", "summer"), 3),
    **dict.fromkeys(("automne", "herfst", "najaar", "autumn", "fall"), 4),
    **dict.fromkeys(("hiver", "winter"), 1),
}
"""The quarter that a season is read as: spring is April to June, winter January to March."""

QUARTERS = frozenset({"trimestre", "trim", "kwartaal", "kw", "quarter", "t", "q", "k"})
HALVES = frozenset({"semestre", "semester", "helft", "half", "s", "h"})
ORDINALS = {
    **dict.fromkeys(("premier", "premiere", "eerste", "first", "i"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "tweede", "ii"), 2),
    **dict.fromkeys(("troisieme", "derde", "third", "iii"), 3),
    **dict.fromkeys(("quatrieme", "vierde", "fourth", "iv"), 4),
}
VAGUE = frozenset(
    {"fin", "eind", "einde", "end", "late", "debut", "begin", "beginning", "early", "mi", "mid", "medio"}
)
SUFFIXES = frozenset({"er", "ere", "e", "eme", "ieme", "nd", "nde", "st", "ste", "th", "rd", "de"})
"""What may follow a number without a space between: 1er, 2e, 3de, 4th."""

FILLERS = frozenset(words("de du d of van the le la l het in en annee année jaar year mois maand month"))


@cache
def month_number(word: str) -> int | None:
    """Return 1 to 12 for a folded name of a month, or for a beginning that no other month has."""
    names = _month_names()
    if word in names:
        return names[word]
    meant = {month for name, month in names.items() if len(word) >= 3 and name.startswith(word)}
    return meant.pop() if len(meant) == 1 else None


@cache
def is_weekday(word: str) -> bool:
    """Tell whether a folded word is the name of a day of the week."""
    from babel.dates import get_day_names

    widths: Iterable[Width] = ("wide", "abbreviated")
    return any(
        word in {part for name in get_day_names(width, locale=language).values() for part in words(name)}
        for width in widths
        for language in Language
    )


@cache
def _month_names() -> dict[str, int]:
    from babel.dates import get_month_names

    widths: Iterable[Width] = ("wide", "abbreviated")
    return {
        part: month
        for width in widths
        for language in Language
        for month, name in get_month_names(width, locale=language).items()
        for part in words(name)
    }
