"""What a reader found in a file, before any cleaning."""

from dataclasses import dataclass, field
from datetime import date

from corpus.reasons import Reason
from ingest.passage import Element
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says about itself. Untidy values are left out rather than passed on."""

    title: str | None = None
    author: str | None = None
    created: date | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something that was not read."""

    reason: Reason
    """Says what to do; of some pages, it is said with them."""
    pages: frozenset[int] = frozenset()
    alone: bool = False
    """The reason says all without the pages."""
    installable: bool = False
    """A program can be installed that reads what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The Elements of a file in reading order, and an account of its pages."""

    elements: tuple[Element, ...]
    pages_found: int | None = None
    """``None`` where the format has no pages."""
    textless: frozenset[int] = frozenset()
    """Pages known to hold no text: blank ones, and those where OCR found none."""
    shortfalls: tuple[Shortfall, ...] = ()
    facts: Facts = field(default_factory=Facts)
