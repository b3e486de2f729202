"""``savoir bench``."""

from pathlib import Path
from typing import Annotated

import typer

_SIZES = (10_000, 100_000)
_SMALLEST = 1_000
"""Below, nothing but noise is measured."""
_FEWEST = 1_500
"""Studies of --desk: fewer do not fill its pages."""


def bench(
    passages: Annotated[
        str | None,
        typer.Option(
            metavar="N,N,…",
            help="Passages in the made-up libraries, 1000 or more each; without this option 10000,100000, "
            "or none if --ingest or --desk is all that is asked for.",
        ),
    ] = None,
    http: Annotated[bool, typer.Option("--http", help="Measure a server process too.")] = False,
    ingest: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", exists=True, file_okay=False, help="Measure the ingest of a folder of real files."
        ),
    ] = None,
    desk: Annotated[
        bool, typer.Option("--desk", help="Measure the pages of librarians on a server process.")
    ] = False,
    studies: Annotated[
        int, typer.Option(min=_FEWEST, help="Studies in the catalogue of --desk; 1000 of them are imported.")
    ] = 5_000,
    local_mode: Annotated[
        bool,
        typer.Option(
            help="Compare with the local mode of qdrant-client too, over the smallest library if it has at "
            "most 10000 passages; off, as 11 questions over 10000 passages take two minutes there."
        ),
    ] = False,
    seed: Annotated[int, typer.Option(help="The same seed makes the same libraries and questions.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Measure speed and memory on made-up libraries, beside references of the same run.

    100,000 passages take minutes, and 1 GB in the directory for temporary files, where nothing is left.
    """
    from search_api.cli.extras import require_eval

    require_eval()
    if passages is not None:
        sizes = _sizes(passages)
    else:
        sizes = () if (ingest or desk) and not (http or local_mode) else _SIZES

    from eval.bench.errors import BenchInputError
    from eval.bench.run import bench as measure
    from models.load import load_encoder
    from search_api.cli.bench_report import print_bench
    from search_api.cli.terminal import progress
    from search_api.settings import read_settings
    from search_api.wiring import build_of

    encoder = load_encoder(read_settings().encoder)
    try:
        with progress() as watch:
            result = measure(
                sizes,
                encoder=encoder,
                build=build_of(encoder),
                http=http,
                ingest=ingest,
                desk=studies if desk else None,
                local_mode=local_mode,
                seed=seed,
                watch=watch,
            )
    except BenchInputError as error:
        raise typer.BadParameter(error.reason, param_hint=f"'--{error.what}'") from error
    if as_json:
        typer.echo(result.to_json())
    else:
        print_bench(result)


def _sizes(text: str) -> tuple[int, ...]:
    """Read sizes as they are written.

    Raises:
        typer.BadParameter: one of them is no size.
    """
    sizes = [part.strip() for part in text.split(",")]
    wrong = [size for size in sizes if not (size.isdecimal() and int(size) >= _SMALLEST)]
    if wrong:
        reason = f"{wrong[0]!r} is not a whole number of passages from {_SMALLEST} up; write for example "
        raise typer.BadParameter(f"{reason}10000,100000", param_hint="'--passages'")
    return tuple(map(int, sizes))
