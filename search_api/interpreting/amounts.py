"""Amounts of money as people write them in a question."""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.inventory.amounts import LARGEST
from corpus.inventory.cells import CellFault
from corpus.inventory.numerals import DecimalMark, is_ambiguous, parse_numeral
from search_api.interpreting.sentence import Sentence

_GROUP_HEAD = re.compile(r"[1-9][0-9]{0,2}")
_GROUP = re.compile(r"[0-9]{3}")
_SCALES = (("thousand", Decimal(1_000)), ("million", Decimal(1_000_000)))
_RATES = frozenset({"par", "per", "pp", "l"})
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be euros, and the token after it."""

    numeral: str
    scale: Decimal | None
    euro: bool
    last: int

    @property
    def is_money(self) -> bool:
        """Tell whether it is marked as money: by the euro, or as "30k"."""
        return self.euro or self.scale == Decimal(1_000)

    def euros(self, scale: Decimal | None = None) -> Decimal | None:
        """Return the amount, counted in ``scale`` where it has no unit of its own.

        "50.000" is fifty thousand: no euro has three decimals. ``None`` where it may be read in two ways
        ("1.250 k€") or is no amount.
        """
        scale = self.scale or scale
        if is_ambiguous(self.numeral) and scale:
            return None
        mark = DecimalMark.COMMA if "." in self.numeral else DecimalMark.POINT
        try:
            number = parse_numeral(self.numeral, mark)
        except CellFault:
            return None
        value = number * (scale or 1)
        return value if value == value.quantize(_CENT) and value <= LARGEST else None


def amount_at(sentence: Sentence, place: int) -> Amount | None:
    """Read the number that begins at a token, with its unit and currency; ``None`` where there is none."""
    start = sentence.phrase("euro", place) or place
    if start < len(sentence) and sentence.tokens[start].is_number and sentence.together(place, start + 1):
        end = _grouped(sentence, start)
        numeral = " ".join(sentence.text[sentence.tokens[start].start : sentence.tokens[end - 1].end].split())
    elif (end := sentence.phrase("one", start) or 0) and sentence.phrase("million", end):
        numeral = "1"
    else:
        return None
    scale, last = _scale(sentence, end)
    after = _currency(sentence, last, scaled=scale is not None)
    found = Amount(numeral, scale, start > place or after > last, sentence.phrase("vat", after) or after)
    return None if _is_rate(sentence, found.last) or _is_glued(sentence, start, found) else found


def _grouped(sentence: Sentence, start: int) -> int:
    """Return where a number ends whose thousands are parted by spaces."""
    end = start + 1
    if not _GROUP_HEAD.fullmatch(sentence.folded[start]):
        return end
    while end < len(sentence) and _GROUP.fullmatch(sentence.folded[end]) and sentence.gap(end).isspace():
        end += 1
    return end


def _scale(sentence: Sentence, place: int) -> tuple[Decimal | None, int]:
    for role, scale in _SCALES:
        last = sentence.phrase(role, place)
        if last and (sentence.folded[place] != "m" or sentence.phrase("euro", last)):
            return scale, last
    return None, place


def _currency(sentence: Sentence, place: int, *, scaled: bool) -> int:
    """Return where the euro after a number ends: "€", and "d'euros" after "million"."""
    if scaled and place < len(sentence) and sentence.folded[place] in ("d", "of"):
        return sentence.phrase("euro", place + 1) or place
    return sentence.phrase("euro", place) or place


def _is_rate(sentence: Sentence, place: int) -> bool:
    """Tell whether the amount is one per month, per square metre and the like: no study costs that."""
    if "/" in sentence.gap(place) or "%" in sentence.folded[place : place + 1]:
        return True
    return place < len(sentence) and sentence.folded[place] in _RATES and sentence.tokens[place].joins


def _is_glued(sentence: Sentence, start: int, amount: Amount) -> bool:
    """Tell whether a letter touches the number: "30km", "CO2"."""
    touched = start > 0 and sentence.gap(start) == "" and sentence.tokens[start - 1].is_word
    own = start > 0 and sentence.phrase("euro", start - 1) == start
    after = amount.last < len(sentence) and sentence.gap(amount.last) == ""
    return (touched and not own) or (after and not amount.euro)
