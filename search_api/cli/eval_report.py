"""``savoir eval report``."""

from pathlib import Path
from typing import Annotated

import typer


def report(out: Annotated[Path, typer.Option(help="A new folder, or one that holds a report.")]) -> None:
    """Write one page that says how good retrieval is, as HTML, Markdown and JSON."""
    raise NotImplementedError
