"""What makes two spellings one value, and how a value is named without being told."""

import hashlib
import re

import phonenumbers

from ingest.personal.finding import Kind
from ingest.personal.folding import folded

_AT = re.compile(r"\s?[(\[{]\s?(?:at|arobase|@)\s?[)\]}]\s?|\sat\s", re.IGNORECASE)
_DOT = re.compile(r"\s?[(\[{](?:dot|punt|point)[)\]}]\s?|\s(?:dot|punt|point)\s", re.IGNORECASE)
_SHORT = 10
"""Characters of a value below which its ends would tell too much of it."""


def normalised(kind: Kind, text: str) -> str:
    """Return what all spellings of a value have in common."""
    if kind is Kind.PHONE:
        return _telephone(text)
    if kind is Kind.EMAIL:
        return re.sub(r"\s", "", _DOT.sub(".", _AT.sub("@", text))).casefold()
    between = "" if kind in (Kind.NATIONAL_NUMBER, Kind.IBAN) else " "
    return re.sub(r"[\W_]+", between, folded(text)).strip()


def key_of(holder: str, kind: Kind, text: str) -> str:
    """Return 32 hexadecimal digits that are the same for every spelling of a value in one holder.

    A digest keeps the value out of sight, not out of reach: who can try all telephone numbers finds it.
    """
    told = f"{holder}\n{kind}\n{normalised(kind, text)}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def masked(text: str) -> str:
    """Return the ends of a value, enough to recognise it in a list."""
    words = " ".join(text.split())
    shown = 2 if len(words) >= _SHORT else 1
    return f"{words[:shown]}…{words[-shown:]}"


def _telephone(text: str) -> str:
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), "BE")
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, text))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
