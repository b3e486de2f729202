"""``savoir glossary``: the glossary as a table for a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from search_api.cli.life import By

app = typer.Typer(no_args_is_help=True, help="Take the glossary into a spreadsheet and back.")


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The table to write: tabs between columns.")],
) -> None:
    """Write the glossary with what librarians made of it: id, field of policy, terms in three languages."""
    from corpus.catalogue.lists import Lists
    from search_api.inventories.saving import save
    from search_api.lists.table import glossary_table
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        text = glossary_table(catalogue.beside(Lists))
    save(out, text.encode())
    typer.echo(f"{text.count(chr(10)) - 1} entries written to {out}")


@app.command("import")
def take(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="As `savoir glossary export` writes it.")],
    by: By = None,
) -> None:
    """Put the rows of a table into the glossary: those without an id are new, others stay as they are."""
    from corpus.catalogue.lists import Lists
    from search_api.lists.table import take_table
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    settings = read_settings()
    with open_catalogue(settings) as catalogue:
        done = take_table(catalogue.beside(Lists), table, by=by or settings.librarian)
    typer.echo(f"{done.added} added, {done.changed} changed")
