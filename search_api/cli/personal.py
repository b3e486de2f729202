"""``savoir personal-data``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.personal import Verdict
    from search_api.personal.listing import FilePersonalData
    from search_api.settings import Settings

_LIST = "Numbers of findings, as 3 or 1,4-6; all: every one that waits."


def personal_data(
    studies: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="As `savoir studies list` shows them.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every study of the catalogue.")] = False,
    harmless: Annotated[
        list[str] | None,
        typer.Option("--harmless", metavar="N…", help=f"Confirm that they may be published. {_LIST}"),
    ] = None,
    redact: Annotated[
        list[str] | None,
        typer.Option("--redact", metavar="N…", help=f"Put a bar in their place. {_LIST}"),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who decides; otherwise SAVOIR_LIBRARIAN.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array, one object per file.")] = False,
) -> None:
    """Show personal data in studies, and decide about it: what nobody decided about is not published."""
    from corpus.personal import Verdict
    from search_api.cli.personal_report import print_personal_data
    from search_api.personal.listing import PersonalDataList
    from search_api.settings import read_settings

    lists = {Verdict.HARMLESS: harmless or (), Verdict.REDACTED: redact or ()}
    decided = any(lists.values())
    if bool(studies) == everything:
        raise typer.BadParameter("give the ids of studies, or --all")
    if decided and len(studies or ()) != 1:
        raise typer.BadParameter("decide about one study at a time: give its id alone")
    settings = read_settings()
    if decided:
        _decide(settings, (studies or [""])[0], lists, by or settings.librarian)
    found = _listed(settings, studies)
    if as_json:
        typer.echo(PersonalDataList.dump_json(found, indent=2).decode())
    else:
        print_personal_data(found)


def _listed(settings: "Settings", studies: list[str] | None) -> "list[FilePersonalData]":
    from corpus.study import StudyId
    from search_api.personal.listing import personal_data as listed
    from search_api.wiring import looking

    with looking(settings) as library:
        catalogue = library.catalogue.everything()  # what is to be published is what is looked at
        wanted = [catalogue.study(StudyId(study)) for study in studies] if studies else catalogue.studies()
        return listed(library, wanted)


def _decide(settings: "Settings", name: str, lists: "Mapping[Verdict, Sequence[str]]", by: str) -> None:
    from corpus.study import StudyId
    from search_api.cli.terminal import progress
    from search_api.personal.deciding import decide
    from search_api.personal.findings import findings_of
    from search_api.personal.numbers import verdicts
    from search_api.wiring import writing

    study = StudyId(name)
    with writing(settings) as library, progress() as watch:
        found = findings_of(library, library.catalogue.everything().study(study))
        decide(library, study, verdicts(study, found, lists), watch, by=by)
