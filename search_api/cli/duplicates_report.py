"""Pairs of studies and decisions about them, in a terminal and as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.duplicates.candidates import Kind
from corpus.duplicates.decisions import Act, Decision
from search_api.cli.terminal import console
from search_api.duplicates.presenting import (
    CandidateAnswer,
    CandidateList,
    DecisionList,
    SideBySide,
    present_decision,
)

_LONGEST = 160
"""Characters of a value that a cell shows; JSON has them whole."""

_SAID = {
    Act.MERGE: "{second} is part of {first} now, and its addresses lead there",
    Act.LINK_LANGUAGE: "{first} and {second} are two language versions of one work",
    Act.LINK_NEWER: "{first} is a newer edition of {second}",
    Act.APART: "{first} and {second} are different works, and are not proposed again",
    Act.UNDO: "decision {undoes} about {first} and {second} is undone",
}


def print_counts(counts: Mapping[Kind, int], *, as_json: bool) -> None:
    """Print how many pairs of each kind are to be decided."""
    if as_json:
        typer.echo(json.dumps(counts, indent=2))
        return
    total = sum(counts.values())
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    advice = f" ({told}): `savoir duplicates list` shows them" if total else ""
    console().print(f"{total} pairs to be decided{advice}", soft_wrap=True)


def print_candidates(candidates: Sequence[CandidateAnswer], *, as_json: bool) -> None:
    """Print pairs, each with its evidence."""
    if as_json:
        typer.echo(CandidateList.dump_json(list(candidates), indent=2).decode())
        return
    for one in candidates:
        _print_candidate(console(), one)
    console().print(f"[dim]{len(candidates)} pairs[/]")


def print_side_by_side(shown: SideBySide, *, as_json: bool) -> None:
    """Print two studies side by side; what differs is marked."""
    if as_json:
        _print_model(shown)
        return
    if shown.candidate:
        _print_candidate(console(), shown.candidate)
    table = Table("", shown.first, shown.second, box=None, padding=(0, 2, 0, 0))
    for pair in shown.fields:
        label = f"[bold yellow]{pair.field}[/]" if pair.differs else f"[dim]{pair.field}[/]"
        table.add_row(label, escape(_short(pair.first)), escape(_short(pair.second)))
    console().print(table)
    for study, texts in zip((shown.first, shown.second), shown.texts, strict=True):
        for text in texts:
            console().print(f"[bold]{study}, file {text.n}, {escape(text.name)}[/]", soft_wrap=True)
            console().print(escape(text.text or "no text"), soft_wrap=True)


def print_decision(decision: Decision, *, as_json: bool) -> None:
    """Print what was decided just now."""
    if as_json:
        _print_model(present_decision(decision))
        return
    advice = "" if decision.act is Act.UNDO else f"; `savoir duplicates undo {decision.number}` undoes it"
    console().print(f"{_said(decision)}{advice}.", soft_wrap=True)


def print_decisions(decisions: Sequence[Decision], *, as_json: bool) -> None:
    """Print all decisions, oldest first."""
    if as_json:
        shown = [present_decision(one) for one in decisions]
        typer.echo(DecisionList.dump_json(shown, indent=2).decode())
        return
    for one in decisions:
        made = one.made.isoformat(timespec="seconds")
        undone = f" [dim](undone by {one.undone})[/]" if one.undone else ""
        line = f"[bold]{one.number}[/]  {made}  {escape(one.by)}: {escape(_said(one))}"
        console().print(line + undone, soft_wrap=True)


def _print_candidate(out: Console, one: CandidateAnswer) -> None:
    out.print(f"[bold]{one.kind}[/] {one.score:.2f}", soft_wrap=True)
    for study, title, state in zip((one.first, one.second), one.titles, one.states, strict=True):
        out.print(f"  [cyan]{study}[/] {escape(title)} [dim]({state})[/]", soft_wrap=True)
    for sentence in one.evidence:
        out.print(f"    {escape(sentence)}", soft_wrap=True)


def _said(decision: Decision) -> str:
    return _SAID[decision.act].format(**present_decision(decision).model_dump())


def _short(value: Any) -> str:
    text = "" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _print_model(shown: BaseModel) -> None:
    typer.echo(shown.model_dump_json(indent=2))
