"""A whole benchmark."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.bench.building import build as build_index
from eval.bench.desk.measuring import desk_speed
from eval.bench.desk.results import DeskSpeed
from eval.bench.errors import BenchInputError
from eval.bench.ingesting import Folder, Ingest, ingest_speed, open_folder
from eval.bench.machine import this_machine
from eval.bench.over_http import over_http
from eval.bench.references import exact_scan, plain_bm25
from eval.bench.results import BenchResult, IngestSpeed, ReferenceSpeed, SearchSpeed, SizeResult
from eval.bench.searching import FILTERS, in_process
from eval.bench.timing import resident_megabytes
from eval.bench.workbench import ASKED, Workbench, made_up_library
from index.manifest import Build
from index.question import Mode
from ingest.watch import Unwatched, Watch
from models.encoder import Encoder

_UNWATCHED = Unwatched()


def bench(
    sizes: Sequence[int],
    *,
    encoder: Encoder,
    build: Build,
    http: bool = False,
    ingest: Path | None = None,
    desk: int | None = None,
    local_mode: bool = False,
    seed: int = 1,
    asked: int = ASKED,
    watch: Watch = _UNWATCHED,
) -> BenchResult:
    """Measure building and searching over made-up libraries, and the ingest of real files.

    All is written into temporary directories, which are gone when this returns or raises.

    Args:
        sizes: Passages in each library; measured in ascending order, each once.
        encoder: Encodes passages and questions.
        build: What an index of now is built with.
        http: Also measure a server process, which takes its encoder from ``SAVOIR_ENCODER``: the same one.
        ingest: A folder of real files to measure the ingest of.
        desk: Studies of a catalogue over which the pages of librarians are measured.
        local_mode: Also measure the local mode of ``qdrant-client`` over the smallest library.
        seed: The same seed makes the same libraries and questions.
        asked: Questions measured of each kind of search.
        watch: Is told how far it is.

    Raises:
        BenchInputError: a size is not above zero, there is nothing to measure, or no file in the folder.
        ServerFailedError: the server does not start or answers with errors.
        InventoryError: the folder cannot be read.
    """
    ordered = sorted(set(sizes))
    _check(ordered, ingest, desk)
    machine = this_machine()
    folder = open_folder(ingest, watch) if ingest else None
    measured = []
    for size in ordered:
        library = made_up_library(size, seed=seed)
        with _temporary_directory() as directory:
            over = Workbench(
                directory=directory, library=library, encoder=encoder, build=build, asked=asked, watch=watch
            )
            measured.append(_measure(over, http=http, local_mode=local_mode and size == ordered[0]))
    return BenchResult(
        machine=machine,
        encoder=encoder.name,
        seed=seed,
        sizes=tuple(measured),
        ingest=_ingest(folder, encoder, build, watch) if folder else None,
        desk=_desk(desk, seed, watch) if desk else None,
    )


def _check(sizes: Sequence[int], ingest: Path | None, desk: int | None) -> None:
    if any(size < 1 for size in sizes):
        raise BenchInputError("passages", f"a library of {sizes[0]} passages cannot be made; take 1 or more")
    if not sizes and ingest is None and desk is None:
        raise BenchInputError("passages", "there is nothing to measure; give a size, or a folder to ingest")


@contextmanager
def _temporary_directory() -> Iterator[Path]:
    with TemporaryDirectory(prefix="savoir-bench-") as directory:
        yield Path(directory)


def _measure(over: Workbench, *, http: bool, local_mode: bool) -> SizeResult:
    before = resident_megabytes()
    built = build_index(over)
    with over.open() as index:
        searches = in_process(over, index)
        memory = resident_megabytes()
        references = [plain_bm25(over, index), exact_scan(over, index)]
    if local_mode:
        references.append(_local_mode(over, searches))
    return SizeResult(
        passages=over.library.passages,
        studies=len(over.library),
        start_rss_megabytes=before,
        build=built,
        searches=searches,
        search_rss_megabytes=memory,
        references=tuple(references),
        http=over_http(over) if http else None,
    )


def _local_mode(over: Workbench, searches: Sequence[SearchSpeed]) -> ReferenceSpeed:
    from eval.bench.local_mode import local_mode

    ours = next(speed for speed in searches if (speed.mode, speed.filters) == (Mode.HYBRID, FILTERS))
    return local_mode(over, ours.latency)


def _desk(studies: int, seed: int, watch: Watch) -> DeskSpeed:
    with _temporary_directory() as directory:
        return desk_speed(directory, studies, seed=seed, watch=watch)


def _ingest(folder: Folder, encoder: Encoder, build: Build, watch: Watch) -> IngestSpeed:
    with _temporary_directory() as directory:
        return ingest_speed(
            Ingest(folder=folder, directory=directory, encoder=encoder, build=build, watch=watch)
        )
