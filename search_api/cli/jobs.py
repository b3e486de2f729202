"""``savoir jobs``: imports and changes of many studies that wait, are under way or are over."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.jobs import Job, JobId
    from search_api.jobs.queue import JobQueue

app = typer.Typer(no_args_is_help=True, help="Show, stop and retry imports, and changes of many studies.")

JobArgument = Annotated[
    str, typer.Argument(metavar="ID", help="As `savoir jobs list` shows it, or its start.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON.")]


@app.command("list")
def show_all(as_json: AsJson = False) -> None:
    """List imports and changes of many studies, latest first."""
    from rich.markup import escape
    from rich.table import Table

    from search_api.cli.terminal import console

    with _queue() as queue:
        jobs = _all(queue)
        if as_json:
            _print_json([_told(queue, job) for job in jobs])
            return
        table = Table("id", "job", "made", "by", "state", "", box=None, padding=(0, 2, 0, 0))
        for job in jobs:
            made = job.made.astimezone().strftime("%Y-%m-%d %H:%M")
            table.add_row(job.id[:8], job.kind, made, escape(job.by), job.state, escape(_words(queue, job)))
    console().print(table)


@app.command("show")
def show(job: JobArgument, as_json: AsJson = False) -> None:
    """Show one job: what it brought, and what it says."""
    with _queue() as queue:
        print_import(queue, queue.job(_meant(queue, job)), as_json=as_json)


@app.command("cancel")
def cancel(job: JobArgument) -> None:
    """Stop an import between two files, drafts stay; or a change of many studies before it is made."""
    from search_api.cli.terminal import console

    with _queue() as queue:
        stopped = queue.cancel(_meant(queue, job))
    console().print(f"{stopped.id[:8]} {'is' if stopped.is_over else 'will be'} stopped.")


@app.command("retry")
def retry(job: JobArgument) -> None:
    """Have a job tried again that failed; a worker does it."""
    from search_api.cli.terminal import console

    with _queue() as queue:
        again = queue.retry(_meant(queue, job))
    console().print(f"{again.id[:8]} is tried again.")


def print_import(queue: "JobQueue", job: "Job", *, as_json: bool) -> int:
    """Print a job; return the exit code: 1 where it failed, or left something to decide."""
    from rich.markup import escape

    from corpus.jobs import JobState
    from search_api.cli.reader import own_language
    from search_api.cli.terminal import console
    from search_api.jobs.notes import tell_note

    left = queue.todo.count(job=job.id)
    if as_json:
        _print_json(_told(queue, job))
    else:
        out = console()
        out.print(f"[bold]{job.id[:8]}[/] {job.state}: {escape(_words(queue, job))}", soft_wrap=True)
        for study, why in job.report.get("reasons", ()):
            out.print(f"[dim]refused[/] {escape(study)}: {escape(why[own_language()])}", soft_wrap=True)
        for kept in job.report.get("notes", ()):
            out.print(f"[dim]note[/] {escape(tell_note(kept, own_language()))}", soft_wrap=True)
        if more := job.report.get("more_notes"):
            out.print(f"[dim]and {more} more notes[/]")
        if left:
            out.print(f"[yellow]{left} questions wait[/]: savoir todo list --job {job.id[:8]}")
    return 1 if left or job.state is JobState.FAILED else 0


def _words(queue: "JobQueue", job: "Job") -> str:
    from search_api.cli.reader import own_language
    from search_api.telling import said

    if job.reason:
        return said(job.reason, own_language())
    if "changed" in job.report:
        return f"{job.report['changed']} studies changed, {job.report['refused']} refused"
    if job.report:
        files = ", ".join(f"{count} {state}" for state, count in job.report["files"].items()) or "none"
        return f"{job.report['studies']} studies, files: {files}; {_questions(queue, job)}"
    progress = f" {job.done} of {job.total}" if job.total else ""
    waiting = (
        f"{len(job.asked['studies'])} studies"
        if "studies" in job.asked
        else f"{job.asked.get('files', 0)} files"
    )
    return f"{job.step}{progress}".strip() or waiting


def _questions(queue: "JobQueue", job: "Job") -> str:
    return f"{queue.todo.count(job=job.id)} questions wait"


def _told(queue: "JobQueue", job: "Job") -> dict[str, Any]:
    from dataclasses import asdict

    from search_api.cli.reader import own_language
    from search_api.jobs.notes import tell_report
    from search_api.telling import said

    told = asdict(job)
    told["reason"] = said(job.reason, own_language()) if job.reason else None
    told["report"] = tell_report(job.report, own_language())
    return {**told, "open_questions": queue.todo.count(job=job.id)}


def _meant(queue: "JobQueue", start: str) -> "JobId":
    """Return the id that begins like this; where none or several do, what was given."""
    from corpus.jobs import JobId

    found = [job.id for job in _all(queue) if start and job.id.startswith(start)]
    return found[0] if len(found) == 1 else JobId(start)


def _all(queue: "JobQueue") -> "Sequence[Job]":
    from corpus.jobs import JobKind

    return queue.jobs(JobKind.IMPORT, JobKind.CHANGE)


def _queue() -> Any:
    from search_api.cli.todo import open_queue

    return open_queue()


def _print_json(told: Any) -> None:
    import json

    typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
