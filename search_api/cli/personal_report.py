"""Personal data in a terminal: what matters first, by file and page."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from ingest.personal.finding import Weight
from search_api.cli.terminal import console
from search_api.personal import FilePersonalData, PersonalDataAnswer


def print_personal_data(files: Sequence[FilePersonalData]) -> None:
    """Print the findings of each file, those of an organisation's kind last and dim."""
    out = console()
    for file in files:
        if not file.read:
            out.print(
                f"[yellow]no text[/] {file.study}, {escape(file.name)}: nothing is known of it",
                soft_wrap=True,
            )
        if file.findings:
            out.print(f"[bold]{file.study}[/], file {file.n}, {escape(file.name)}", soft_wrap=True)
        for one in sorted(file.findings, key=lambda one: one.weight is Weight.LOW):
            _print_finding(out, one)
    findings = [one for file in files for one in file.findings]
    high = sum(one.weight is Weight.HIGH for one in findings)
    out.print(
        f"{len(findings)} findings in {len(files)} files, "
        f"{len(findings) - high} of them likely an organisation's",
        soft_wrap=True,
    )


def _print_finding(out: Console, one: PersonalDataAnswer) -> None:
    style = "red" if one.weight is Weight.HIGH else "dim"
    pages = f"p. {', '.join(map(str, one.pages))}" if one.pages else ""
    kind = f"{one.kind.replace('_', ' '):<16}"
    out.print(
        f"  [{style}]{kind}[/] {escape(one.text)} [dim]{pages} ({one.why.replace('_', ' ')})[/]",
        soft_wrap=True,
    )
