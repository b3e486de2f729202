"""``savoir todo``: what imports leave to a librarian."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from search_api.cli.life import By

if TYPE_CHECKING:
    from corpus.jobs import Todo, TodoId
    from search_api.jobs.queue import JobQueue

_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
"""A file by its content: in a list, the beginning is enough, and can be given as a choice."""

app = typer.Typer(no_args_is_help=True, help="Decide what imports leave open.")

TodoArgument = Annotated[
    str, typer.Argument(metavar="ID", help="As `savoir todo list` shows it, or its start.")
]


@app.command("list")
def show_all(
    job: Annotated[str | None, typer.Option("--job", help="Of one import; the start of its id.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Those that are settled, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array.")] = False,
) -> None:
    """List what is to be decided, with what is proposed."""
    import json

    from corpus.jobs import TodoState

    with open_queue() as queue:
        state = None if every else TodoState.OPEN
        found = [one for one in queue.todo.todos(state=state) if not job or one.job.startswith(job)]
    if as_json:
        typer.echo(json.dumps(list(map(_told, found)), ensure_ascii=False, indent=2, default=str))
    else:
        _print(found)


@app.command("accept")
def accept(
    todo: TodoArgument,
    choice: Annotated[
        str | None, typer.Argument(help="Which proposal, or how it begins; otherwise the first.")
    ] = None,
    by: By = None,
) -> None:
    """Carry a proposal out: the study changes, and its history says who wanted it."""
    from search_api.cli.terminal import console, progress
    from search_api.editing.desks import Soon
    from search_api.jobs import settling
    from search_api.settings import read_settings
    from search_api.wiring import looking

    with looking(read_settings()) as library, open_queue() as queue, progress() as watch:
        who, desk = by or queue.settings.librarian, Soon(library, watch, queue)
        asked = queue.todo.todo(_meant(queue, todo))
        done = settling.accept(desk, library.registry, asked.id, _proposed(asked, choice), by=who)
    console().print(f"{done.id[:8]} is settled: {done.choice}", markup=False)


@app.command("dismiss")
def dismiss(todo: TodoArgument, by: By = None) -> None:
    """Leave everything as it is."""
    from search_api.cli.terminal import console
    from search_api.jobs import settling

    with open_queue() as queue:
        who = by or queue.settings.librarian
        done = settling.dismiss(queue.catalogue, _meant(queue, todo), by=who)
    console().print(f"{done.id[:8]} is dismissed.")


@contextmanager
def open_queue() -> "Iterator[JobQueue]":
    """Open the queue for one command."""
    from search_api.jobs.queue import JobQueue
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    settings = read_settings()
    with open_catalogue(settings) as catalogue:
        queue = JobQueue(catalogue, settings)
        try:
            yield queue
        finally:
            queue.close()


def _meant(queue: "JobQueue", start: str) -> "TodoId":
    from corpus.jobs import TodoId

    found = [one.id for one in queue.todo.todos(state=None) if start and one.id.startswith(start)]
    return found[0] if len(found) == 1 else TodoId(start)


def _proposed(asked: "Todo", start: str | None) -> str | None:
    """Return the value that begins so, or what was written where none or several do."""
    values = [proposal.value for proposal in asked.question.proposals]
    found = [value for value in values if start and value.startswith(start)]
    return found[0] if len(found) == 1 and start not in values else start


def _told(one: "Todo") -> dict[str, Any]:
    from dataclasses import asdict

    from search_api.cli.reader import own_language
    from search_api.telling import said

    told = asdict(one)
    told["question"]["reason"] = said(one.question.reason, own_language())
    return told


def _print(found: "list[Todo]") -> None:
    from rich.markup import escape

    from search_api.cli.reader import own_language
    from search_api.cli.terminal import console
    from search_api.telling import said

    out, language = console(), own_language()
    for one in found:
        asked = one.question
        place = ", ".join(filter(None, [asked.source, f"row {asked.row}" if asked.row else "", asked.column]))
        value = f" {asked.value!r}" if asked.value else ""
        why = said(asked.reason, language)
        state = "" if one.settled is None else f" ({one.state} by {one.by})"
        out.print(
            f"[bold]{one.id[:8]}[/] [yellow]{asked.kind}[/]{state} {escape(asked.study or '')}\n"
            f"         {escape(f'{place}{value}: ' if place or value else '')}{escape(why)}",
            soft_wrap=True,
        )
        for proposal in asked.proposals:
            label = "" if proposal.label == proposal.value else f": {proposal.label}"
            offered = _HASH.sub(r"\1", proposal.value)
            out.print(f"         → {escape(offered + label)}", soft_wrap=True)
    out.print(f"[dim]{len(found)} questions[/]")
