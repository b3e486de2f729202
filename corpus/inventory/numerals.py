"""Numbers as people write them: which mark parts thousands, and which the cents."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.inventory.cells import CellFault
from corpus.reasons import reason

NUMERAL = re.compile(r"[0-9]+(?:[ .,'’][0-9]+)*")
"""Digits with marks between them, as one token. Spaces must be plain ones."""

_CLEAR_MAJORITY = 0.75
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_CENTS = r"(?P<mark>[.,])(?P<cents>\d+)"
_GROUPS = r"\d{1,3}(?P<group>[ .,'’])\d{3}(?:(?P=group)\d{3})*"
_UNGROUPED = re.compile(rf"(?P<whole>\d+)(?:{_CENTS})?")
_GROUPED = re.compile(rf"(?P<whole>{_GROUPS})(?:(?!(?P=group)){_CENTS})?")


class DecimalMark(StrEnum):
    """What stands between euros and cents; the other mark then parts thousands."""

    COMMA = ","
    POINT = "."


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """The decimal mark of a column; ``contested`` where some of its amounts have another one."""

    mark: DecimalMark | None = None
    contested: bool = False


NO_MARK = ColumnMark()


def parse_numeral(text: str, mark: DecimalMark | None) -> Decimal:
    """Return the number that a token of ``NUMERAL`` writes.

    One point or comma before exactly three digits ("1.250") may part thousands or decimals: it is read
    with ``mark``, the decimal mark of the column.

    Raises:
        CellFault: it is written in no known way, or ambiguous while ``mark`` is ``None``.
    """
    if is_ambiguous(text):
        return _by_column(text, mark)
    if not (found := _shape(text)):
        raise CellFault(reason("amount.no-number", text=text))
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{whole}.{found['cents'] or '0'}")


def column_mark(numerals: Iterable[str]) -> ColumnMark:
    """Return the decimal mark of at least three quarters of the unambiguous numerals, if there is one."""
    votes = Counter(mark for text in numerals if (mark := _evidence(text)))
    for mark, count in votes.items():
        if count >= _CLEAR_MAJORITY * votes.total():
            return ColumnMark(mark, contested=len(votes) > 1)
    return NO_MARK


def is_ambiguous(text: str) -> bool:
    """Tell whether the only mark of a numeral may part thousands or decimals ("1.250")."""
    return bool(_AMBIGUOUS.fullmatch(text))


def _shape(text: str) -> re.Match[str] | None:
    return _UNGROUPED.fullmatch(text) or _GROUPED.fullmatch(text)


def _by_column(text: str, mark: DecimalMark | None) -> Decimal:
    thousands, decimals = Decimal(re.sub(r"\D", "", text)), Decimal(text.replace(",", "."))
    if mark is None:
        both = str(thousands), str(decimals.normalize())
        raise CellFault(reason("amount.ambiguous", text=text, thousands=both[0], decimals=both[1]), both)
    return decimals if mark in text else thousands


def _evidence(text: str) -> DecimalMark | None:
    if is_ambiguous(text) or not (found := _shape(text)):
        return None
    if found["mark"]:
        return DecimalMark(found["mark"])
    group = found.groupdict().get("group")
    return {".": DecimalMark.COMMA, ",": DecimalMark.POINT}.get(group or "")
