"""Renders the whole sample corpus: ``python -m corpus.sample.rendering``."""

import sys

from corpus.sample.rendering.errors import SourceError
from corpus.sample.rendering.files import SAMPLE, SOURCES, render_study
from corpus.sample.rendering.inventory import INVENTORY, write_inventory
from corpus.sample.rendering.source import read_studies


def main() -> int:
    """Write every file beside the sources; return the exit code."""
    try:
        studies = read_studies(SOURCES)
        files = [file for study in studies for file in render_study(study)]
        inventory = write_inventory(studies, SOURCES / "inventory.toml")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    for file in files:
        (SAMPLE / file.name).write_bytes(file.content)
    (SAMPLE / INVENTORY).write_bytes(inventory)
    size = sum(len(file.content) for file in files) + len(inventory)
    print(f"{len(studies)} studies, {len(files)} files and {INVENTORY}: {size / 1e6:.1f} MB in {SAMPLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
