"""``savoir eval``: runs, measures, comparisons, the matrix of languages, and the check of a baseline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import eval_encoder, eval_judgements, eval_report

if TYPE_CHECKING:
    from eval.methods import Method
    from eval.qrels import Qrels
    from eval.run import Run
    from models.language import Language

app = typer.Typer(
    no_args_is_help=True,
    help="Measure how well questions are answered (needs the extra 'eval': see README.md).",
)

CollectionOption = Annotated[
    Path,
    typer.Option(help="Folder with documents, topics and judgements."),
]
DocumentsOption = Annotated[
    str | None,
    typer.Option(
        "--documents",
        "--languages",
        help="fr,nl: of the documents, all in one index [default: all].",
    ),
]
MethodOption = Annotated[
    str,
    typer.Option(
        "--mode",
        help="keyword, semantic, hybrid; over whole documents as in textbooks: bm25, dense, convex, rrf.",
    ),
]
MeasuresOption = Annotated[str, typer.Option(help="With commas between; every measure of ir_measures.")]
QrelsOption = Annotated[Path, typer.Option(help="Judgements, in TREC's or BEIR's format.")]
SkipOption = Annotated[
    bool, typer.Option("--skip-unjudged", help="Leave out the topics of a run that nobody judged.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="A JSON object.")]

_DEFAULT_MEASURES = "nDCG@10,R@100,RR@10,P@5,Success@10"


@app.callback()
def installed() -> None:
    """Check that what measures is installed."""
    from search_api.cli.extras import require_eval

    require_eval()


@app.command("run")
def run(
    collection: CollectionOption,
    out: Annotated[Path, typer.Option(help="The run, in TREC's format; its judgements go beside it.")],
    documents: DocumentsOption = None,
    query_languages: Annotated[
        str | None, typer.Option(help="fr,nl: languages of the topics [default: all].")
    ] = None,
    method: MethodOption = "hybrid",
    depth: Annotated[int, typer.Option(min=1, max=10_000, help="Documents kept of each topic.")] = 100,
) -> None:
    """Ask the topics of a collection, and write what was found."""
    from eval.collection import open_collection
    from eval.qrels import write_qrels
    from eval.run import write_run
    from eval.running import run as run_collection
    from search_api.cli.terminal import console, progress
    from search_api.evaluating import eval_setup
    from search_api.settings import read_settings

    chosen = method_of(method)
    opened = open_collection(collection)
    with progress() as watch:
        judged = run_collection(
            opened,
            eval_setup(read_settings(), watch),
            documents=languages_of("--documents", documents),
            queries=languages_of("--query-languages", query_languages),
            method=chosen,
            depth=depth,
        )
    qrels = out.with_name(f"{out.name.removesuffix('.trec')}.qrels")
    write_run(judged.run, out)
    write_qrels(judged.qrels, qrels)
    console().print(f"{len(judged.run.rankings)} topics: {out}, judgements: {qrels}", soft_wrap=True)


@app.command("measure")
def measure(
    qrels: QrelsOption,
    run: Annotated[Path, typer.Option(help="A run in TREC's format.")],
    measures: MeasuresOption = _DEFAULT_MEASURES,
    per_query: Annotated[bool, typer.Option("--per-query", help="Topic by topic as well.")] = False,
    skip_unjudged: SkipOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a run: means with 95% bootstrap intervals; a topic without an answer counts as zero."""
    from eval.measures import evaluate, measure_names
    from eval.qrels import read_qrels
    from search_api.cli.eval_tables import evaluation_json, print_evaluation

    judged = read_qrels(qrels)
    evaluation = evaluate(judged, _read_run(run, judged, skip_unjudged), measure_names(measures))
    if as_json:
        typer.echo(evaluation_json(evaluation, per_query=per_query))
    else:
        print_evaluation(evaluation, per_query=per_query)


@app.command("compare")
def compare(
    qrels: QrelsOption,
    runs: Annotated[list[Path], typer.Argument(help="The base, then the runs to compare with it.")],
    measures: MeasuresOption = "nDCG@10",
    skip_unjudged: SkipOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compare runs with a base, topic by topic: difference, significance, and the topics that moved most."""
    from eval.comparison import compare as compare_runs
    from eval.measures import measure_names
    from eval.qrels import read_qrels
    from search_api.cli.eval_tables import differences_json, print_differences

    if len(runs) < 2:
        raise typer.BadParameter("give a base and at least one other run", param_hint="RUNS")
    judged = read_qrels(qrels)
    base, *others = (_read_run(path, judged, skip_unjudged) for path in runs)
    named = dict(zip((str(path) for path in runs[1:]), others, strict=True))
    differences = compare_runs(judged, base, named, measure_names(measures))
    if as_json:
        typer.echo(differences_json(differences))
    else:
        print_differences(str(runs[0]), differences)


@app.command("matrix")
def matrix(
    collection: CollectionOption,
    method: MethodOption = "hybrid",
    measures: MeasuresOption = "nDCG@10",
    as_json: JsonOption = False,
) -> None:
    """Measure every pair of query and document language, and all languages in one index."""
    from eval.collection import open_collection
    from eval.matrix import matrix as measure_matrix
    from eval.measures import measure_names
    from search_api.cli.eval_tables import matrix_json, print_matrix
    from search_api.cli.terminal import progress
    from search_api.evaluating import eval_setup
    from search_api.settings import read_settings

    methods = tuple(method_of(one.strip()) for one in method.split(","))
    opened = open_collection(collection)
    with progress() as watch:
        found = measure_matrix(
            opened, eval_setup(read_settings(), watch), methods=methods, measures=measure_names(measures)
        )
    if as_json:
        typer.echo(matrix_json(found))
    else:
        print_matrix(found)


@app.command("check")
def check(
    baseline: Annotated[Path, typer.Option(help="Figures kept from before.")],
    update: Annotated[bool, typer.Option("--update", help="Keep the figures of now instead.")] = False,
    collection: Annotated[
        Path | None, typer.Option(help="With --update, where there is no baseline yet: what to measure.")
    ] = None,
    measures: MeasuresOption = _DEFAULT_MEASURES,
) -> None:
    """Measure a collection again. Exit code 1: a mean fell by more than .005 under the baseline."""
    from eval.check import Baseline, figures, read_baseline, write_baseline
    from eval.check import check as check_figures
    from eval.collection import open_collection
    from eval.measures import measure_names
    from search_api.cli.eval_tables import print_checked
    from search_api.cli.terminal import console, progress
    from search_api.evaluating import eval_setup
    from search_api.settings import read_settings

    if update and collection:
        kept = Baseline(collection=str(collection), measures=measure_names(measures), figures={})
    else:
        kept = read_baseline(baseline)
    opened = open_collection(Path(kept.collection))
    with progress() as watch:
        now = figures(opened, eval_setup(read_settings(), watch), kept.measures)
    if update:
        write_baseline(Baseline(collection=kept.collection, measures=kept.measures, figures=now), baseline)
        console().print(f"{len(now)} figures kept in {baseline}", soft_wrap=True)
        return
    checked = check_figures(kept, now)
    print_checked(checked)
    raise typer.Exit(1 if any(one.dropped for one in checked) else 0)


app.command("encoder")(eval_encoder.encoder)
app.command("judgements")(eval_judgements.judgements)
app.command("report")(eval_report.report)


def languages_of(option: str, written: str | None) -> "tuple[Language, ...]":
    """Read "fr,nl".

    Raises:
        typer.BadParameter: one of them is no language of the project.
    """
    from models.language import Language

    codes = [code.strip() for code in (written or "").split(",") if code.strip()]
    try:
        return tuple(dict.fromkeys(Language(code) for code in codes))
    except ValueError as error:
        known = ", ".join(Language)
        reason = f"{written!r} names a language that is none of {known}"
        raise typer.BadParameter(reason, param_hint=option) from error


def method_of(written: str) -> "Method":
    """Read the name of a method.

    Raises:
        typer.BadParameter: there is none of this name.
    """
    from eval.methods import Method

    try:
        return Method(written)
    except ValueError as error:
        known = ", ".join(Method)
        raise typer.BadParameter(f"{written!r} is none of {known}", param_hint="--mode") from error


def _read_run(path: Path, judged: "Qrels", skip_unjudged: bool) -> "Run":
    from eval.errors import EvaluationDataError
    from eval.run import judged_only, read_run

    if not skip_unjudged:
        return read_run(path, judged=judged)
    kept = judged_only(read_run(path), judged)
    if not kept.rankings:
        raise EvaluationDataError(path, None, "none of its topics is judged")
    return kept
