"""The report of an ingest in a terminal."""

from collections import Counter

from rich.console import Console
from rich.markup import escape

from corpus.inventory.report import Problem, Severity
from corpus.study import FileState
from search_api.cli.reader import own_language
from search_api.cli.terminal import console
from search_api.ingesting.report import IngestReport

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
            why = line.reason.say(own_language()) if line.reason else ""
            print_line(out, "red", line.state, f"{line.name}: {why}")
    for error in report.errors:
        print_line(out, "red", "not read", error)
    for problem in report.problems:
        _problem(out, problem)
    for sentence in report.duplicates:
        print_line(out, "dim", "same file", sentence)
    for held in report.withheld:
        print_line(out, "yellow", "not published", f"{held.study}: {held.state}")
    for waiting in report.to_confirm:
        found = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in waiting.counts.items())
        print_line(out, "red", "personal data", f"{waiting.study}: {found}; {_ADVICE.format(waiting.study)}")
    for study in report.undescribed:
        if study.missing:
            print_line(out, "yellow", "undescribed", f"{study.study}: nobody told {', '.join(study.missing)}")


def _problem(out: Console, problem: Problem) -> None:
    style, words = _STYLES[problem.severity]
    place = [problem.source]
    place += [f"row {problem.row}"] if problem.row else []
    place += [problem.column] if problem.column else []
    value = f" {problem.value!r}" if problem.value else ""
    proposals = f" ({' or '.join(problem.proposals)}?)" if problem.proposals else ""
    why = problem.reason.say(own_language())
    print_line(out, style, words, f"{', '.join(place)}{value}: {why}{proposals}")


def print_line(out: Console, style: str, label: str, text: str) -> None:
    """Print a line with what it is about in front."""
    out.print(f"[{style}]{label:<14}[/] {escape(text)}", soft_wrap=True)
