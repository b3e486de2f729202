"""What ``savoir eval`` prints: figures as tables, or as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.box import HORIZONTALS
from rich.markup import escape
from rich.table import Table

from eval.report.as_json import fairness_json, mean_json
from eval.report.numbers import figure, p_value, signed, signed_span, span
from search_api.cli.terminal import console

if TYPE_CHECKING:
    from eval.check import Checked
    from eval.comparison import Difference, Judged, Moved
    from eval.matrix import Cell, Fairness, Matrix
    from eval.measures import Evaluation


def evaluation_json(evaluation: "Evaluation", *, per_query: bool) -> str:
    """Return {"topics", "measures": {name: {mean, low, high}}, "per_query"?: {topic: {name: value}}}."""
    content: dict[str, Any] = {"topics": len(evaluation.topics), "measures": _means(evaluation)}
    if per_query:
        content["per_query"] = {
            topic: {name: float(values[place]) for name, values in evaluation.values.items()}
            for place, topic in enumerate(evaluation.topics)
        }
    return _json(content)


def print_evaluation(evaluation: "Evaluation", *, per_query: bool) -> None:
    """Print the means with their intervals, under the topics one by one if asked for."""
    out = console()
    if per_query:
        names = list(evaluation.values)
        rows = (
            [topic, *(figure(evaluation.values[name][place]) for name in names)]
            for place, topic in enumerate(evaluation.topics)
        )
        out.print(_table(["topic", *names], rows, words=1))
    means = [[name, figure(mean.mean), span(mean.interval)] for name, mean in evaluation.means.items()]
    out.print(_table(["measure", "mean", "95% interval"], means, words=1))
    out.print(f"[dim]{len(evaluation.topics)} topics[/]")


def differences_json(differences: Sequence["Difference"]) -> str:
    """Return a list of comparisons, each with the topics that moved most."""
    from dataclasses import asdict

    return _json([{**asdict(one), "difference": one.difference} for one in differences])


def print_differences(base: str, differences: Sequence["Difference"]) -> None:
    """Print each difference from the base, then the topics that moved most, both rankings side by side."""
    out = console()
    rows = [
        [
            one.run,
            one.measure,
            figure(one.base),
            figure(one.new),
            signed(one.difference),
            signed_span(one.interval),
            p_value(one.p),
            p_value(one.p_holm),
            f"{one.wins}/{one.losses}/{one.ties}",
        ]
        for one in differences
    ]
    heads = ["run", "measure", "base", "new", "diff", "95% interval", "p", "Holm", "won/lost/tied"]
    out.print(_table(heads, rows, words=2))
    out.print(f"[dim]against {escape(base)}; p: randomisation test, two-sided[/]", soft_wrap=True)
    for one in differences:
        if one.moved:
            out.print(
                f"\n[bold]{escape(one.run)}[/], {one.measure}: the topics that moved most", soft_wrap=True
            )
            out.print(_moved(one.moved))


def matrix_json(matrix: "Matrix") -> str:
    """Return the cells with their means, and the fairness of the mixed index."""
    return _json(
        {
            "collection": matrix.collection,
            "cells": [
                {
                    "query": cell.query,
                    "document": cell.document,
                    "method": cell.method,
                    "topics": cell.topics,
                    "measures": _means(cell.evaluation),
                }
                for cell in matrix.cells
            ],
            "fairness": [fairness_json(one) for one in matrix.fairness],
        }
    )


def print_matrix(matrix: "Matrix") -> None:
    """Print a table for each method and measure, and one for the mixed index."""
    out = console()
    for method in dict.fromkeys(cell.method for cell in matrix.cells):
        cells = [cell for cell in matrix.cells if cell.method is method]
        for measure in matrix.measures:
            out.print(f"[bold]{measure}[/], {method}, query language down, document language across")
            out.print(_square(cells, measure))
    if matrix.fairness:
        out.print("[bold]All languages in one index[/]: share of topics with the answer among the first ten")
        heads = ["query", "method", "own language", "counterpart@10", "own, alone", "loss"]
        out.print(_table(heads, map(_fair, matrix.fairness), words=2))


def print_checked(checked: Sequence["Checked"]) -> None:
    """Print every figure then and now; what fell in red."""
    rows = [
        [
            f"[red]{escape(one.name)}[/]" if one.dropped else escape(one.name),
            figure(one.before),
            figure(one.now),
            signed(one.now - one.before),
        ]
        for one in checked
    ]
    out = console()
    out.print(_table(["figure", "baseline", "now", "diff"], rows, words=1))
    dropped = sum(one.dropped for one in checked)
    out.print(f"[red]{dropped} of {len(checked)} figures fell[/]" if dropped else "[green]nothing fell[/]")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int) -> Table:
    """Return a table whose first columns are words and whose others are figures."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place < words else "right", no_wrap=place >= words)
    for row in rows:
        table.add_row(*row)
    return table


def _square(cells: Sequence["Cell"], measure: str) -> Table:
    documents = list(dict.fromkeys(cell.document for cell in cells))
    found = {(cell.query, cell.document): cell for cell in cells}
    rows = [
        [query, *(_cell(found.get((query, document)), measure) for document in documents)]
        for query in dict.fromkeys(cell.query for cell in cells)
    ]
    return _table(["", *documents], rows, words=1)


def _cell(cell: "Cell | None", measure: str) -> str:
    if cell is None:
        return "–"
    mean = cell.evaluation.means[measure]
    return f"{figure(mean.mean)} [dim]{span(mean.interval)} of {cell.topics}[/]"


def _fair(one: "Fairness") -> list[str]:
    return [
        one.query,
        one.method,
        f"{figure(one.own.mean)} [dim]{span(one.own.interval)}[/]",
        f"{figure(one.counterpart.mean)} [dim]{span(one.counterpart.interval)}[/]",
        figure(one.alone),
        signed(one.loss),
    ]


def _moved(moved: Sequence["Moved"]) -> Table:
    table = Table(box=HORIZONTALS, show_edge=False, header_style="bold")
    for head in ("topic", "from", "to", "first of the base (grade)", "first of the run (grade)"):
        table.add_column(head)
    for one in moved:
        table.add_row(
            escape(one.topic), figure(one.base), figure(one.new), _ranked(one.base_top), _ranked(one.new_top)
        )
        table.add_section()
    return table


def _ranked(top: Sequence["Judged"]) -> str:
    return "\n".join(
        f"{place}. {escape(one.document)} ({'–' if one.grade is None else one.grade})"
        for place, one in enumerate(top, start=1)
    )


def _means(evaluation: "Evaluation") -> dict[str, dict[str, float]]:
    return {name: mean_json(mean) for name, mean in evaluation.means.items()}


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
