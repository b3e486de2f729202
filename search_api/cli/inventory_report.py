"""The inventory of a year, and the studies that lack something, in a terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from search_api.cli.reports import print_line
from search_api.cli.terminal import console
from search_api.inventories.lacking import LackingAnswer
from search_api.inventories.proving import Loss
from search_api.inventories.year import InventoryAnswer


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
            print_line(to, "yellow", f"no {lacking}", study)
    for loss in lost:
        print_line(to, "red", "not carried", f"{loss.study}: {loss.fact}")


def print_lacking(studies: Sequence[LackingAnswer]) -> None:
    """Print a table of the studies that lack something."""
    table = Table("study", "administration", "published", "lacks", box=None, padding=(0, 2, 0, 0))
    for study in studies:
        title = f"[bold]{escape(study.title)}[/]\n[cyan]{study.id}[/]"
        administrations = escape(", ".join(study.administrations) or "unknown")
        table.add_row(title, administrations, study.published or "date unknown", ", ".join(study.lacks))
    if studies:
        console().print(table)
    console().print(f"[dim]{len(studies)} studies without author or cost[/]")
