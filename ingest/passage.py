"""What a file becomes on its way to the index."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from corpus.reasons import Reason
from corpus.study import FileState, Sha256
from models.language import Language

PassageId = NewType("PassageId", str)
"""``<first 16 digits of the file's sha256>-<number of the passage in the file>``: a file's passages keep
their ids as long as its bytes and the splitter stay the same."""


class ElementKind(StrEnum):
    """What a piece of a page is."""

    TITLE = "title"
    TEXT = "text"
    LIST_ITEM = "list_item"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A piece of text that a parser found, in reading order.

    ``page`` counts from 1; ``None`` where the format has no pages.
    """

    text: str
    kind: ElementKind
    page: int | None = None
    level: int = 0
    """Depth of a title, 1 at the top; 0 where unknown or not a title."""


@dataclass(frozen=True, slots=True)
class PageSpan:
    """First and last page of a passage, from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Consecutive text of one study file, in one language: the unit we retrieve."""

    id: PassageId
    file: Sha256
    number: int
    """Place in the file, from 0."""
    text: str
    language: Language | None
    pages: PageSpan | None
    headings: tuple[str, ...] = ()
    """The headings above the passage, outermost first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a file."""

    text: str
    depth: int
    """1 at the top."""
    page: int | None
    """From 1; ``None`` where the format has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one file gave: its passages, or the reason why there are none."""

    file: Sha256
    state: FileState
    passages: tuple[Passage, ...] = ()
    outline: tuple[Heading, ...] = ()
    """The headings, in order."""
    title: str | None = None
    """What the file itself says its title is (metadata, else its first heading)."""
    author: str | None = None
    """What the file itself says about who wrote it; for files that no inventory describes."""
    created: date | None = None
    """The day the file itself says it was made."""
    language: Language | None = None
    """The main language of the text."""
    pages_found: int | None = None
    """``None`` where the format has no pages."""
    pages_with_text: int | None = None
    reason: Reason | None = None
    """Why the state is not ``indexed``, so that a librarian can act on it."""
