"""``savoir bench``."""

from typing import Annotated

import typer


def bench(
    passages: Annotated[int, typer.Option(min=1000, help="Size of the made-up library.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same library.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Measure speed and memory on a made-up library, in process and over HTTP (minutes)."""
    import json
    import tempfile
    from dataclasses import asdict
    from pathlib import Path

    from eval.bench import run
    from models.load import load_encoder
    from search_api.cli.terminal import print_measures
    from search_api.settings import read_settings
    from search_api.wiring import build_of

    encoder = load_encoder(read_settings().encoder)
    with tempfile.TemporaryDirectory(prefix="savoir-bench-") as directory:
        measures = run(Path(directory), passages, encoder, build_of(encoder), seed=seed)
    if as_json:
        typer.echo(json.dumps(measures, default=asdict, indent=2))
    else:
        print_measures(measures)
