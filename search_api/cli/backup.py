"""``savoir backup`` and ``savoir restore``."""

from pathlib import Path
from typing import Annotated

import typer


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write; not there yet.")],
    secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Put keys and tokens of the settings into it too.")
    ] = False,
) -> None:
    """Write catalogue, files, extractions and settings into one archive, while the library is in use.

    Exit code 1: the archive is whole, but the library has lost files that its catalogue knows.
    """
    from search_api.backing_up.backup import back_up
    from search_api.backing_up.record import note_backup
    from search_api.cli.terminal import console, progress
    from search_api.settings import read_settings

    settings = read_settings()
    with progress() as watch:
        manifest = back_up(settings, file, watch, secrets=secrets)
    out, counts = console(), manifest.counts
    told = f"{counts.studies} studies, {counts.files} files and {counts.judgements} judgements"
    out.print(f"{file}: {told}.", soft_wrap=True, markup=False)
    if not secrets:
        out.print("Keys and tokens of the settings are not in it.")
    try:
        note_backup(settings, file, manifest.made)
    except OSError as error:
        unknown = f"`savoir status` will not know of it: {settings.data_dir} cannot be written"
        out.print(f"{unknown} ({error.strerror}).", soft_wrap=True, markup=False)
    for sha256 in manifest.missing:
        out.print(
            f"[bold red]Lost or damaged:[/] {sha256}; ingest the folder it came from again.", soft_wrap=True
        )
    raise typer.Exit(1 if manifest.missing else 0)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive of `savoir backup`.")],
) -> None:
    """Bring a backup back into an empty data directory (SAVOIR_DATA_DIR), and build its index.

    Exit code 1: all of the archive is back, but the library had lost files when it was made.
    """
    from search_api.backing_up.restore import restore as restore_archive
    from search_api.cli.terminal import console, progress
    from search_api.ingesting.rebuilding import rebuild
    from search_api.settings import read_settings

    settings = read_settings()
    with progress() as watch:
        restored = restore_archive(file, settings, watch)
    out, counts = console(), restored.manifest.counts
    out.print(f"{counts.studies} studies, {counts.files} files and {counts.judgements} judgements are back.")
    out.print(
        f"The settings that they had are in {restored.settings}; none of them is in force by itself.",
        soft_wrap=True,
        markup=False,
    )
    with progress() as watch:
        rebuilt = rebuild(settings, watch)
    out.print(f"The index is built anew: {rebuilt.studies} studies; {rebuilt.read} files were read again.")
    raise typer.Exit(1 if restored.manifest.missing else 0)
