"""What is found, where, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of personal data is."""

    NATIONAL_NUMBER = "national_number"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"


class Why(StrEnum):
    """What made it a finding."""

    REGISTER_CHECK = "register_check"
    """Eleven digits with the check digits of the Belgian national register."""
    BIS_CHECK = "bis_check"
    """The same with 20 or 40 added to the month: somebody who is not in the register."""
    IBAN_CHECK = "iban_check"
    MAILBOX = "mailbox"
    GENERIC_MAILBOX = "generic_mailbox"
    """``info@…`` and the like: an organisation's."""
    PHONE_FORMAT = "phone_format"
    SWITCHBOARD = "switchboard"
    """A free number, one that ends in 00, or one that a word for an organisation stands before."""
    STREET_AND_NUMBER = "street_and_number"
    TITLE = "title"
    """A form of address or a label (“Mme”, “Contactpersoon:”) stands before the name."""
    MAILBOX_NAME = "mailbox_name"
    """The name is that of a mailbox beside it."""
    FIRST_NAME = "first_name"
    INITIAL = "initial"
    CAPITALS = "capitals"
    """A surname in capitals beside a word that is not."""
    BESIDE = "beside"
    """Words with capitals, a comma or the like, and then what belongs to somebody."""
    CAPITALISED = "capitalised"
    """Two words or more with capitals, or a first name alone, near what belongs to somebody."""
    REDACTED_BEFORE = "redacted_before"
    """It was redacted, and was written again."""


class Weight(StrEnum):
    """How much a finding matters to somebody who has to judge many."""

    HIGH = "high"
    LOW = "low"
    """Likely an organisation's: shown last, but shown."""


def asks(kind: Kind, weight: Weight) -> bool:
    """Return whether somebody has to decide about it: about all but what an organisation tells of itself.

    A name asks whatever its weight: it belongs to somebody, or is none.
    """
    return weight is Weight.HIGH or kind is Kind.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A piece of personal data: ``text`` is what stands from ``start`` to ``end`` (characters, from 0)."""

    kind: Kind
    text: str
    start: int
    end: int
    why: Why
    weight: Weight = Weight.HIGH


def finding(text: str, start: int, end: int, kind: Kind, why: Why, weight: Weight = Weight.HIGH) -> Finding:
    """Return the finding from ``start`` to ``end`` of ``text``."""
    return Finding(kind=kind, text=text[start:end], start=start, end=end, why=why, weight=weight)


def apart(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings in order of place; of two that overlap, the one that came first in the list."""
    kept: list[Finding] = []
    for one in findings:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))
