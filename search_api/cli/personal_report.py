"""Personal data in a terminal: by file and page, what matters first."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from corpus.personal import Verdict
from ingest.personal.finding import Weight
from search_api.cli.terminal import console
from search_api.personal.listing import FilePersonalData, PersonalDataAnswer


def print_personal_data(files: Sequence[FilePersonalData]) -> None:
    """Print the findings of each file, an organisation's last and dim, and what is to be done."""
    out = console()
    for file in files:
        if not file.read:
            out.print(
                f"[yellow]no text[/] {file.study}, {escape(file.name)}: nothing is known of it",
                soft_wrap=True,
            )
        if file.findings:
            place = f"file {file.n}, {escape(file.name)}" if file.n else escape(file.name)
            out.print(f"[bold]{file.study}[/], {place}", soft_wrap=True)
        for one in sorted(file.findings, key=lambda one: one.weight is Weight.LOW):
            _print_finding(out, one)
        if file.n and any(one.verdict is Verdict.REDACTED for one in file.findings):
            out.print(
                f"  [yellow]the file itself still holds it and is not served: replace {escape(file.name)}[/]",
                soft_wrap=True,
            )
    _print_sums(out, files)


def _print_sums(out: Console, files: Sequence[FilePersonalData]) -> None:
    findings = [one for file in files for one in file.findings]
    high = sum(one.weight is Weight.HIGH for one in findings)
    out.print(
        f"{len(findings)} findings in {sum(file.n is not None for file in files)} files, "
        f"{len(findings) - high} of them likely an organisation's",
        soft_wrap=True,
    )
    waiting = dict.fromkeys(file.study for file in files for one in file.findings if one.waits)
    for study in waiting:
        out.print(
            f"[yellow]{study} waits[/]: decide with `savoir personal-data {study} --harmless N… --redact N…`",
            soft_wrap=True,
        )


def _print_finding(out: Console, one: PersonalDataAnswer) -> None:
    style = "red" if one.weight is Weight.HIGH else "dim"
    told = [f"p. {', '.join(map(str, one.pages))}"] if one.pages else []
    told += [f"({(one.why or 'redacted before, not found again').replace('_', ' ')})"]
    told += [f"in {'an earlier ' if one.earlier else ''}{one.field}"] if one.field else []
    kind = f"{one.kind.replace('_', ' '):<16}"
    out.print(
        f"  {one.number:>4} [{style}]{kind}[/] {escape(one.text)} [dim]{' '.join(told)}[/] {_verdict(one)}",
        soft_wrap=True,
    )


def _verdict(one: PersonalDataAnswer) -> str:
    if one.verdict is None or one.decided is None:
        return "[yellow]to decide[/]" if one.waits else ""
    return f"[green]{one.verdict}[/] by {escape(one.by or '')}, {one.decided.date()}"
