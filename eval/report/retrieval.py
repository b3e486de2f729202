"""The section of one collection."""

from collections.abc import Sequence
from functools import partial

from eval.measures import Mean
from eval.methods import Method
from eval.report import plots
from eval.report.against import against_section
from eval.report.blocks import Block, Entry, Folded, Plot, Section, Table, entries
from eval.report.data import Direction, Results, SummaryRow, summary_rows
from eval.report.differences import Against
from eval.report.fairness import fairness_section
from eval.report.numbers import figure, span
from eval.report.wording import INTERVALS, NAMES, kind


def collection_section(results: Results, differences: Sequence[Against], anchor: str) -> Section:
    """Show all figures of a collection; ``differences`` are its own."""
    parts = (
        _means_part(results, anchor),
        _languages_part(results, anchor),
        against_section(results, differences, anchor),
        fairness_section(results, anchor),
    )
    return Section(
        id=anchor,
        title=f"Collection {results.collection}",
        sections=tuple(part for part in parts if part is not None),
    )


def _means_part(results: Results, anchor: str) -> Section:
    rows = summary_rows(results)
    plot = Plot(
        id=f"{anchor}-forest",
        caption=f"Mean {results.main} of each method with its 95% interval, direction by direction",
        description="For each direction a panel: a dot for the mean of each method, a line for its interval. "
        "Hybrid search is blue, the others grey.",
        draw=partial(plots.forest, rows, results.main),
        table=Table(
            caption=f"Mean {results.main} by direction and method",
            columns=("direction", "method", "topics", "mean", "low", "high"),
            rows=tuple(_summary(row, results.main) for row in rows),
            heads=2,
        ),
    )
    blocks: list[Block] = [means_table(results, results.main), plot]
    if others := tuple(means_table(results, measure) for measure in results.measures[1:]):
        blocks.append(Folded("Other measures", others))
    return Section(id=f"{anchor}-means", title="Every method in every direction", blocks=tuple(blocks))


def _summary(row: SummaryRow, measure: str) -> tuple[Entry, ...]:
    mean = row.means[measure]
    figures = map(figure, (mean.mean, *mean.interval))
    return entries(str(row.direction), NAMES[row.method], f"{row.topics:,}", *figures)


def means_table(results: Results, measure: str) -> Table:
    """Return the means of a measure, methods down, directions across, the best of each direction marked."""
    columns = [_column(results, direction, measure) for direction in results.evaluations]
    topics = [max(len(one.topics) for one in asked.values()) for asked in results.evaluations.values()]
    rows = [
        (Entry(NAMES[method], note=kind(method)), *(column[place] for column in columns))
        for place, method in enumerate(results.methods)
    ]
    return Table(
        caption=f"{measure}: means, the best of each direction in bold",
        columns=("method", *map(str, results.evaluations)),
        rows=(*rows, entries("topics", *(f"{number:,}" for number in topics))),
        notes=INTERVALS,
    )


def _column(results: Results, direction: Direction, measure: str) -> list[Entry]:
    means = {method: one.means[measure] for method, one in results.evaluations[direction].items()}
    best = figure(max(mean.mean for mean in means.values()))
    return [_mean(means.get(method), best) for method in results.methods]


def _mean(mean: Mean | None, best: str = "") -> Entry:
    if mean is None:
        return Entry("–")
    return Entry(figure(mean.mean), span(mean.interval), strong=figure(mean.mean) == best)


def _languages_part(results: Results, anchor: str) -> Section | None:
    means = {
        direction: evaluations[Method.HYBRID].means[results.main]
        for direction, evaluations in results.evaluations.items()
        if direction in results.directions and Method.HYBRID in evaluations
    }
    if not means:
        return None
    plot = Plot(
        id=f"{anchor}-languages",
        caption=f"{results.main} of hybrid search by the language of questions (down), documents (across)",
        description="A field for each pair of languages with its value, the darker the better.",
        draw=partial(plots.heat_map, means),
        table=_languages_table(results, means),
        in_text=True,
    )
    return Section(id=f"{anchor}-by-language", title="Hybrid search by language", blocks=(plot,))


def _languages_table(results: Results, means: dict[Direction, Mean]) -> Table:
    queries, documents = plots.languages(means)
    return Table(
        caption=f"{results.main} of hybrid search, questions down, documents across",
        columns=("questions", *documents),
        rows=tuple(
            (Entry(query), *(_mean(means.get(Direction(query, document))) for document in documents))
            for query in queries
        ),
        notes=INTERVALS,
    )
