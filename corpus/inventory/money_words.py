"""Words around an amount, in headers and in cells: value-added tax, units and currencies.

All functions take what ``spread`` returns.
"""

import re
from decimal import Decimal

from corpus.study import Vat
from corpus.text import fold

_TAX = r"(?:t\.?v\.?a\b\.?|b\.?t\.?w\b\.?|vat\b|taxe?s?\b|taksen\b)"
_WITHOUT = (
    r"(?:hors|sans|exclusief|exclusive|excluding|excludes|exclue?s?|excl|exl|ex|zonder|without|net of|"
    r"non[ -](?:comprise?s?|incluse?s?)|niet (?:inbegrepen|inclusief)|not included)\b\.?"
)
_WITH = (
    r"(?:toutes taxes comprises|comprise?s?|inclusief|inclusive|including|includes|included|incluse?s?|incl|"
    r"inbegrepen|avec|with|met|y compris)\b\.?"
)
_LINK = r"[\s:,(]*(?:(?:of|de|la)\s+)?"
_EXCLUDED = re.compile(
    rf"\bh\.?t\.?v\.?a\b\.?|\bh\.?t\b\.?|\b{_WITHOUT}{_LINK}{_TAX}|\b{_TAX}[\s:,(]*{_WITHOUT}|"
    rf"\b{_TAX}[\s:,(]*excluded\b|\b(?:excl|exclusief|excluded)\b\.?"
)
_INCLUDED = re.compile(
    rf"\bt\.?v\.?a\.?c\b\.?|\bt\.?t\.?c\b\.?|\btoutes taxes comprises\b|\b{_WITH}{_LINK}{_TAX}|"
    rf"\b{_TAX}[\s:,(]*{_WITH}|\b(?:incl|inclusief|included)\b\.?"
)
_THOUSANDS = re.compile(
    r"\bk ?(?:€|eur(?:os?)?\b)|(?<=\d )k\b|\bmilliers?(?: d['’]?)?|\bduizend(?:en)?\b|\bthousands?\b"
)
_MILLIONS = re.compile(
    r"\bm ?(?:€|eur(?:os?)?\b)|\bml?n\b\.?|\bmio\b\.?|\bmillions?(?: d['’]?)?|\bmiljoen(?:en)?\b"
)
_SCALES = ((Decimal(1_000), _THOUSANDS), (Decimal(1_000_000), _MILLIONS))
_SCALES_OF_EUROS = (
    (Decimal(1_000), re.compile(r"\b(?:k|milliers d['’]?|duizend|thousands of) ?(?:€|eur(?:os?)?\b)")),
    (Decimal(1_000_000), re.compile(r"\b(?:m|millions d['’]?|miljoen|millions of) ?(?:€|eur(?:os?)?\b)")),
)
_TAX_WORD = re.compile(r"\b(?:h\.?t\.?v\.?a|t\.?v\.?a\.?c|t\.?t\.?c)\b")
_EURO = re.compile(r"€|\beur(?:os?)?\b")
_FOREIGN = re.compile(
    r"[$£¥]|\b(?:usd|gbp|chf|bef|fb|frb|dollars?|pounds?|livres sterling|ponden|francs?|frank(?:en)?)\b"
)
_ASKED = re.compile(rf"\b{_TAX}\s*(?:\?|(?:inconnue?|onbekend|unknown|(?:non|pas) precisee?|niet gekend)\b)")
_TAX_ALONE = re.compile(rf"\b{_TAX}")


def spread(text: str) -> str:
    """Return ``text`` folded, with single spaces and a space between each number and the word it touches."""
    return " ".join(re.sub(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", fold(text)).split())


def take_vat(text: str) -> tuple[Vat | None, str]:
    """Return whether ``text`` speaks of an amount with or without VAT, and the text without those words.

    ``None`` where it says nothing of it, ``Vat.UNKNOWN`` where it says both, or that it does not know.
    """
    rest, without = _EXCLUDED.subn(" ", text)
    rest, within = _INCLUDED.subn(" ", rest)
    rest, asked = _ASKED.subn(" ", rest)
    if asked or (without and within):
        return Vat.UNKNOWN, rest
    if without or within:
        return (Vat.EXCLUDED if without else Vat.INCLUDED), rest
    return None, rest


def take_scale(text: str) -> tuple[Decimal | None, str]:
    """Return what the amounts are counted in (thousands, millions), and the text without those words."""
    for scale, pattern in _SCALES:
        rest, found = pattern.subn(" ", text)
        if found:
            return scale, rest
    return None, text


def take_euro(text: str) -> tuple[bool, str]:
    """Tell whether ``text`` names the euro, and return it without."""
    rest, found = _EURO.subn(" ", text)
    return bool(found), rest


def told_above(text: str) -> tuple[Vat | None, Decimal | None]:
    """Return what a title over a table says of its amounts: their tax and their unit, if anything.

    Read more narrowly than a header, since a title speaks of other things too.
    """
    vat = take_vat(text)[0] if names_tax(text) or _TAX_WORD.search(text) else None
    scale = next((scale for scale, pattern in _SCALES_OF_EUROS if pattern.search(text)), None)
    return (None if vat is Vat.UNKNOWN else vat), scale


def is_foreign(text: str) -> bool:
    """Tell whether ``text`` names a currency other than the euro."""
    return bool(_FOREIGN.search(text))


def names_tax(text: str) -> bool:
    """Tell whether ``text`` speaks of a tax at all."""
    return bool(_TAX_ALONE.search(text))
