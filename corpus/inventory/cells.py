"""What a cell of an inventory can hold, and what reading one can give."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Generic, TypeVar

from corpus.reasons import Reason
from corpus.study import PublicationDate
from corpus.text import fold

T = TypeVar("T")

MAX_CELL = 32_767
"""Characters of the longest cell that is read: what a spreadsheet itself can hold."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that its own file marks as broken, such as a formula that ended in an error."""

    shown: str
    reason: Reason

    def __str__(self) -> str:
        return self.shown


Scalar = str | int | float | Decimal | date | time | timedelta | PublicationDate | Unreadable | None
Cell = Scalar | tuple[Scalar, ...]
"""A value as its file gives it. A tuple is a list that the format itself knows (JSON, TOML): it is never
split again. ``bool`` is an ``int`` and ``datetime`` a ``date``, as in Python."""


class CellFault(Exception):
    """A cell that has no reading. The reason says what to do."""

    def __init__(self, reason: Reason, proposals: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.proposals = reason, proposals


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from a cell; ``note`` says what in it was not plain."""

    value: T
    note: Reason | None = None


_UNKNOWN = """
    inconnu inconnue nc nonconnu noncommunique nondisponible nd onbekend nietbekend nietgekend
    nietmeegedeeld nietbeschikbaar nb pm unknown notknown notavailable na nvt nietvantoepassing
    so sansobjet tbd x
"""
UNKNOWN_WORDS = frozenset(_UNKNOWN.split())
"""Folded, without spaces and points: a cell that says only this is unknown, and no fault."""


def is_unknown(cell: Cell) -> bool:
    """Tell whether a cell is empty or says that its value is not known."""
    if cell is None or cell == ():
        return True
    if not isinstance(cell, str):
        return False
    kept = re.sub(r"[^a-z0-9€$£%]+", "", fold(cell))
    return kept in UNKNOWN_WORDS or (not kept and not re.search(r"[^\W_]", cell))


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), without invisible characters, each run of white space one space."""
    return " ".join(_visible(text).split())


def items(cell: Cell, separators: str) -> tuple[str, ...]:
    """Return the parts of a cell, split at each match of ``separators`` unless it already is a list."""
    if isinstance(cell, tuple):
        parts = [as_text(part) for part in cell]
    else:
        parts = re.split(separators, _visible(_raw_text(cell)))
    return tuple(kept for part in parts if (kept := clean(part)))


def as_text(cell: Cell) -> str:
    """Return a cell as one line of text; a whole float loses its ".0"."""
    if isinstance(cell, tuple):
        return "; ".join(as_text(part) for part in cell)
    return clean(_raw_text(cell))


def _raw_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, PublicationDate):
        return cell.isoformat()
    return str(cell)


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("_x000D_", " "))
    return "".join(char for char in composed if char.isspace() or unicodedata.category(char) not in _HIDDEN)


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
