"""``savoir studies``: list and show them, and lead them through their life."""

from typing import Annotated

import typer

from search_api.cli import life

app = typer.Typer(no_args_is_help=True, help="The studies of the catalogue.")
life.add_to(app)

All = Annotated[bool, typer.Option("--all", help="Also drafts, what is in review, and what was withdrawn.")]


@app.command("list")
def list_(
    limit: Annotated[int | None, typer.Option(min=1, help="Studies to show; all if not given.")] = None,
    offset: Annotated[int, typer.Option(min=0, help="Studies to skip.")] = 0,
    everything: All = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object per study.")] = False,
) -> None:
    """List the studies, newest first."""
    from search_api.answers import StudyList
    from search_api.cli.reader import own_language
    from search_api.cli.terminal import print_studies
    from search_api.describing import present_studies
    from search_api.settings import read_settings
    from search_api.wiring import reading

    with reading(read_settings()) as services:
        catalogue = services.catalogue.everything() if everything else services.catalogue
        studies = catalogue.studies(offset=offset, limit=limit)
        shown = present_studies(services, studies, own_language())
    if as_json:
        typer.echo(StudyList.dump_json(shown, indent=2).decode())
    else:
        print_studies(shown)


@app.command("show")
def show(
    study: Annotated[str, typer.Argument(metavar="ID", help="As `savoir studies list` shows it.")],
    everything: All = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Show one study and the state of its files."""
    from corpus.study import StudyId
    from search_api.cli.reader import own_language
    from search_api.cli.terminal import print_study
    from search_api.describing import present_studies
    from search_api.settings import read_settings
    from search_api.wiring import reading

    with reading(read_settings()) as services:
        catalogue = services.catalogue.everything() if everything else services.catalogue
        (shown,) = present_studies(services, [catalogue.study(StudyId(study))], own_language())
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_study(shown)
