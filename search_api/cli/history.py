"""The history of a study in a terminal, and as JSON."""

import json
from collections.abc import Sequence
from typing import Any

import typer
from rich.markup import escape

from corpus.catalogue.history import Change, Revision
from search_api.cli.terminal import console

_LONGEST = 200
"""Characters of a value that a line shows; JSON has them whole."""


def print_history(revisions: Sequence[Revision], *, as_json: bool) -> None:
    """Print revisions, oldest first."""
    if as_json:
        _print_json([_revision(revision) for revision in revisions])
        return
    for revision in revisions:
        made = revision.made.isoformat(timespec="seconds")
        console().print(f"[bold]{revision.number}[/]  {made}  {escape(revision.by)}")
        _print_lines(revision.changes)


def print_changes(changes: Sequence[Change], *, as_json: bool) -> None:
    """Print what differs, field by field."""
    if as_json:
        _print_json([_change(change) for change in changes])
    else:
        _print_lines(changes)


def _print_lines(changes: Sequence[Change]) -> None:
    for change in changes:
        values = f"{_short(change.before)} → {_short(change.after)}"
        console().print(f"   [cyan]{change.field}[/]: {escape(values)}", soft_wrap=True)


def _short(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "made": revision.made.isoformat(),
        "by": revision.by,
        "changes": [_change(change) for change in revision.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"field": change.field, "from": change.before, "to": change.after}


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
