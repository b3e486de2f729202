"""What a study cost, read from a cell.

A cell is read only where one reading is left: one number, in euros, with nothing beside it but words about
tax, units and currency. "1.2 mio" and "50 k€" are read in full (1,200,000 and 50,000) with a note;
"environ 50 000" is read with a note; a range, a bound or two amounts in one cell are faults.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from corpus.inventory.cells import Cell, CellFault, Reading, Unreadable, clean, is_unknown
from corpus.inventory.money_words import is_foreign, spread, take_euro, take_scale, take_vat
from corpus.inventory.numerals import NO_MARK, NUMERAL, ColumnMark, column_mark, is_ambiguous, parse_numeral
from corpus.reasons import Reason, reason
from corpus.study import Cost, Vat

LARGEST = Decimal(1_000_000_000)
"""Euros; an amount above it is taken for a slip of the pen."""

_CENT = Decimal("0.01")
_NOISE = Decimal("0.000001")
_ONE = Decimal(1)
_ABOUT = re.compile(
    r"\b(?:environ|env|circa|ca|approx\w*|ongeveer|about|around|plus ou moins)\b\.?|\+/-|[±~≈]"
)
_FREE = re.compile(r"gratuit(?:e|ement)?|gratis|free|kosteloos")
_NO_CENTS = re.compile(r"(?<=\d)\s?([,.])\s?[-–—]+")
_MINUS = re.compile(r"[-−–]\s*(?=\d)|(?<=\d)\s*[-−–]$|^\(\s*\d[\d .,]*\)$")
_HARMLESS = re.compile(r"[\s()\[\]:;,.*/-]*")


@dataclass(frozen=True, slots=True)
class CostColumn:
    """What the header and the other cells of a column say of each of its amounts."""

    vat: Vat = Vat.UNKNOWN
    scale: Decimal = _ONE
    """What a number without a unit of its own counts: 1,000 in a column headed "k€"."""
    mark: ColumnMark = NO_MARK


@dataclass(frozen=True, slots=True)
class _Parts:
    """A cell taken apart: its words, and what is left around its numbers."""

    vat: Vat | None
    scale: Decimal | None
    euro: bool
    about: bool
    rest: str


def mark_of(cells: Iterable[Cell]) -> ColumnMark:
    """Return the decimal mark of a column: the one of nearly all its unambiguous amounts."""
    texts = (cell for cell in cells if isinstance(cell, str))
    return column_mark(numeral for text in texts for numeral in NUMERAL.findall(_parts(text).rest))


def read_cost(cell: Cell, column: CostColumn) -> Reading[Cost | None]:
    """Read an amount of euros, to the cent; ``None`` where the cell says that it is unknown.

    Words about VAT in the cell count for more than the column's.

    Raises:
        CellFault: the cell is no single amount of euros, is negative, or may be read in two ways.
    """
    if is_unknown(cell):
        return Reading(None)
    if isinstance(cell, str):
        return _read_text(clean(cell), column)
    return _in_cents(_number(cell), column.scale, column.vat)


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, Unreadable):
        raise CellFault(cell.reason)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise CellFault(reason("amount.expected"))
    return cell if isinstance(cell, Decimal) else Decimal(repr(cell))


def _read_text(text: str, column: CostColumn) -> Reading[Cost | None]:
    parts = _parts(text)
    vat = parts.vat or column.vat
    if _FREE.fullmatch(parts.rest):
        return Reading(Cost(Decimal("0.00"), vat))
    numeral = _only_numeral(text, parts)
    scale = parts.scale or (_ONE if parts.euro else column.scale)
    reading = _in_cents(parse_numeral(numeral, column.mark.mark), scale, vat)
    return Reading(reading.value, _note(numeral, parts, column) or reading.note)


def _note(numeral: str, parts: _Parts, column: CostColumn) -> Reason | None:
    if parts.about:
        return reason("amount.approximate")
    if is_ambiguous(numeral) and column.mark.contested:
        return reason("amount.as-most", text=numeral)
    return None


def _parts(text: str) -> _Parts:
    plain = _NO_CENTS.sub(lambda found: ",00" if found[1] == "," else " ", spread(text))
    vat, rest = take_vat(plain)
    scale, rest = take_scale(rest)
    euro, rest = take_euro(rest)
    rest, about = _ABOUT.subn(" ", rest)
    return _Parts(vat, scale, euro, bool(about), " ".join(rest.split()))


def _only_numeral(text: str, parts: _Parts) -> str:
    if is_foreign(parts.rest):
        raise CellFault(reason("amount.foreign"))
    numerals: list[str] = NUMERAL.findall(parts.rest)
    if len(numerals) > 1:
        raise CellFault(reason("amount.several"))
    if not numerals:
        raise CellFault(reason("amount.none"))
    if _MINUS.search(parts.rest):
        raise CellFault(reason("amount.negative"))
    if not _HARMLESS.fullmatch(parts.rest.replace(numerals[0], "", 1)) or _has_raised_digit(text):
        raise CellFault(reason("amount.words"))
    return numerals[0]


def _has_raised_digit(text: str) -> bool:
    """Tell whether folding made a footnote mark or a fraction ("²", "½") look like a digit."""
    return any(unicodedata.category(char) == "No" for char in text)


def _in_cents(number: Decimal, scale: Decimal, vat: Vat) -> Reading[Cost | None]:
    if not number.is_finite():
        raise CellFault(reason("amount.infinite"))
    if number < 0:
        raise CellFault(reason("amount.negative"))
    if number * scale > LARGEST:
        raise CellFault(reason("amount.too-large", most=f"{LARGEST:,}"))
    amount = (number * scale).quantize(_CENT, ROUND_HALF_UP)
    if scale != _ONE:
        return Reading(Cost(amount, vat), reason("amount.scaled", units=f"{scale:,}", amount=f"{amount:,}"))
    rounded = abs(amount - number) > _NOISE
    return Reading(Cost(amount, vat), reason("amount.rounded", amount=f"{amount:,}") if rounded else None)
