"""How fast questions are answered in this process."""

from functools import partial

from eval.bench.results import SearchSpeed
from eval.bench.timing import latency, per_second
from eval.bench.workbench import Workbench, request
from index.port import PassageIndex
from index.question import Mode
from index.search import SearchResult, SearchSetup, search

FILTERS = 3
KINDS = ((Mode.HYBRID, 0), (Mode.KEYWORD, 0), (Mode.SEMANTIC, 0), (Mode.HYBRID, FILTERS))
"""The searches measured: mode, and number of filters."""


def in_process(bench: Workbench, index: PassageIndex) -> tuple[SearchSpeed, ...]:
    """Return the speed of whole searches, from the question to cited passages and facets."""
    setup = bench.setup(index)
    return tuple(_speed(bench, setup, mode, filters) for mode, filters in KINDS)


def answer(setup: SearchSetup, mode: Mode, filters: int, text: str) -> SearchResult:
    """Answer one question as it is measured."""
    return search(setup, request(text, mode, filtered=filters > 0))


def _speed(bench: Workbench, setup: SearchSetup, mode: Mode, filters: int) -> SearchSpeed:
    task = f"searching, {mode}{', filtered' if filters else ''}"
    seconds, _ = bench.ask(task, partial(answer, setup, mode, filters))
    return SearchSpeed(
        mode=mode,
        filters=filters,
        latency=latency(seconds),
        per_second=per_second(len(seconds), sum(seconds)),
    )
