"""``savoir eval encoder``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from eval.encoding.results import EncoderEvaluation, Estimate, MiningResult, Result, SimilarityResult


def encoder(
    bitext: Annotated[
        list[Path] | None,
        typer.Option(help="A .tsv or .tsv.gz file with columns fr, nl and en, or a folder; may be repeated."),
    ] = None,
    sts: Annotated[
        list[Path] | None,
        typer.Option(help="Likewise, with columns score, fr1 and fr2, nl1 and nl2, en1 and en2."),
    ] = None,
    references: Annotated[
        Path | None, typer.Option(help="Published scores to show beside: a table of MTEB results.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object.")] = False,
) -> None:
    """Measure the encoder alone: translations found, closeness in meaning, and speed."""
    from eval.encoding.evaluate import encoder as evaluate
    from models.load import load_encoder
    from search_api.cli.terminal import progress
    from search_api.errors import RequestError
    from search_api.settings import read_settings

    if not bitext and not sts:
        example = "savoir eval encoder --bitext DIR --sts DIR"
        raise RequestError("--bitext", f"give sentences to measure with, here or as --sts: {example}")
    loaded = load_encoder(read_settings().encoder)
    with progress() as watch:
        measured = evaluate(loaded, bitext=bitext or (), sts=sts or (), references=references, watch=watch)
    if as_json:
        typer.echo(measured.to_json())
    else:
        _print(measured)


def _print(measured: "EncoderEvaluation") -> None:
    from rich.markup import escape

    from search_api.cli.terminal import console

    out = console()
    out.print(f"[bold]{escape(measured.encoder)}[/], {measured.dimensions} dimensions", soft_wrap=True)
    if measured.bitext:
        out.print(_mining_table(measured.bitext))
    if measured.sts:
        out.print(_similarity_table(measured.sts))
    published = [result for result in measured.results if result.published]
    if published:
        out.print(_published_table(published))
        out.print(_legend(published), soft_wrap=True)
    speed, query = measured.speed, measured.speed.query
    out.print(
        f"\n{speed.passages_per_second:,.0f} passages of {speed.words_per_passage} words a second; "
        f"a question takes {query.p50:.2f} ms (p95 {query.p95:.2f} ms); "
        f"{speed.machine.cores} cores, {speed.machine.processor}",
        soft_wrap=True,
    )


def _mining_table(results: "Sequence[MiningResult]") -> "Table":
    table = _table("Translations found, with 95% intervals", "set", "", "sentences", "accuracy", "F1")
    for result in results:
        repeated = f" ({result.repeated} repeated)" if result.repeated else ""
        sentences = f"{result.sentences}{repeated}"
        table.add_row(*_set(result), sentences, _estimate(result.accuracy), _estimate(result.f1))
    return table


def _similarity_table(results: "Sequence[SimilarityResult]") -> "Table":
    table = _table("Closeness in meaning, with 95% intervals", "set", "", "pairs", "Spearman")
    for result in results:
        table.add_row(*_set(result), str(result.pairs), _estimate(result.spearman))
    return table


def _published_table(results: "Sequence[Result]") -> "Table":
    from eval.encoding.published import MODELS

    table = _table("Beside published scores", "set", "", "score", "here", *MODELS.values())
    for result in results:
        scores = {published.model: _figure(published.score) for published in result.published}
        others = [scores.get(model, "–") for model in MODELS]
        table.add_row(*_set(result), result.MEASURE, _figure(result.comparable.value), *others)
    return table


def _legend(results: "Sequence[Result]") -> str:
    from eval.encoding.published import MODELS

    shown = {published.model for result in results for published in result.published}
    names = ", ".join(f"{short}: {model}" for model, short in MODELS.items() if model in shown)
    return f"[dim]{names}[/]"


def _set(result: "Result") -> tuple[str, str]:
    from rich.markup import escape

    return escape(result.name), result.languages


def _table(title: str, *columns: str) -> "Table":
    from rich.table import Table

    return Table(*columns, title=f"\n{title}", title_justify="left", box=None, padding=(0, 2, 0, 0))


def _estimate(estimate: "Estimate") -> str:
    low, high = estimate.interval
    return f"{_figure(estimate.value)} [dim]({_figure(low)}–{_figure(high)})[/]"


def _figure(value: float) -> str:
    return f"{value:.3f}"
