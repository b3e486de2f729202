"""What a benchmark found. ``BenchResult.to_json`` is the form in which it is kept and reported.

Times are in milliseconds for single calls and in seconds for whole jobs; memory and disk are in megabytes of
2**20 bytes; "per second" counts calls, passages or pages. Fields are added, never renamed: a reader of the
JSON may rely on those that it knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from eval.bench.desk.results import DeskSpeed
from index.question import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Percentiles of a repeated call, in milliseconds."""

    p50: float
    p95: float
    p99: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildCost:
    """What it took to make an index and let it go live."""

    seconds: float
    """All of it, but for making the text up."""
    encode_per_second: float
    """Passages encoded and analysed."""
    store_per_second: float
    """Passages handed to the index."""
    publish_seconds: float
    """From the last passage until readers find it."""
    index_megabytes: float
    """On disk."""
    rss_megabytes: float | None
    """Resident memory of the process at the end; ``None`` where the system does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSpeed:
    """Searches in the process of the benchmark, one by one, from the question to passages and facets."""

    mode: Mode
    filters: int
    """How many fields are filtered: none, or administration, date and cost."""
    latency: Latency
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSpeed:
    """What another way to do the same work takes, over the same passages and questions."""

    name: str
    against: str
    """The part of Savoir that does the same work."""
    build_seconds: float | None = None
    latency: Latency | None = None
    per_second: float | None = None
    ours: Latency | None = None
    ratio: float | None = None
    """Ours by the reference, at the median: below 1, ours is faster."""
    recall_at_20: float | None = None
    """The mean share of the reference's first 20 passages that are among our first 20."""
    skipped: str | None = None
    """Why nothing was measured; the fields above are ``None`` then."""


class Loop(StrEnum):
    """Who decides when the next request is sent (Schroeder et al. 2006, "Open versus closed")."""

    CLOSED = "closed"
    """The answer to the one before: a fixed number of clients, each waits for its answer."""
    OPEN = "open"
    """The clock: requests arrive at a constant rate, whether or not earlier ones are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSpeed:
    """Hybrid searches over HTTP."""

    filters: int
    """How many fields are filtered: none, or administration, date and cost."""
    loop: Loop
    clients: int | None
    """``None`` in an open loop."""
    rate: float | None
    """Requests that arrive in a second; ``None`` in a closed loop."""
    latency: Latency
    """In an open loop from the moment when the request should have been sent, so that what waits counts."""
    per_second: float
    """Requests answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpeed:
    """What the search page asks of a server for one reader, without filters."""

    name: str
    latency: Latency


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCost:
    """A server process under load from this machine."""

    speeds: tuple[HttpSpeed, ...]
    rss_megabytes: float | None
    """Resident memory of the server, after all of it."""
    pages: tuple[PageSpeed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeResult:
    """All that was measured over one made-up library."""

    passages: int
    studies: int
    start_rss_megabytes: float | None
    """Resident memory of the process before: the encoder, and what references of a smaller size loaded."""
    build: BuildCost
    searches: tuple[SearchSpeed, ...]
    search_rss_megabytes: float | None
    """Resident memory of the process after the searches, with the index open."""
    references: tuple[ReferenceSpeed, ...]
    http: HttpCost | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCost:
    """One stage of an ingest: pages per second are those of the whole folder by the time of this stage."""

    name: str
    seconds: float
    pages_per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSpeed:
    """The way of real files from a folder to an index that answers."""

    files: int
    failed: int
    """Files that gave nothing; their pages do not count, their time does."""
    pages: int
    """A file of a format without pages counts as one."""
    passages: int
    processes: int
    """Child processes that read at the same time."""
    seconds: float
    pages_per_second: float
    stages: tuple[StageCost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where it was measured."""

    processor: str
    cores: int
    memory_megabytes: int | None
    load: float | None = None
    """Processes that wanted to run in the minute before, on average: above zero, others slowed it down."""
    system: str
    python: str
    packages: Mapping[str, str]
    """Versions of what the times depend on most, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchResult:
    """A whole benchmark: the sizes in ascending order, so that they make a curve."""

    machine: Machine
    encoder: str
    seed: int
    sizes: tuple[SizeResult, ...]
    ingest: IngestSpeed | None = None
    desk: DeskSpeed | None = None

    def curve(self, mode: Mode, filters: int) -> tuple[tuple[int, SearchSpeed], ...]:
        """Return one kind of search over the number of passages, ascending."""
        return tuple(
            (size.passages, speed)
            for size in self.sizes
            for speed in size.searches
            if (speed.mode, speed.filters) == (mode, filters)
        )

    def to_json(self) -> str:
        """Return the text that ``from_json`` reads back: an object with the fields of the classes above."""
        return _JSON.dump_json(self, indent=2).decode()

    @classmethod
    def from_json(cls, text: str) -> "BenchResult":
        """Read what ``to_json`` wrote.

        Raises:
            ValueError: it is something else.
        """
        return _JSON.validate_json(text)


_JSON = TypeAdapter(BenchResult)
