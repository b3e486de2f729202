"""The report of a harvest in a terminal."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import typer
from rich.markup import escape

from corpus.inventory.report import Problem, Severity
from search_api.cli.terminal import console
from search_api.harvesting.merging import Outcome
from search_api.harvesting.report import HarvestReport, RecordLine

_WORDS = {
    Outcome.NEW: ("green", "new draft"),
    Outcome.UPDATED: ("green", "brought up to date"),
    Outcome.UNCHANGED: ("dim", "as it was"),
    Outcome.HELD: ("yellow", "not changed here"),
    Outcome.DELETED: ("yellow", "deleted there"),
    Outcome.REMOVED_HERE: ("dim", "removed here"),
    Outcome.REJECTED: ("red", "left out"),
}
_SEVERITIES = {
    Severity.ROW_REJECTED: ("red", "left out"),
    Severity.VALUE_DROPPED: ("yellow", "value left out"),
    Severity.NOTE: ("dim", "note"),
}

_Line = tuple[str, str, str]


def print_harvest(report: HarvestReport, *, as_json: bool) -> None:
    """Print the figures, then every line that asks for a librarian; or the whole as a JSON object."""
    if as_json:
        told = {**asdict(report), "records": report.records, "needs_attention": report.needs_attention}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    out = console()
    counts = ", ".join(f"{count} {_WORDS[outcome][1]}" for outcome, count in report.counts.items())
    ends = "" if report.complete else " (not to its end)"
    would = "would do" if report.dry_run else "did"
    figures = f"{report.records} records{ends}; this {would}: {counts or 'nothing'}"
    out.print(f"[bold]{escape(report.source)}[/]: {escape(figures)}", soft_wrap=True)
    for style, label, text in _lines(report):
        out.print(f"[{style}]{label:<19}[/] {escape(text)}", soft_wrap=True)


def _lines(report: HarvestReport) -> Iterator[_Line]:
    yield from map(_record, report.lines)
    for same in report.same_titles:
        yield "yellow", "same title", f"{same.study} is called as {same.other} is; keep one of them"
    yield from map(_problem, report.problems)
    for fault in report.faults:
        yield "red", "file not fetched", f"{fault.address}: {fault.reason}"
    for study in report.missing:
        yield "yellow", "no longer there", f"{study}: the source tells it no more"
    for sentence in report.broken:
        yield "red", "not read", sentence


def _record(line: RecordLine) -> _Line:
    style, label = _WORDS[line.outcome]
    parts = [line.study or line.identifier]
    if line.outcome in (Outcome.UPDATED, Outcome.HELD):
        parts.append(", ".join(line.changed))
    if line.kept:
        parts.append(f"the librarian's word stays for {', '.join(line.kept)}")
    if line.files:
        parts.append(f"files: {line.files}")
    return style, label, "; ".join(part for part in parts if part)


def _problem(problem: Problem) -> _Line:
    style, label = _SEVERITIES[problem.severity]
    value = f" {problem.value!r}" if problem.value else ""
    return style, label, f"{problem.source}, {problem.column}{value}: {problem.reason}"
