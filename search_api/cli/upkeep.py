"""``savoir remove``, ``savoir reindex`` and ``savoir status``."""

from typing import Annotated

import typer

from search_api.cli.life import By, StudyArgument


def remove(
    study: StudyArgument,
    by: By = None,
) -> None:
    """Take a study out of the catalogue and the index; its files stay recorded as withdrawn."""
    from corpus.study import StudyId
    from search_api.cli.terminal import console, progress
    from search_api.ingesting.indexing import sync_index
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        library.catalogue.remove_study(StudyId(study), by=by or settings.librarian)
        sync_index(library, watch)
    console().print(f"{study} is removed; its files stay recorded as withdrawn.")


def reindex() -> None:
    """Build the index anew from the catalogue and the files, reading again what an older version read."""
    from search_api.cli.terminal import console, progress
    from search_api.ingesting.rebuilding import rebuild
    from search_api.settings import read_settings

    with progress() as watch:
        rebuilt = rebuild(read_settings(), watch)
    console().print(f"The index is built anew: {rebuilt.studies} studies.")


def status(
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Show what is in, what failed and why, and what waits for the index."""
    from search_api.cli.terminal import print_status
    from search_api.settings import read_settings
    from search_api.status import library_status
    from search_api.wiring import looking

    with looking(read_settings()) as library:
        found = library_status(library)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        print_status(found)
