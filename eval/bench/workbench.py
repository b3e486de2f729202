"""The made-up library that everything of one size is measured over."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TypeVar

from corpus.administrations import registry
from eval.bench.synthetic import MadeUpLibrary, Words, questions
from eval.bench.timing import timed
from index.embedded import EmbeddedHome
from index.fusion_settings import shipped_fusion_settings
from index.manifest import Build
from index.points import IndexedStudy
from index.port import Filters, PassageIndex
from index.question import Mode
from index.search import SearchRequest, SearchSetup
from index.setup import search_setup
from ingest.watch import Watch
from models.encoder import Encoder
from models.language import Language

Answer = TypeVar("Answer")

ASKED = 200
"""Questions measured: of their times two lie beyond the 99th percentile."""
WARM_UP = 10
"""Questions asked before, which are not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A library, where its index lies, and what reads and writes it."""

    directory: Path
    """Laid out as a data directory of Savoir."""
    library: MadeUpLibrary
    encoder: Encoder
    build: Build
    asked: int = ASKED
    """Questions measured of each kind of search."""
    watch: Watch

    @property
    def home(self) -> EmbeddedHome:
        """Where the index lives."""
        return EmbeddedHome(self.directory / "index", self.build)

    @property
    def vectors(self) -> Path:
        """The file of all passage vectors: rows of float32, in the order of the library."""
        return self.directory / "vectors.f32"

    def open(self) -> AbstractContextManager[PassageIndex]:
        """Open the live index."""
        return closing(self.home.open(self.home.current_version()))

    def setup(self, index: PassageIndex) -> SearchSetup:
        """Return what answers questions from an index."""
        return search_setup(index, self.encoder, shipped_fusion_settings(self.encoder.name))

    def begin(self, task: str, total: int) -> None:
        """Tell whoever watches what is being done over this library."""
        self.watch.begin(f"{self.library.passages:,} passages: {task}", total)

    @contextmanager
    def step(self, task: str) -> Iterator[None]:
        """Tell that the block is one step."""
        self.begin(task, 1)
        yield
        self.watch.step()

    def studies(self, task: str, count: int | None = None) -> Iterator[IndexedStudy]:
        """Yield the first ``count`` studies, or all, and tell how many are done."""
        most = len(self.library)
        count = most if count is None else min(count, most)
        self.begin(task, count)
        for indexed in islice(self.library.studies(), count):
            yield indexed
            self.watch.step()

    def ask(
        self, task: str, call: Callable[[str], Answer], *, warm_up: int = WARM_UP, count: int | None = None
    ) -> tuple[list[float], list[Answer]]:
        """Time a call on questions after a warm-up; return what each took, in seconds, and its answer."""
        asked = self.questions()[WARM_UP:][:count]
        self.begin(task, warm_up + len(asked))
        timed(call, self.questions()[:warm_up], self.watch)
        return timed(call, asked, self.watch)

    def questions(self) -> Sequence[str]:
        """Return all questions: the first are for the warm-up."""
        return questions(self.library.words, WARM_UP + self.asked, seed=self.library.seed + 1)


def made_up_library(passages: int, *, seed: int) -> MadeUpLibrary:
    """Return a library of studies by real administrations."""
    administrations = [entry.id for entry in registry()]
    return MadeUpLibrary(passages=passages, words=Words.shipped(), administrations=administrations, seed=seed)


def three_filters() -> Filters:
    """Return filters on administration, date and cost that let some of a library through."""
    return Filters(
        administrations=frozenset({next(iter(registry())).id}),
        date_from=date(2012, 1, 1),
        date_to=date(2023, 6, 30),
        cost_min=Decimal(20_000),
    )


def request(text: str, mode: Mode, *, filtered: bool) -> SearchRequest:
    """Return a question as a French reader asks it."""
    filters = three_filters() if filtered else Filters()
    return SearchRequest(text=text, language=Language.FR, mode=mode, filters=filters)
