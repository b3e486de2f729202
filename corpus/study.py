"""What the library keeps: studies, their files, administrations and costs."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from models.language import Language

StudyId = NewType("StudyId", str)
"""Stable and readable: lower-case ASCII words joined by hyphens."""

AdministrationId = NewType("AdministrationId", str)
"""A registry id ("bruxelles-mobilite"), or "unlisted:" and a slug for a name the registry does not know."""

Sha256 = NewType("Sha256", str)
"""The content of a file, as 64 hexadecimal digits."""


class DatePrecision(StrEnum):
    """How exactly a publication date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A publication date as far as it is known: every day between ``first`` and ``last`` is possible.

    "2021" is first 2021-01-01, last 2021-12-31, precision year; "spring 2021" is April to June,
    precision month.
    """

    first: date
    last: date
    precision: DatePrecision

    @classmethod
    def parse_iso(cls, text: str) -> "PublicationDate":
        """Read "2021", "2021-03", "2021-03-12" or a range of months "2021-04/2021-06".

        Raises:
            ValueError: ``text`` is none of these.
        """
        first, _, last = text.partition("/")
        start, end = _iso_span(first), _iso_span(last or first)
        if end.last < start.first:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(start.first, end.last, start.precision)

    def isoformat(self) -> str:
        """Return the text that ``parse_iso`` reads back."""
        length = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}[self.precision]
        first, last = self.first.isoformat()[:length], self.last.isoformat()[:length]
        return first if first == last else f"{first}/{last}"


def _iso_span(text: str) -> PublicationDate:
    if len(text) == 4:
        return PublicationDate(date(int(text), 1, 1), date(int(text), 12, 31), DatePrecision.YEAR)
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return PublicationDate(first, last, DatePrecision.MONTH)
    day = date.fromisoformat(text)
    return PublicationDate(day, day, DatePrecision.DAY)


class Vat(StrEnum):
    """Whether an amount includes value-added tax."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


MOST_EUROS = Decimal(10) ** 12
"""No cost reaches this; beyond it an amount is a mistake of reading."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a study cost, in euros, to the cent. A study whose cost is unknown has no ``Cost`` at all.

    Raises:
        ValueError: the amount is negative, no number, finer than a cent, or more than any study costs.
    """

    amount: Decimal
    vat: Vat = Vat.UNKNOWN

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or not 0 <= self.amount < MOST_EUROS:
            raise ValueError(f"a cost is an amount of euros from 0 to {MOST_EUROS}, not {self.amount}")
        if self.amount != round(self.amount, 2):
            raise ValueError(f"a cost is given to the cent, not as {self.amount}")


class DocumentType(StrEnum):
    """What kind of work a study is."""

    STUDY = "study"
    EVALUATION = "evaluation"
    IMPACT_ASSESSMENT = "impact-assessment"
    SURVEY = "survey"
    AUDIT = "audit"
    MONITORING = "monitoring"
    FORECAST = "forecast"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFile:
    """One file of a study, kept by its content."""

    sha256: Sha256
    name: str
    size: int
    language: Language | None = None
    """As the inventory declares it; what the text itself says is recorded with the file's state."""


Texts = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A public study: the work that a reader seeks, in one or several language versions."""

    id: StudyId
    titles: Texts
    abstracts: Texts = field(default_factory=dict)
    administrations: tuple[AdministrationId, ...] = ()
    administrations_as_written: tuple[str, ...] = ()
    """The spellings of the inventory, in the order of ``administrations``."""
    contractor: str | None = None
    published: PublicationDate | None = None
    cost: Cost | None = None
    document_type: DocumentType | None = None
    keywords: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[StudyFile, ...] = ()


class FileState(StrEnum):
    """Where a file ended; every file ever seen has one."""

    INDEXED = "indexed"
    PARTIAL = "partial"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
