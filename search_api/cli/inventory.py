"""``savoir inventory``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Year = Annotated[
    int | None, typer.Argument(min=1, max=9999, help="Of publication; with --lacking all years if not given.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The file to write.")]
Written = Annotated[Literal["fr", "nl"], typer.Option(help="Of its header and its words.")]
Form = Annotated[Literal["xlsx", "csv"], typer.Option("--format", help="Of the file.")]
Lacking = Annotated[bool, typer.Option("--lacking", help="List studies without author or cost instead.")]
AsJson = Annotated[bool, typer.Option("--json", help="With --lacking: a JSON array, one object per study.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="With --lacking: a table for a spreadsheet.")]


def inventory(
    year: Year = None,
    out: Out = None,
    language: Written = "fr",
    form: Form = "xlsx",
    lacking: Lacking = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Write the inventory of a year that the law asks for, and say which studies lack author or cost.

    The file is read back, and what it does not carry is told. Exit code 1: a study lacks something.
    With --lacking nothing is written, and the exit code is 0.
    """
    if lacking:
        if out is not None or (as_json and as_csv):
            raise typer.BadParameter("--lacking goes with --json or with --csv, and without --out")
        _list(year, language, as_json=as_json, as_csv=as_csv)
        return
    if year is None or out is None:
        raise typer.BadParameter("give a year and --out, or --lacking")
    if as_json or as_csv:
        raise typer.BadParameter("--json and --csv go with --lacking; --format says how the file is written")
    _write(year, out, language, form)


def _write(year: int, out: Path, language: str, form: str) -> None:
    from corpus.catalogue.lists import Lists
    from models.language import Language
    from search_api.cli.inventory_report import print_inventory
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


def _list(year: int | None, language: str, *, as_json: bool, as_csv: bool) -> None:
    from corpus.catalogue.lists import Lists
    from models.language import Language
    from search_api.cli.inventory_report import print_lacking
    from search_api.inventories.lacking import LackingList, lacking_ids, present_lacking
    from search_api.inventories.names import names_for
    from search_api.inventories.tables import lacking_csv
    from search_api.inventories.year import disclosures_of
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        disclosed = catalogue.disclosures() if year is None else disclosures_of(catalogue, year)
        names = names_for(catalogue, catalogue.beside(Lists).registry(), Language(language))
        studies = present_lacking(catalogue, lacking_ids(disclosed), names)
    if as_json:
        typer.echo(LackingList.dump_json(studies, indent=2).decode())
    elif as_csv:
        typer.echo(lacking_csv(studies, Language(language)), nl=False)
    else:
        print_lacking(studies)
