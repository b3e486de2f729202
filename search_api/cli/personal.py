"""``savoir personal-data``."""

from typing import Annotated

import typer


def personal_data(
    studies: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="As `savoir studies list` shows them.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every study of the catalogue.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object per file.")] = False,
) -> None:
    """Show personal data in the text of studies: numbers, accounts, addresses, and names beside them."""
    from corpus.study import StudyId
    from search_api.cli.personal_report import print_personal_data
    from search_api.personal import PersonalDataList, personal_data
    from search_api.settings import read_settings
    from search_api.wiring import looking

    if bool(studies) == everything:
        raise typer.BadParameter("give the ids of studies, or --all")
    with looking(read_settings()) as library:
        catalogue = library.catalogue.everything()  # what is to be published is what is looked at
        wanted = (
            catalogue.studies()
            if everything
            else [catalogue.study(StudyId(study)) for study in studies or ()]
        )
        found = personal_data(library, wanted)
    if as_json:
        typer.echo(PersonalDataList.dump_json(found, indent=2).decode())
    else:
        print_personal_data(found)
