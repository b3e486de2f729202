"""Rows that describe no study: empty ones, totals, and the header again."""

from enum import Enum, auto

from corpus.administrations import Registry
from corpus.inventory.cells import Cell, as_text
from corpus.inventory.tables import SheetRow, Table
from corpus.text import words

_TOTALS = frozenset({"total", "totaux", "totals", "totaal", "totalen", "subtotal", "subtotaal", "eindtotaal"})
_BESIDE_TOTALS = frozenset(words("sous sub général généraux algemeen grand htva tvac ttc btw tva eur euro"))


class Kind(Enum):
    """What a row is."""

    STUDY = auto()
    EMPTY = auto()
    TOTAL = auto()
    HEADER = auto()


def kind_of(row: SheetRow, table: Table, registry: Registry) -> Kind:
    """Tell what a row is."""
    if row.is_empty():
        return Kind.EMPTY
    if table.repeats_header(row):
        return Kind.HEADER
    return Kind.TOTAL if _is_total(row, registry) else Kind.STUDY


def _is_total(row: SheetRow, registry: Registry) -> bool:
    """Tell whether a row holds "Total", alone or of an administration, and amounts at most beside it."""
    own = [cell for place, cell in enumerate(row.cells) if place not in row.filled]
    labels = {text for cell in own if (text := as_text(cell)) and not _is_amount(cell)}
    return len(labels) == 1 and _says_total(labels.pop(), registry)


def _says_total(label: str, registry: Registry) -> bool:
    spoken = words(label)
    rest = [word for word in spoken if word not in _TOTALS | _BESIDE_TOTALS and not word.isdigit()]
    return not _TOTALS.isdisjoint(spoken) and (not rest or registry.resolve(" ".join(rest)) is not None)


def _is_amount(cell: Cell) -> bool:
    if isinstance(cell, str):
        spoken = words(cell)
        return bool(spoken) and all(word.isdigit() or word in _BESIDE_TOTALS for word in spoken)
    return True
