"""``savoir harvest``."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from search_api.harvesting.record import Asked


class Speaks(StrEnum):
    """What a source speaks."""

    AUTO = "auto"
    OAI = "oai"
    DCAT = "dcat"


def harvest(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Base URL of an OAI-PMH repository, or a DCAT feed.")
    ],
    kind: Annotated[Speaks, typer.Option("--kind", help="What answers there; otherwise it is asked.")] = (
        Speaks.AUTO
    ),
    only: Annotated[str | None, typer.Option("--set", help="Only this set of a repository.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="Changed on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Changed on this day or before.")] = None,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="Changed since the last harvest that came to its end.")
    ] = False,
    files: Annotated[bool, typer.Option("--files", help="Fetch the files too.")] = False,
    most: Annotated[
        int, typer.Option("--max-file-size", min=1, max=10_000, help="Megabytes that a file may have.")
    ] = 200,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask servers inside of this network too.")
    ] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, max=600, help="Seconds that a server may be silent.")
    ] = 30.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing; tell what would.")] = False,
    update_published: Annotated[
        bool, typer.Option("--update-published", help="Change published studies too, not drafts alone.")
    ] = False,
    begin_again: Annotated[
        bool, typer.Option("--begin-again", help="Do not go on with a harvest that was cut short.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who does it, for the history.")] = "harvest",
    as_json: Annotated[bool, typer.Option("--json", help="The report as a JSON object.")] = False,
) -> None:
    """Take studies over from another catalogue, as drafts that a librarian publishes.

    What was taken over before is brought up to date; what a librarian changed since stays, and is told.
    Exit code 1: something needs a librarian, and the report says what.
    """
    from search_api.cli.harvest_report import print_harvest
    from search_api.cli.terminal import progress
    from search_api.harvesting.fetching import Fetcher
    from search_api.harvesting.files import cupboard_of
    from search_api.harvesting.harvest import Wish
    from search_api.harvesting.harvest import harvest as harvest_source
    from search_api.harvesting.sources import SourceKind, open_source
    from search_api.settings import read_settings
    from search_api.wiring import writing

    asked = _asked(only, start, until)
    fetcher = Fetcher(allow_private=allow_private, timeout=timeout)
    source = open_source(fetcher, url, SourceKind(kind))
    settings = read_settings()
    with writing(settings) as library, progress() as watch:
        wish = Wish(
            asked=asked,
            since_last=since_last,
            begin_again=begin_again,
            cupboard=cupboard_of(fetcher, settings.data_dir, library.files, most) if files else None,
            dry_run=dry_run,
            update_published=update_published,
            by=by,
        )
        report, stopped = harvest_source(library, source, wish, watch)
    print_harvest(report, as_json=as_json)
    if stopped:
        raise stopped
    raise typer.Exit(1 if report.needs_attention else 0)


def _asked(only: str | None, start: str | None, until: str | None) -> "Asked":
    from search_api.errors import RequestError
    from search_api.harvesting.record import Asked
    from search_api.oai.arguments import read_span
    from search_api.oai.faults import OaiFault

    asked = Asked(start=start, until=until, set=only)
    try:
        read_span(asked.facts())
    except OaiFault as fault:
        raise RequestError("--from and --until", fault.reason) from fault
    return asked
