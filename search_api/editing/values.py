"""From what a librarian wrote into one field to its value, by the readers of inventories.

Every function raises ``RequestError`` with the field and a reason in three languages.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.inventory.amounts import CostColumn, read_cost
from corpus.inventory.cells import CellFault
from corpus.inventory.dates import read_date
from corpus.inventory.document_types import read_document_type
from corpus.study import Cost, DocumentType, PublicationDate, Vat
from search_api import reading
from search_api.errors import RequestError
from search_api.messages import message

_LONGEST_VALUE = 100
"""Characters of a date, an amount or a type."""
MOST_KEYWORDS = 60
"""In one language."""
LONGEST_KEYWORD = 100
_BETWEEN = re.compile(r"[;|\n]")


def line(field: str, given: Any, *, limit: int) -> str | None:
    """Read one line of text; ``None`` where nothing is written."""
    if given is None or (isinstance(given, str) and not reading.clean(given)):
        return None
    if not isinstance(given, str):
        raise RequestError(field, message("edit.text"))
    return reading.words(field, given, limit=limit)


def keywords(field: str, given: Any) -> tuple[str, ...]:
    """Read keywords, as a list or between semicolons or lines, else commas; each is kept once."""
    parts = _parts(given) if isinstance(given, str) else given
    return lines(field, parts, limit=LONGEST_KEYWORD, most=MOST_KEYWORDS)


def lines(field: str, given: Any, *, limit: int, most: int) -> tuple[str, ...]:
    """Read lines of text, as a list or between semicolons, bars or line ends; each is kept once."""
    parts = _BETWEEN.split(given) if isinstance(given, str) else given
    if not isinstance(parts, Sequence):
        raise RequestError(field, message("edit.list"))
    read = (line(field, part, limit=limit) for part in parts)
    found = tuple(dict.fromkeys(text for text in read if text))
    if len(found) > most:
        raise RequestError(field, message("parameter.too_many", limit=most))
    return found


def _parts(text: str) -> Sequence[str]:
    parts = _BETWEEN.split(text)
    return parts if len(parts) > 1 else text.split(",")


def published(field: str, given: Any, *, today: date) -> PublicationDate | None:
    """Read a publication date; ``None`` where nothing is written, or that it is unknown."""
    text = line(field, str(given) if isinstance(given, int) else given, limit=_LONGEST_VALUE)
    if text is None:
        return None
    try:
        return read_date(text, today).value
    except CellFault as fault:
        key, proposals = "edit.date.unreadable", ", ".join(fault.proposals)
        if proposals:
            key = "edit.date.nearest"
        reason = message(key, value=reading.shown(text), proposals=proposals)
        raise RequestError(field, reason) from fault


def cost(field: str, amount: Any, vat: Vat) -> Cost | None:
    """Read an amount of euros; ``None`` where nothing is written, or that it is unknown."""
    if not isinstance(amount, int | float) or isinstance(amount, bool):
        amount = line(field, amount, limit=_LONGEST_VALUE)
    try:
        return read_cost(amount, CostColumn(vat)).value
    except CellFault as fault:
        value = reading.shown(str(amount))
        if len(fault.proposals) == 2:
            first, second = fault.proposals
            raise RequestError(
                field, message("edit.amount.ambiguous", value=value, first=first, second=second)
            ) from fault
        raise RequestError(field, message("edit.amount.unreadable", value=value)) from fault


def document_type(field: str, given: Any) -> DocumentType | None:
    """Read a document type by its name here or by the words of three languages."""
    text = line(field, given, limit=_LONGEST_VALUE)
    if text is None:
        return None
    try:
        return DocumentType(text) if text in set(DocumentType) else read_document_type(text)
    except CellFault as fault:
        reason = message("choice.unknown", value=reading.shown(text), known=", ".join(DocumentType))
        raise RequestError(field, reason) from fault
