"""From what a reader wrote to values: one function for each kind of parameter.

Every function raises ``RequestError`` with the name of the parameter and a reason in three languages.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from corpus.study import AdministrationId, PublicationDate
from search_api.errors import RequestError
from search_api.messages import message

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.store import Catalogue

MOST_VALUES = 100
"""Values that one repeated parameter may have."""

MOST_NAME = 300
"""Characters of the name of an administration."""

Choice = TypeVar("Choice", bound=StrEnum)

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_AMOUNT = re.compile(r"[0-9]{1,12}([.,][0-9]{1,2})?")


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), without control characters and half characters, spaces collapsed."""
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs")
    )
    return " ".join(kept.split())


def words(parameter: str, text: str, *, limit: int) -> str:
    """Return the cleaned text of a question.

    Raises:
        RequestError: nothing visible is left of it, or it is longer than ``limit`` characters.
    """
    cleaned = clean(text)
    if all(unicodedata.category(char) in ("Cf", "Zs") for char in cleaned):
        raise RequestError(parameter, message("text.empty"))
    if len(cleaned) > limit:
        raise RequestError(parameter, message("text.too_long", limit=limit, length=len(cleaned)))
    return cleaned


def period(parameter: str, text: str | None) -> PublicationDate | None:
    """Read 2018, 2018-06 or 2018-06-30; nothing and an empty field are no date."""
    text = clean(text or "")
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return PublicationDate.parse_iso(text)
    except ValueError as error:
        raise RequestError(parameter, message("date.unreadable", value=shown(text))) from error


def amount(parameter: str, text: str | None) -> Decimal | None:
    """Read euros such as 50000, 50 000 or 50000.50; ``50.000`` may mean two things and is refused."""
    text = clean(text or "").replace(" ", "").removesuffix("€")
    if not text:
        return None
    if text.startswith(("-", "−")):
        raise RequestError(parameter, message("amount.negative", value=shown(text)))
    if not _AMOUNT.fullmatch(text):
        raise RequestError(parameter, message("amount.unreadable", value=shown(text)))
    return Decimal(text.replace(",", "."))


def choice(parameter: str, text: str, kind: type[Choice]) -> Choice:
    """Return the value of an enumeration, whatever its case."""
    text = clean(text)
    try:
        return kind(text.lower())
    except ValueError as error:
        known = ", ".join(kind)
        raise RequestError(parameter, message("choice.unknown", value=shown(text), known=known)) from error


def choices(parameter: str, texts: Sequence[str], kind: type[Choice]) -> frozenset[Choice]:
    """Return the values of a repeated parameter; empty fields say nothing."""
    return frozenset(choice(parameter, text, kind) for text in several(parameter, texts))


def whole(parameter: str, number: int, *, least: int, most: int) -> int:
    """Return a number that lies between ``least`` and ``most``, both included."""
    if not least <= number <= most:
        raise RequestError(
            parameter, message("whole.range", least=least, most=most, value=shown(str(number)))
        )
    return number


def administrations(
    parameter: str, names: Sequence[str], *, registry: "Registry", catalogue: "Catalogue"
) -> frozenset[AdministrationId]:
    """Return the ids that these spellings mean.

    Raises:
        UnknownAdministrationError: neither the registry nor the catalogue knows one of them.
    """
    return frozenset(
        _administration(parameter, name, registry, catalogue) for name in several(parameter, names)
    )


def _administration(
    parameter: str, name: str, registry: "Registry", catalogue: "Catalogue"
) -> AdministrationId:
    if len(name) > MOST_NAME:
        raise RequestError(parameter, message("text.too_long", limit=MOST_NAME, length=len(name)))
    if found := registry.resolve(name):
        return found.id
    return registry.identify(name, catalogue.unlisted_administrations())


def several(parameter: str, texts: Sequence[str]) -> Iterable[str]:
    """Return the cleaned values of a repeated parameter, without the empty ones."""
    if len(texts) > MOST_VALUES:
        raise RequestError(parameter, message("parameter.too_many", limit=MOST_VALUES))
    return [text for text in map(clean, texts) if text]


def shown(text: str) -> str:
    """Return what a message repeats of a value."""
    return text if len(text) <= 80 else f"{text[:79]}…"
