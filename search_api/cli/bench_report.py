"""What ``savoir bench`` prints: tables of at most 100 characters a line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from search_api.cli.bench_desk_report import print_desk
from search_api.cli.bench_tables import number, print_table, wide_console
from search_api.cli.bench_tables import table as table_of

if TYPE_CHECKING:
    from eval.bench.results import (
        BenchResult,
        HttpSpeed,
        IngestSpeed,
        Latency,
        ReferenceSpeed,
        SearchSpeed,
        SizeResult,
    )

_BAR = 20
"""Characters of the longest bar."""
_STAGES = {
    "read": "read: partition, clean, split",
    "measure": "measure the average lengths",
    "encode": "encode and analyse",
    "store": "store",
    "publish": "publish",
}


def print_bench(result: "BenchResult") -> None:
    """Print a whole benchmark."""
    _print_machine(result)
    if result.sizes:
        print_table("Building an index", _build_table(result.sizes))
        print_table("Searching in this process, in milliseconds", _search_table(result))
        print_table("The same work done by others, in milliseconds", _reference_table(result.sizes))
        _print_skipped(result.sizes)
    if any(size.http for size in result.sizes):
        title = "Hybrid searches with three filters over HTTP, in milliseconds"
        print_table(title, _http_table(result.sizes))
    if result.desk:
        print_desk(result.desk)
    if result.ingest:
        print_table(_ingest_title(result.ingest), _ingest_table(result.ingest))


def _print_machine(result: "BenchResult") -> None:
    machine = result.machine
    memory = f", {machine.memory_megabytes / 1024:.0f} GB" if machine.memory_megabytes else ""
    versions = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    out = wide_console()
    load = f", load {machine.load:g} at the start" if machine.load is not None else ""
    out.print(escape(f"{machine.processor}, {machine.cores} cores{memory}{load}"), soft_wrap=True)
    out.print(escape(f"{machine.system}, Python {machine.python}"), soft_wrap=True)
    out.print(f"[dim]{escape(versions)}[/]")
    out.print(f"[dim]encoder {escape(result.encoder)}, seed {result.seed}[/]", soft_wrap=True)


def _build_table(sizes: "Sequence[SizeResult]") -> Table:
    table = table_of(
        numbers=(
            "passages",
            "seconds",
            "encoded\nand analysed/s",
            "stored/s",
            "publish\nseconds",
            "index\nMB",
            "RSS, MB:\nbefore",
            "after\nbuilding",
            "after\nsearching",
        )
    )
    for size in sizes:
        built = size.build
        table.add_row(
            f"{size.passages:,}",
            number(built.seconds),
            f"{built.encode_per_second:,.0f}",
            f"{built.store_per_second:,.0f}",
            number(built.publish_seconds),
            f"{built.index_megabytes:,.0f}",
            _megabytes(size.start_rss_megabytes),
            _megabytes(built.rss_megabytes),
            _megabytes(size.search_rss_megabytes),
        )
    return table


def _search_table(result: "BenchResult") -> Table:
    """Return one curve over the number of passages for each kind of search."""
    table = table_of("search", numbers=("passages", "p50", "p95", "p99", "queries/s"))
    table.add_column("p95", no_wrap=True)
    kinds = dict.fromkeys((speed.mode, speed.filters) for size in result.sizes for speed in size.searches)
    longest = max(speed.latency.p95 for size in result.sizes for speed in size.searches)
    for mode, filters in kinds:
        named = f"{mode}, {filters} filters" if filters else f"{mode}"
        for passages, speed in result.curve(mode, filters):
            _add_search(table, named, passages, speed, longest)
            named = ""
        table.add_section()
    return table


def _add_search(table: Table, named: str, passages: int, speed: "SearchSpeed", longest: float) -> None:
    bar = _bar(speed.latency.p95 / longest)
    table.add_row(named, f"{passages:,}", *_percentiles(speed.latency), number(speed.per_second), bar)


def _reference_table(sizes: "Sequence[SizeResult]") -> Table:
    table = table_of("work", "by", numbers=("passages", "p50", "p95", "p99", "ratio", "recall@20"))
    for size in sizes:
        for reference in size.references:
            if reference.ours and reference.latency:
                _add_contest(table, size.passages, reference, reference.ours, reference.latency)
    return table


def _add_contest(
    table: Table, passages: int, reference: "ReferenceSpeed", ours: "Latency", theirs: "Latency"
) -> None:
    ratio = f"{reference.ratio:.3g}" if reference.ratio is not None else ""
    recall = f"{reference.recall_at_20:.3f}" if reference.recall_at_20 is not None else ""
    table.add_row(reference.against, "Savoir", f"{passages:,}", *_percentiles(ours), ratio, recall)
    table.add_row("", reference.name, "", *_percentiles(theirs), "", "")


def _print_skipped(sizes: "Sequence[SizeResult]") -> None:
    for size in sizes:
        for reference in size.references:
            if reference.skipped:
                words = f"skipped: {reference.name} over {size.passages:,} passages, as {reference.skipped}"
                wide_console().print(f"[yellow]{escape(words)}[/]")


def _http_table(sizes: "Sequence[SizeResult]") -> Table:
    table = table_of("load", numbers=("passages", "p50", "p95", "p99", "answers/s", "server\nRSS, MB"))
    for size in sizes:
        for speed in size.http.speeds if size.http else ():
            passages, rss = f"{size.passages:,}", _megabytes(size.http.rss_megabytes if size.http else None)
            table.add_row(_load(speed), passages, *_percentiles(speed.latency), number(speed.per_second), rss)
        for page in size.http.pages if size.http else ():
            table.add_row(page.name, f"{size.passages:,}", *_percentiles(page.latency), "", "")
    return table


def _load(speed: "HttpSpeed") -> str:
    filtered = f", {speed.filters} filters" if speed.filters else ""
    if speed.clients is None:
        return f"open: {speed.rate:g} questions arrive a second{filtered}"
    return f"closed: {speed.clients} client{'s' if speed.clients > 1 else ''}{filtered}"


def _ingest_title(ingest: "IngestSpeed") -> str:
    return (
        f"Ingesting {ingest.files:,} files ({ingest.failed:,} failed) with {ingest.pages:,} pages and "
        f"{ingest.passages:,} passages, {ingest.processes} at a time"
    )


def _ingest_table(ingest: "IngestSpeed") -> Table:
    table = table_of("stage", numbers=("seconds", "share", "pages/s"))
    table.add_column("")
    for stage in ingest.stages:
        share = stage.seconds / max(ingest.seconds, 1e-9)
        table.add_row(
            _STAGES.get(stage.name, stage.name),
            number(stage.seconds),
            f"{share:.0%}",
            number(stage.pages_per_second),
            _bar(share),
        )
    table.add_section()
    table.add_row("all", number(ingest.seconds), "100%", number(ingest.pages_per_second), "")
    return table


def _percentiles(latency: "Latency") -> tuple[str, str, str]:
    return number(latency.p50), number(latency.p95), number(latency.p99)


def _megabytes(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}"


def _bar(share: float) -> str:
    return f"[cyan]{'█' * max(round(share * _BAR), 1)}[/]"
