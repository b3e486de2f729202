"""What a benchmark of the desk found."""

from dataclasses import dataclass

LIMIT = 300.0
"""Milliseconds that a page of the desk may take."""
IMPORT_LIMIT = 10.0
"""Seconds that the import of an inventory of 1,000 rows may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """A page, asked for again and again; in milliseconds from the request to the whole answer."""

    name: str
    p50: float
    p95: float
    most: float
    """The slowest answer; the first one, with nothing warm, is among them."""
    count: int
    processor: float | None = None
    """What the server computed for an answer, on average; ``None`` where the system does not tell."""
    kilobytes: float
    """Of the longest answer."""

    @property
    def is_slow(self) -> bool:
        """Whether one of its answers took longer than a page may."""
        return self.most > LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskJob:
    """Something that goes on after its page was answered."""

    name: str
    seconds: float
    """From sending it off until it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSpeed:
    """A server process over a made-up catalogue, asked by one librarian."""

    studies: int
    """In all states, those of the import included."""
    rows: int
    """Of the inventory that is imported first."""
    questions: int
    """That the import leaves."""
    jobs: tuple[DeskJob, ...]
    """The import first."""
    pages: tuple[DeskPage, ...]
    load: float | None = None
    """Processes that wanted to run in the minute before the end, on average."""
