"""``savoir eval judgements``: what was judged in the pages, for the other commands to measure with."""

from pathlib import Path
from typing import Annotated

import typer


def judgements(
    out: Annotated[
        Path, typer.Option(help="The judgements, in TREC's format; topics and judges go beside them.")
    ],
) -> None:
    """Write what was judged in the pages: grades by topic, the topics, and who judged what and when."""
    from eval.judgements import write_judgements
    from search_api.cli.terminal import console
    from search_api.settings import read_settings
    from search_api.wiring import open_catalogue

    with open_catalogue(read_settings()) as catalogue:
        found = catalogue.judgements()
    topics, judges = write_judgements(found, out)
    console().print(f"{len(found)} judgements: {out}, topics: {topics}, judges: {judges}", soft_wrap=True)
