"""Hybrid search against every other way to rank, and where it loses."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby

from eval.methods import Method
from eval.report.data import Direction, Results
from eval.statistics import Paired, Values, holm, paired
from ingest.watch import Watch

ALPHA = 0.05
"""A corrected p below this is called significant."""

BASELINES = (Method.BM25, Method.SEMANTIC, Method.DENSE, Method.CONVEX, Method.RRF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against(Paired):
    """Hybrid search (the new one) against a baseline, by the main measure of the collection."""

    collection: str
    direction: Direction
    baseline: Method
    measure: str
    p_holm: float
    """``p``, corrected for all differences of the report."""

    @property
    def significant(self) -> bool:
        """Whether chance alone would rarely give such a difference, up or down."""
        return self.p_holm < ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """In how many directions hybrid search is above and below one baseline."""

    baseline: Method
    above: int
    clearly_above: int
    """Of these, significantly."""
    equal: int
    below: int
    clearly_below: int
    """Of these, significantly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Where hybrid search loses; a loss against plain BM25 is a finding, never left out."""

    bm25: tuple[Against, ...]
    """Every direction below BM25, significantly or not."""
    others: tuple[Against, ...]
    """Directions significantly below another baseline."""


def differences(collections: Sequence[Results], watch: Watch) -> tuple[Against, ...]:
    """Compare hybrid search with each baseline in each direction of each collection, and in the mixed index.

    Directions without hybrid search or without the baseline are left out.
    """
    pairs = [
        (results, direction, baseline)
        for results in collections
        for direction, evaluations in results.evaluations.items()
        for baseline in BASELINES
        if Method.HYBRID in evaluations and baseline in evaluations
    ]
    watch.begin("Testing differences", len(pairs))
    found = [_against(*pair, watch) for pair in pairs]
    corrected = holm([one.p for one in found])
    return tuple(replace(one, p_holm=p) for one, p in zip(found, corrected, strict=True))


def tallies(differences: Iterable[Against]) -> tuple[Tally, ...]:
    """Count directions by baseline, in the order of ``BASELINES``; a baseline never met has no tally."""
    ordered = sorted(differences, key=lambda one: BASELINES.index(one.baseline))
    return tuple(_tally(baseline, list(met)) for baseline, met in groupby(ordered, lambda one: one.baseline))


def find(differences: Iterable[Against]) -> Findings:
    """Return the losses of hybrid search."""
    lost = [one for one in differences if one.difference < 0]
    return Findings(
        bm25=tuple(one for one in lost if one.baseline is Method.BM25),
        others=tuple(one for one in lost if one.baseline is not Method.BM25 and one.significant),
    )


def both(results: Results, direction: Direction, baseline: Method) -> tuple[Values, Values]:
    """Return the main measure of hybrid search and of a baseline, of the same topics in the same order."""
    evaluations = results.evaluations[direction]
    return evaluations[Method.HYBRID].values[results.main], evaluations[baseline].values[results.main]


def _against(results: Results, direction: Direction, baseline: Method, watch: Watch) -> Against:
    hybrid, base = both(results, direction, baseline)
    found = paired(base, hybrid)
    watch.step()
    return Against(
        **asdict(found),
        collection=results.collection,
        direction=direction,
        baseline=baseline,
        measure=results.main,
        p_holm=found.p,
    )


def _tally(baseline: Method, met: Sequence[Against]) -> Tally:
    above = [one for one in met if one.difference > 0]
    below = [one for one in met if one.difference < 0]
    return Tally(
        baseline=baseline,
        above=len(above),
        clearly_above=sum(one.significant for one in above),
        equal=len(met) - len(above) - len(below),
        below=len(below),
        clearly_below=sum(one.significant for one in below),
    )
