"""What a check prints."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from search_api.cli.terminal import console

if TYPE_CHECKING:
    from search_api.checking.findings import CheckReport, Finding


def print_check(report: "CheckReport", *, as_json: bool) -> None:
    """Print each thing found with what mending does about it, and after mending what is left."""
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
        return
    out = console()
    if not report.found:
        out.print("Catalogue, files, extractions and index say the same.")
        return
    _lines(out, report.found)
    if not report.mended:
        out.print(f"{len(report.found)} findings; `savoir status --repair` mends what can be mended.")
    elif report.left:
        out.print("After mending, this is left:")
        _lines(out, report.left)
    else:
        out.print("All of it is mended.")


def _lines(out: Console, found: "Iterable[Finding]") -> None:
    for one in found:
        named = escape(f"{one.which} ({one.detail})" if one.detail else one.which)
        out.print(f"[yellow]{one.fault}[/] {named}: {one.says}; --repair {one.repair}", soft_wrap=True)
