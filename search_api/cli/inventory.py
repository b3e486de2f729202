"""``savoir inventory``."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def inventory(
    year: Annotated[int, typer.Argument(min=1, max=9999, help="Of publication.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")],
    language: Annotated[Literal["fr", "nl"], typer.Option(help="Of its header and its words.")] = "fr",
    form: Annotated[Literal["xlsx", "csv"], typer.Option("--format", help="Of the file.")] = "xlsx",
) -> None:
    """Write the inventory of a year that the law asks for, and say which studies lack author or cost.

    The file is read back, and what it does not carry is told. Exit code 1: a study lacks something.
    """
    from corpus.catalogue.lists import Lists
    from models.language import Language
    from search_api.cli.reports import print_inventory
    from search_api.inventories.files import InventoryFormat, write_inventory
    from search_api.inventories.proving import losses
    from search_api.inventories.saving import save
    from search_api.inventories.year import inventory_of, studies_of
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        studies = studies_of(catalogue, year)
        known = catalogue.beside(Lists).registry()
        counted = inventory_of(catalogue, known, year, Language(language))
    save(out, write_inventory(studies, InventoryFormat(form), Language(language), known))
    lost = list(losses(out, studies, known)) if studies else []
    print_inventory(out, counted, lost)
    raise typer.Exit(1 if counted.total.complete < counted.total.studies else 0)
