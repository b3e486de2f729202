"""What a source tells of one study, in its own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from models.language import Language


@dataclass(frozen=True, slots=True)
class Text:
    """A text; ``language`` as the source tags it, if it does: "fr", "nl-BE", "en_US"."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a file may be had."""

    address: str
    sure: bool
    """Whether the source calls it a file; else it may be a page."""
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    """In bytes, as the source says."""
    sha256: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One record; everything but its identifier may be missing."""

    identifier: str
    stamp: str | None = None
    deleted: bool = False
    titles: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records of a source; days or moments as the source writes them."""

    start: str | None = None
    until: str | None = None
    set: str | None = None

    def facts(self) -> Mapping[str, str]:
        """Return what narrows the list, by the names of the protocol."""
        told = {"from": self.start, "until": self.until, "set": self.set}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list."""

    records: tuple[SourceRecord, ...]
    following: str | None
    """Where the list goes on; ``None``: this is its end."""
    moment: datetime
    """When the source made it; aware."""
    total: int | None = None
    """Records of the whole list, where the source counts them."""
    broken: tuple[str, ...] = field(default=())
    """What of it could not be read, a sentence each."""


class Source(Protocol):
    """Something that can be harvested."""

    @property
    def address(self) -> str:
        """By which its records are remembered."""

    @property
    def kind(self) -> str:
        """``oai`` or ``dcat``."""

    def moment(self, when: datetime) -> str:
        """Return a moment as the source takes it in ``Asked``."""

    def pages(self, asked: Asked, token: str | None) -> Iterator[Page]:
        """Yield the parts of a list, or those from where it was to go on.

        Raises:
            SourceTokenError: the source does not know this place any more.
            HarvestError: the source cannot be read any further.
        """
