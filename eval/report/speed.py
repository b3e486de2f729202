"""The section of speed: searches, building, ingest."""

from collections.abc import Sequence
from functools import partial

from eval.bench.results import BenchResult, HttpSpeed, IngestSpeed, Latency, ReferenceSpeed, SizeResult
from eval.report import plots
from eval.report.blocks import Entry, Paragraph, Plot, Section, Table, entries
from eval.report.numbers import count, figure, rounded
from eval.report.provenance import machine_words


def speed_section(bench: BenchResult) -> Section:
    """Show a benchmark, the curve over the number of passages first."""
    text = (
        f"Measured over made-up libraries (encoder `{bench.encoder}`, seed {bench.seed}) on this machine: "
        f"{machine_words(bench.machine)}. Times are in milliseconds unless another "
        "unit is named; p50 is the median, p95 and p99 what 95 and 99 of 100 calls do not exceed."
    )
    tables = [
        ("references", "The same work elsewhere", _reference_table(bench.sizes)),
        ("http", "Over HTTP", _http_table(bench.sizes)),
        ("building", "Building an index", _build_table(bench.sizes)),
        ("ingest", "Ingesting real files", _ingest_table(bench.ingest)),
    ]
    parts = [
        Section(id=f"speed-{name}", title=title, blocks=(table,))
        for name, title, table in tables
        if table.rows
    ]
    return Section(
        id="speed", title="Speed", blocks=(Paragraph(text),), sections=(*_search_parts(bench), *parts)
    )


def _search_parts(bench: BenchResult) -> tuple[Section, ...]:
    table = Table(
        caption="Searches in one process, one after the other, in milliseconds",
        columns=("passages", "mode", "filters", "p50", "p95", "p99", "per second"),
        rows=tuple(
            entries(
                f"{size.passages:,}",
                speed.mode,
                str(speed.filters),
                *_percentiles(speed.latency),
                rounded(speed.per_second),
            )
            for size in bench.sizes
            for speed in size.searches
        ),
        heads=3,
    )
    if not table.rows:
        return ()
    plot = Plot(
        id="latency",
        caption="What a search takes, over the number of passages",
        description="For each mode the median, drawn through, and the 95th percentile, dashed; the number of "
        "passages on a logarithmic scale.",
        draw=partial(plots.latency, bench),
        table=table,
        in_text=True,
    )
    return (Section(id="speed-searches", title="Searches", blocks=(plot,)),)


def _reference_table(sizes: Sequence[SizeResult]) -> Table:
    return Table(
        caption="Savoir's parts beside others over the same passages and questions; a ratio below 1: Savoir "
        "is faster",
        columns=("passages", "reference", "beside", "its p50", "ours, p50", "ratio", "recall@20", "build, s"),
        rows=tuple(
            (
                *entries(f"{size.passages:,}", reference.name, reference.against),
                *_reference(reference),
            )
            for size in sizes
            for reference in size.references
        ),
        heads=3,
    )


def _reference(reference: ReferenceSpeed) -> tuple[Entry, ...]:
    if reference.skipped:
        return (Entry("–", note=reference.skipped), *entries("–", "–", "–", "–"))
    recall = reference.recall_at_20
    return entries(
        _median(reference.latency),
        _median(reference.ours),
        rounded(reference.ratio),
        "–" if recall is None else figure(recall),
        rounded(reference.build_seconds),
    )


def _http_table(sizes: Sequence[SizeResult]) -> Table:
    return Table(
        caption="Hybrid searches; closed: so many clients that wait for their answer; "
        "open: requests that arrive at a constant rate",
        columns=("passages", "filters", "loop", "load", "p50", "p95", "p99", "answered a second"),
        rows=tuple(
            entries(
                f"{size.passages:,}",
                str(speed.filters),
                speed.loop,
                _load(speed),
                *_percentiles(speed.latency),
                rounded(speed.per_second),
            )
            for size in sizes
            if size.http
            for speed in size.http.speeds
        ),
        heads=4,
    )


def _load(speed: HttpSpeed) -> str:
    if speed.clients is not None:
        return count(speed.clients, "client")
    return f"{rounded(speed.rate)} a second"


def _build_table(sizes: Sequence[SizeResult]) -> Table:
    return Table(
        caption="What an index of so many passages costs; memory is resident, while building and searching",
        columns=(
            "passages",
            "studies",
            "seconds",
            "encoded a second",
            "stored a second",
            "publish, s",
            "disk, MB",
            "building, MB",
            "searching, MB",
        ),
        rows=tuple(
            entries(
                f"{size.passages:,}",
                f"{size.studies:,}",
                *map(
                    rounded,
                    (
                        size.build.seconds,
                        size.build.encode_per_second,
                        size.build.store_per_second,
                        size.build.publish_seconds,
                        size.build.index_megabytes,
                        size.build.rss_megabytes,
                        size.search_rss_megabytes,
                    ),
                ),
            )
            for size in sizes
        ),
    )


def _ingest_table(ingest: IngestSpeed | None) -> Table:
    if ingest is None:
        return Table(caption="", columns=(), rows=())
    whole = entries("all", rounded(ingest.seconds), rounded(ingest.pages_per_second))
    return Table(
        caption=f"{count(ingest.files, 'file')} ({ingest.failed} failed), {count(ingest.pages, 'page')}, "
        f"{count(ingest.passages, 'passage')}, {count(ingest.processes, 'process', 'processes')}: where the "
        "time goes",
        columns=("stage", "seconds", "pages a second"),
        rows=(
            *(
                entries(stage.name, rounded(stage.seconds), rounded(stage.pages_per_second))
                for stage in ingest.stages
            ),
            whole,
        ),
    )


def _percentiles(latency: Latency) -> tuple[str, str, str]:
    return rounded(latency.p50), rounded(latency.p95), rounded(latency.p99)


def _median(latency: Latency | None) -> str:
    return rounded(latency.p50 if latency else None)
