"""``savoir eval report``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.bench.results import BenchResult
    from eval.running import EvalSetup

_SIZES = (1_000, 3_000, 10_000)
"""Passages in the made-up libraries of a report that is given no benchmark."""


def report(
    out: Annotated[Path, typer.Option(help="A new folder, or one that holds a report.")],
    collection: Annotated[
        list[Path] | None, typer.Option(help="A collection; may be repeated [default: corpus/sample].")
    ] = None,
    bitext: Annotated[
        list[Path] | None, typer.Option(help="As for `savoir eval encoder`; may be repeated.")
    ] = None,
    sts: Annotated[list[Path] | None, typer.Option(help="Likewise.")] = None,
    references: Annotated[Path | None, typer.Option(help="Published scores of other encoders.")] = None,
    bench: Annotated[
        Path | None, typer.Option(help="What `savoir bench --json` said [default: small libraries, now].")
    ] = None,
    measures: Annotated[
        str, typer.Option(help="With commas between; the first is that of plots and tests.")
    ] = "nDCG@10,R@100,RR@10,P@5,Success@10",
) -> None:
    """Write one page that says how good and how fast search is, as HTML, Markdown and JSON.

    Every collection is asked in every direction of its languages and with all in one index, by every method.
    """
    import datetime
    import shlex
    import sys

    from eval.collection import open_collection
    from eval.encoding.evaluate import encoder as measure_encoder
    from eval.matrix import matrix
    from eval.measures import measure_names
    from eval.methods import Method
    from eval.report.data import Report
    from eval.report.provenance import this_provenance
    from eval.report.write import check_folder, write_report
    from search_api.cli.terminal import console, progress
    from search_api.evaluating import eval_setup
    from search_api.settings import read_settings

    check_folder(out)
    opened = [open_collection(path) for path in collection or [Path("corpus/sample")]]
    kept = _kept_bench(bench) if bench else None
    command = shlex.join(["savoir", *sys.argv[1:]])
    with progress() as watch:
        setup = eval_setup(read_settings(), watch)
        provenance = this_provenance(
            command,
            date=datetime.datetime.now().astimezone().date(),
            encoder=setup.encoder.name,
            fusion=setup.fusion.version,
        )
        written = write_report(
            Report(
                matrices=tuple(
                    matrix(one, setup, methods=list(Method), measures=measure_names(measures))
                    for one in opened
                ),
                encoder=measure_encoder(
                    setup.encoder, bitext=bitext or (), sts=sts or (), references=references, watch=watch
                )
                if bitext or sts
                else None,
                bench=kept or _bench_now(setup),
                provenance=provenance,
            ),
            out,
            watch,
        )
    console().print(f"The report: {written[0]}", soft_wrap=True)


def _kept_bench(path: Path) -> "BenchResult":
    from eval.bench.results import BenchResult
    from eval.errors import EvaluationDataError

    try:
        return BenchResult.from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror}"
        raise EvaluationDataError(path, None, reason) from error
    except ValueError as error:
        reason = "it holds no benchmark; make one with `savoir bench --json`"
        raise EvaluationDataError(path, None, reason) from error


def _bench_now(setup: "EvalSetup") -> "BenchResult":
    from eval.bench.run import bench

    return bench(_SIZES, encoder=setup.encoder, build=setup.build, watch=setup.watch)
