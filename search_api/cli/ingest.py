"""``savoir ingest``."""

from pathlib import Path
from typing import Annotated

import typer


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Folders with an inventory or loose files, and single files.")
    ],
    draft: Annotated[
        bool, typer.Option("--draft", help="New studies wait as drafts; readers do not see them.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as a JSON object.")] = False,
) -> None:
    """Bring studies in. Exit code 1: something needs a librarian, and the report says what."""
    from corpus.life import StudyState
    from search_api.cli.reports import print_report
    from search_api.cli.terminal import progress
    from search_api.ingesting.ingest import ingest as ingest_paths
    from search_api.settings import read_settings
    from search_api.wiring import writing

    state = StudyState.DRAFT if draft else StudyState.PUBLISHED
    with writing(read_settings()) as library, progress() as watch:
        report = ingest_paths(library, paths, watch, state=state)
    if as_json:
        import json
        from dataclasses import asdict

        typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        print_report(report)
    raise typer.Exit(1 if report.needs_attention else 0)
