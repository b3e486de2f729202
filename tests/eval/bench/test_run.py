"""Whole benchmarks, as small as they can be."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.bench.errors import BenchInputError
from eval.bench.results import BenchResult, Loop, SizeResult
from eval.bench.run import bench
from eval.bench.searching import KINDS
from index.manifest import Build
from search_api.wiring import build_of
from tests.index.library import encoder

ASKED = 8


@pytest.fixture(scope="module", autouse=True)
def nothing_is_compiled() -> Iterator[None]:
    """Have bm25s do without numba, whose compiling takes longer than all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bm25s.NUMBA_AVAILABLE", False)
        patch.setenv("SAVOIR_ENCODER", "static")  # of the server too
        yield


@pytest.fixture(scope="module")
def build() -> Build:
    return build_of(encoder())


@pytest.fixture(scope="module")
def measured(build: Build) -> BenchResult:
    return bench([1_000, 80, 1_000], encoder=encoder(), build=build, asked=ASKED, local_mode=True)


@pytest.fixture
def large(measured: BenchResult) -> SizeResult:
    return measured.sizes[1]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary files go to."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


class Counting:
    """Knows how far everything has come."""

    def __init__(self) -> None:
        self.tasks: list[tuple[str, int, int]] = []

    def begin(self, task: str, total: int) -> None:
        self.tasks.append((task, total, 0))

    def step(self) -> None:
        task, total, done = self.tasks[-1]
        self.tasks[-1] = task, total, done + 1


class Interrupting(Counting):
    """Is where somebody presses Ctrl-C while the index is being built."""

    def step(self) -> None:
        raise KeyboardInterrupt


def test_the_sizes_are_measured_once_each_in_ascending_order(measured: BenchResult) -> None:
    assert [(size.passages, size.studies) for size in measured.sizes] == [(80, 2), (1_000, 25)]


def test_every_kind_of_search_is_measured_over_every_size(measured: BenchResult) -> None:
    for mode, filters in KINDS:
        curve = measured.curve(mode, filters)
        assert [passages for passages, _ in curve] == [80, 1_000]
        assert all(speed.latency.count == ASKED for _, speed in curve)
        assert all(0 < speed.latency.p50 <= speed.latency.p99 for _, speed in curve)


def test_the_index_finds_what_an_exact_scan_and_another_bm25_find(large: SizeResult) -> None:
    recalls = {reference.against: reference.recall_at_20 for reference in large.references}
    assert recalls["passages by meaning"] == 1.0
    assert recalls["passages by words"] == pytest.approx(0.95, abs=0.05)


def test_a_reference_is_compared_at_the_median(large: SizeResult) -> None:
    for reference in large.references:
        assert reference.latency is not None
        assert reference.ours is not None
        assert reference.ratio == pytest.approx(reference.ours.p50 / reference.latency.p50, rel=0.01)


def test_the_local_mode_is_asked_over_the_smallest_library_alone(measured: BenchResult) -> None:
    names = [[reference.name for reference in size.references] for size in measured.sizes]
    assert ["qdrant-client, local" in name for name in names] == [True, False]


def test_what_building_takes_is_told(large: SizeResult) -> None:
    assert large.build.seconds > large.build.publish_seconds > 0
    assert large.build.index_megabytes > 1
    assert large.http is None


def test_the_machine_the_versions_and_the_seed_are_recorded(measured: BenchResult) -> None:
    assert measured.machine.cores >= 1
    assert {"qdrant-edge-py", "numpy", "bm25s"} <= set(measured.machine.packages)
    assert (measured.seed, measured.encoder) == (1, encoder().name)


@pytest.mark.slow
def test_a_server_is_measured_in_closed_loops_and_an_open_one_and_nothing_stays(
    build: Build, temporary: Path
) -> None:
    watch = Counting()
    (size,) = bench([40], encoder=encoder(), build=build, http=True, asked=ASKED, watch=watch).sizes
    assert size.http is not None
    loops = [(one.filters, one.loop, one.clients, one.rate is None) for one in size.http.speeds]
    assert loops == [
        (filters, *loop)
        for filters in (3, 0)
        for loop in ((Loop.CLOSED, 1, True), (Loop.CLOSED, 4, True), (Loop.OPEN, None, False))
    ]
    assert all(speed.latency.count == ASKED for speed in size.http.speeds)
    assert all(total == done for _, total, done in watch.tasks)
    assert list(temporary.iterdir()) == []


def test_an_interrupted_benchmark_leaves_nothing_behind(build: Build, temporary: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        bench([40], encoder=encoder(), build=build, watch=Interrupting())
    assert list(temporary.iterdir()) == []


def test_a_library_of_nothing_is_refused(build: Build) -> None:
    with pytest.raises(BenchInputError, match="0 passages"):
        bench([1_000, 0], encoder=encoder(), build=build)


def test_a_benchmark_of_nothing_is_refused(build: Build) -> None:
    with pytest.raises(BenchInputError, match="nothing to measure"):
        bench([], encoder=encoder(), build=build)
