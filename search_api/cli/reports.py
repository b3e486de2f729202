"""The report of an ingest in a terminal."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from corpus.inventory.report import Problem, Severity
from corpus.study import FileState
from search_api.cli.terminal import console
from search_api.ingesting.report import IngestReport
from search_api.inventories.proving import Loss
from search_api.inventories.year import InventoryAnswer

_STYLES = {
    Severity.ROW_REJECTED: ("red", "row left out"),
    Severity.VALUE_DROPPED: ("yellow", "value left out"),
    Severity.NOTE: ("dim", "note"),
}

_ADVICE = "decide with `savoir personal-data {0}`, then `savoir studies publish {0}`"


def print_report(report: IngestReport) -> None:
    """Print the figures, then every line that asks for a librarian."""
    out = console()
    states = Counter(line.state for line in report.files)
    files = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    out.print(
        f"[bold]{report.studies} studies[/], {len(report.files)} files ({files}), {report.read} read now; "
        f"index: {report.written} studies written, {report.removed} removed",
        soft_wrap=True,
    )
    for line in report.files:
        if line.state is not FileState.INDEXED:
            _line(out, "red", line.state, f"{line.name}: {line.reason or ''}")
    for error in report.errors:
        _line(out, "red", "not read", error)
    for problem in report.problems:
        _problem(out, problem)
    for sentence in report.duplicates:
        _line(out, "dim", "same file", sentence)
    for held in report.withheld:
        _line(out, "yellow", "not published", f"{held.study}: {held.state}")
    for waiting in report.to_confirm:
        found = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in waiting.counts.items())
        _line(out, "red", "personal data", f"{waiting.study}: {found}; {_ADVICE.format(waiting.study)}")
    for study in report.undescribed:
        if study.missing:
            _line(out, "yellow", "undescribed", f"{study.study}: nobody told {', '.join(study.missing)}")


def print_inventory(out: Path, counted: InventoryAnswer, lost: Sequence[Loss]) -> None:
    """Print what a written inventory holds, what its studies lack, and what the table does not carry."""
    to, total = console(), counted.total
    to.print(
        f"[bold]{escape(str(out))}[/]: {total.studies} studies of {counted.year}, {total.complete} complete",
        soft_wrap=True,
    )
    for row in counted.administrations:
        to.print(f"{row.studies:>6} {escape(row.name)}, {row.complete} complete", soft_wrap=True)
    for lacking, studies in (("author", total.without_author), ("cost", total.without_cost)):
        for study in studies:
            _line(to, "yellow", f"no {lacking}", study)
    for loss in lost:
        _line(to, "red", "not carried", f"{loss.study}: {loss.fact}")


def _problem(out: Console, problem: Problem) -> None:
    style, words = _STYLES[problem.severity]
    place = [problem.source]
    place += [f"row {problem.row}"] if problem.row else []
    place += [problem.column] if problem.column else []
    value = f" {problem.value!r}" if problem.value else ""
    proposals = f" ({' or '.join(problem.proposals)}?)" if problem.proposals else ""
    _line(out, style, words, f"{', '.join(place)}{value}: {problem.reason}{proposals}")


def _line(out: Console, style: str, label: str, text: str) -> None:
    out.print(f"[{style}]{label:<14}[/] {escape(text)}", soft_wrap=True)
