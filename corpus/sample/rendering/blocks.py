"""The few kinds of content that a source holds, whatever the format they are written in."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one weight."""

    text: str
    bold: bool = False


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section (level 2) or of a subsection (level 3)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items behind bullets, or behind the numbers 1, 2, 3 and so on."""

    items: tuple[Line, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row has as many cells as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One bar per label."""

    caption: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]


Block: TypeAlias = Heading | Paragraph | ItemList | Table | Chart


@dataclass(frozen=True, slots=True)
class Text:
    """One source: its title, the paragraphs before the first heading, and the rest."""

    title: str
    preface: tuple[Line, ...]
    body: tuple[Block, ...]


def plain(line: Line) -> str:
    """Return the words of a line without their weight."""
    return "".join(span.text for span in line)


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """Tell which columns hold only numbers (or dashes), so that a writer may align them to the right."""
    return tuple(all(_is_number(cell) for cell in column) for column in zip(*table.rows, strict=True))


def _is_number(cell: str) -> bool:
    letters = sum(character.isalpha() for character in cell)
    return letters == 0 or (letters <= 3 and cell.lstrip("+-–<>")[:1].isdigit() and len(cell) < 12)
