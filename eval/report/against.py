"""The part of a collection that holds hybrid search against the other methods."""

from collections.abc import Sequence
from functools import partial

from eval.methods import Method
from eval.report import plots
from eval.report.blocks import Block, Entry, Folded, Plot, Section, Table, entries
from eval.report.data import Results
from eval.report.differences import Against
from eval.report.numbers import figure, p_value, signed, signed_span
from eval.report.wording import NAMES


def against_section(results: Results, differences: Sequence[Against], anchor: str) -> Section | None:
    """Return tables of differences and a scatter of topics; ``None`` where nothing is compared."""
    if not differences:
        return None
    tables = {
        baseline: _differences_table([one for one in differences if one.baseline is baseline])
        for baseline in dict.fromkeys(one.baseline for one in differences)
    }
    blocks: list[Block] = []
    if bm25 := tables.pop(Method.BM25, None):
        blocks += [bm25, _scatter(results, anchor)]
    if tables:
        blocks.append(Folded("Hybrid search against other methods", tuple(tables.values())))
    return Section(id=f"{anchor}-differences", title="Hybrid search against the others", blocks=tuple(blocks))


def _differences_table(differences: Sequence[Against]) -> Table:
    base, measure = NAMES[differences[0].baseline], differences[0].measure
    return Table(
        caption=f"{measure}: hybrid against {base}; in bold: significant after Holm's correction",
        columns=(
            "direction",
            "hybrid",
            base,
            "difference",
            "95% interval",
            "p",
            "Holm",
            "won",
            "lost",
            "tied",
        ),
        rows=tuple(
            (
                *entries(str(one.direction), figure(one.new), figure(one.base)),
                Entry(signed(one.difference), strong=one.significant),
                *entries(signed_span(one.interval), p_value(one.p), p_value(one.p_holm)),
                *entries(*(f"{number:,}" for number in (one.wins, one.losses, one.ties))),
            )
            for one in differences
        ),
    )


def _scatter(results: Results, anchor: str) -> Plot:
    dots = {
        direction: plots.points(results, direction, Method.BM25)
        for direction in results.directions
        if {Method.HYBRID, Method.BM25} <= results.evaluations[direction].keys()
    }
    return Plot(
        id=f"{anchor}-scatter",
        caption=f"{results.main} topic by topic: hybrid search (up) against BM25 (across)",
        description="A dot above the diagonal is a topic that hybrid search answers better, one below a "
        "topic that BM25 answers better. Topics with the same two values share a dot; its area is their "
        "number.",
        draw=partial(plots.scatter, results, tuple(dots), Method.BM25),
        table=Table(
            caption="The dots: topics by their two values, the worst losses first",
            columns=("direction", "BM25", "hybrid", "topics"),
            rows=tuple(
                entries(str(direction), figure(base), figure(hybrid), f"{number:,}")
                for direction, counts in dots.items()
                for (base, hybrid), number in counts.items()
            ),
        ),
    )
