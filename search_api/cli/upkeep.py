"""``savoir remove``, ``savoir reindex`` and ``savoir status``."""

from typing import Annotated

import typer

from search_api.cli.life import By, StudyArgument


def remove(
    study: StudyArgument,
    by: By = None,
) -> None:
    """Take a study out of the catalogue and the index; its files stay recorded as withdrawn."""
    from corpus.life import Step
    from corpus.study import StudyId
    from search_api.cli.terminal import console, progress
    from search_api.editing import acts
    from search_api.editing.desks import AtOnce
    from search_api.settings import read_settings
    from search_api.wiring import writing

    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        desk = AtOnce(library, watch)
        acts.take_step(desk, StudyId(study), Step.REMOVE, by=by or settings.librarian)
    console().print(f"{study} is removed; its files stay recorded as withdrawn.")


def reindex() -> None:
    """Build the index anew from the catalogue and the files, reading again what an older version read."""
    from search_api.cli.terminal import console, progress
    from search_api.ingesting.rebuilding import rebuild
    from search_api.settings import read_settings

    with progress() as watch:
        rebuilt = rebuild(read_settings(), watch)
    console().print(f"The index is built anew: {rebuilt.studies} studies.")


FAULTS, FAULTS_LEFT = 47, 48
"""Exit codes of a check that found something, and of a repair that left something."""


def status(
    check: Annotated[
        bool, typer.Option("--check", help="Compare catalogue, files, extractions and index instead.")
    ] = False,
    deep: Annotated[bool, typer.Option("--deep", help="Read every byte of every file, too.")] = False,
    repair: Annotated[bool, typer.Option("--repair", help="Check, and mend what can be mended.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Show what is in, what failed and why, and what waits for the index.

    Exit code 47: --check found something; 48: --repair could not mend all of it.
    """
    from search_api.backing_up.telling import told_of_backup
    from search_api.cli.reader import own_language
    from search_api.cli.terminal import print_status
    from search_api.settings import read_settings
    from search_api.status import library_status
    from search_api.wiring import looking

    if check or deep or repair:
        raise typer.Exit(_compare(deep=deep, mend=repair, as_json=as_json))
    settings, language = read_settings(), own_language()
    with looking(settings) as library:
        found = library_status(library, language)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        print_status(found, told_of_backup(found.backup, settings, language))


def _compare(*, deep: bool, mend: bool, as_json: bool) -> int:
    from search_api.checking.check import check, repair
    from search_api.cli.check_report import print_check
    from search_api.cli.terminal import progress
    from search_api.settings import read_settings
    from search_api.wiring import looking, writing

    if mend:
        with writing(read_settings()) as library, progress() as watch:
            report = repair(library, watch, deep=deep)
    else:
        with looking(read_settings()) as library, progress() as watch:
            report = check(library, watch, deep=deep)
    print_check(report, as_json=as_json)
    return (FAULTS_LEFT if mend else FAULTS) if report.left else 0
