"""Results of a benchmark that was never run."""

from eval.bench.desk.results import DeskJob, DeskPage, DeskSpeed
from eval.bench.results import (
    BenchResult,
    BuildCost,
    HttpCost,
    HttpSpeed,
    IngestSpeed,
    Latency,
    Loop,
    Machine,
    PageSpeed,
    ReferenceSpeed,
    SearchSpeed,
    SizeResult,
    StageCost,
)
from index.question import Mode

MACHINE = Machine(
    processor="A processor",
    cores=2,
    memory_megabytes=24_000,
    load=0.1,
    system="Linux-6.1",
    python="3.11.7",
    packages={"numpy": "2.4.6"},
)
INGEST = IngestSpeed(
    files=1_234,
    failed=12,
    pages=45_678,
    passages=123_456,
    processes=16,
    seconds=4_000.0,
    pages_per_second=11.4,
    stages=(
        StageCost(name="read", seconds=3_000.0, pages_per_second=15.2),
        StageCost(name="publish", seconds=1_000.0, pages_per_second=45.7),
    ),
)


DESK = DeskSpeed(
    studies=12_345,
    rows=1_000,
    questions=1_100,
    jobs=(DeskJob(name="import of 1,000 rows", seconds=6.54),),
    pages=(
        DeskPage(name="list", p50=21.0, p95=50.0, most=299.9, count=20, kilobytes=29.3, processor=18.5),
        DeskPage(
            name="many at a time, 50 to publish: preview",
            p50=1_200.0,
            p95=2_400.0,
            most=12_345.0,
            count=20,
            kilobytes=1_234.5,
        ),
    ),
    load=12.34,
)


def latency(p50: float) -> Latency:
    return Latency(p50=p50, p95=2 * p50, p99=3 * p50, count=200)


def speed(mode: Mode, filters: int, p50: float) -> SearchSpeed:
    return SearchSpeed(mode=mode, filters=filters, latency=latency(p50), per_second=1000 / p50)


def size(passages: int, p50: float = 10.0, *, rss: float | None = 1_000.0) -> SizeResult:
    return SizeResult(
        passages=passages,
        studies=passages // 40,
        start_rss_megabytes=rss,
        build=BuildCost(
            seconds=2_000.0,
            encode_per_second=10_000.0,
            store_per_second=10_000.0,
            publish_seconds=1_000.0,
            index_megabytes=30_000.0,
            rss_megabytes=rss,
        ),
        searches=(speed(Mode.HYBRID, 0, p50), speed(Mode.HYBRID, 3, p50 / 2)),
        search_rss_megabytes=rss,
        references=(
            ReferenceSpeed(
                name="qdrant-client, local",
                against="hybrid, three filters",
                build_seconds=60.0,
                latency=latency(7_320.0),
                per_second=0.137,
                ours=latency(6.15),
                ratio=0.000841,
                recall_at_20=0.935,
            ),
            ReferenceSpeed(name="bm25s, numba", against="passages by words", skipped="it would not fit"),
        ),
        http=HttpCost(
            speeds=(
                HttpSpeed(
                    filters=3,
                    loop=Loop.CLOSED,
                    clients=4,
                    rate=None,
                    latency=latency(p50),
                    per_second=1000 / p50,
                ),
                HttpSpeed(
                    filters=0, loop=Loop.OPEN, clients=None, rate=0.25, latency=latency(p50), per_second=0.249
                ),
            ),
            rss_megabytes=rss,
            pages=(PageSpeed(name="page of results", latency=latency(2 * p50)),),
        ),
    )


def result(
    *sizes: SizeResult, ingest: IngestSpeed | None = INGEST, desk: DeskSpeed | None = None
) -> BenchResult:
    return BenchResult(machine=MACHINE, encoder="static:0", seed=1, sizes=sizes, ingest=ingest, desk=desk)
