"""The parts that a report is written in, whether as HTML or as Markdown.

Text may hold ``code`` between backticks and nothing else that is marked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one place of a table."""

    text: str
    note: str = ""
    """Said beside it in small type: how sure it is, what it is."""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of entries under the names of their columns."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    heads: int = 1
    """How many entries, at the left, name their row; the others are its figures."""
    notes: str = ""
    """What the notes are, for a reader of the caption."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    kind: ClassVar[str] = "points"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean."""

    kind: ClassVar[str] = "terms"
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Something to type, character by character."""

    kind: ClassVar[str] = "listing"
    text: str


@dataclass(frozen=True, slots=True)
class Folded:
    """Tables that only some readers want to see."""

    kind: ClassVar[str] = "folded"
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing, and behind it the table of its numbers."""

    kind: ClassVar[str] = "plot"
    id: str
    """Unlike that of any other plot of the report."""
    caption: str
    description: str
    """What is to be seen, for those who do not see it."""
    draw: "Callable[[], Figure]"
    table: Table
    in_text: bool = False
    """Whether Markdown has the table in place of the drawing; if not, other tables say the same."""


Block = Table | Paragraph | Points | Terms | Listing | Folded | Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what is under it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: "tuple[Section, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report as it is read."""

    title: str
    lead: str
    sections: tuple[Section, ...]


def entries(*texts: str) -> tuple[Entry, ...]:
    """Return a row without notes."""
    return tuple(Entry(text) for text in texts)
