"""What a report is made of, and the figures of each collection that are read off it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from eval.bench.results import BenchResult, Machine
from eval.encoding.results import EncoderEvaluation
from eval.matrix import Fairness, Matrix
from eval.measures import Evaluation, Mean, evaluate
from eval.methods import Method
from models.language import Language

METHODS = (
    Method.HYBRID,
    Method.KEYWORD,
    Method.SEMANTIC,
    Method.BM25,
    Method.DENSE,
    Method.CONVEX,
    Method.RRF,
)
"""In the order in which a report shows them."""

_LANGUAGES = tuple(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the figures come from."""

    command: str
    """What was typed."""
    date: datetime.date
    machine: Machine
    packages: Mapping[str, str]
    """Versions of what measures and draws, by name; the machine names what searches."""
    encoder: str
    """The name of its weights."""
    fusion: str
    """The version of the settings of fusion."""
    seed: int
    """Of all that draws at random."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was measured; what was not is empty or ``None``."""

    matrices: tuple[Matrix, ...]
    encoder: EncoderEvaluation | None
    bench: BenchResult | None
    provenance: Provenance


class Direction(NamedTuple):
    """The language of the questions and that of the documents; ``None`` for all of them at once."""

    query: Language | None
    document: Language | None

    def __str__(self) -> str:
        return f"{self.query or 'all'} → {self.document or 'all'}"


MIXED = Direction(None, None)
"""All questions, all documents in one index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """How well each method did over one collection."""

    collection: str
    measures: tuple[str, ...]
    evaluations: Mapping[Direction, Mapping[Method, Evaluation]]
    """Directions within a language first, then across languages, then mixed; methods as in ``METHODS``."""
    fairness: tuple[Fairness, ...]

    @property
    def main(self) -> str:
        """The measure that plots, differences and findings are about: the first."""
        return self.measures[0]

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The pairs of languages, without the mixed index."""
        return tuple(direction for direction in self.evaluations if direction != MIXED)

    @property
    def methods(self) -> tuple[Method, ...]:
        """Those that were asked in some direction."""
        asked = {method for evaluations in self.evaluations.values() for method in evaluations}
        return tuple(method for method in METHODS if method in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One method in one direction of one collection."""

    collection: str
    direction: Direction
    method: Method
    topics: int
    means: Mapping[str, Mean]
    """By measure, with 95% intervals."""


def results(matrix: Matrix) -> Results:
    """Return the figures of a matrix and of its mixed index; pairs of languages without topics are left out.

    A collection with one pair of languages has no mixed index of its own.
    """
    found: dict[Direction, dict[Method, Evaluation]] = {}
    for cell in matrix.cells:
        if cell.topics:
            found.setdefault(Direction(cell.query, cell.document), {})[cell.method] = cell.evaluation
    if len(found) > 1 and matrix.mixed:
        found[MIXED] = {
            method: evaluate(qrels, run, matrix.measures) for method, (run, qrels) in matrix.mixed.items()
        }
    return Results(
        collection=matrix.collection,
        measures=matrix.measures,
        evaluations={
            direction: {method: found[direction][method] for method in METHODS if method in found[direction]}
            for direction in sorted(found, key=_place)
        },
        fairness=tuple(sorted(matrix.fairness, key=_fairness_place)),
    )


def summary_rows(results: Results) -> tuple[SummaryRow, ...]:
    """Return the means of every method in every direction."""
    return tuple(
        SummaryRow(
            collection=results.collection,
            direction=direction,
            method=method,
            topics=len(evaluation.topics),
            means={measure: evaluation.means[measure] for measure in results.measures},
        )
        for direction, evaluations in results.evaluations.items()
        for method, evaluation in evaluations.items()
    )


def _place(direction: Direction) -> tuple[bool, bool, int, int]:
    query, document = direction
    if query is None or document is None:
        return True, True, 0, 0
    return False, query is not document, _LANGUAGES.index(query), _LANGUAGES.index(document)


def _fairness_place(one: Fairness) -> tuple[int, int]:
    return _LANGUAGES.index(one.query), METHODS.index(one.method)
