"""Runs side by side: paired differences, how sure they are, and where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from eval.measures import Evaluation, evaluate
from eval.qrels import Qrels
from eval.run import DocumentId, Run, TopicId, trec_order
from eval.statistics import Paired, holm, paired

DEFAULT_COMPARED = ("nDCG@10",)
_MOVED = 5
"""Topics shown that rose most, and as many that fell most."""
_SHOWN = 5
"""Documents shown of each run."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A document that a run ranks, and its grade; ``None`` where nobody judged it."""

    document: DocumentId
    grade: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A topic whose measure changed much, with the first documents of both runs."""

    topic: TopicId
    base: float
    new: float
    base_top: tuple[Judged, ...]
    new_top: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Paired):
    """One run against the base by one measure, over the judged topics."""

    run: str
    measure: str
    p_holm: float
    """``p``, corrected for all differences of the comparison."""
    moved: tuple[Moved, ...]
    """Those that rose most, greatest rise first, then those that fell most, greatest fall first."""


def compare(
    qrels: Qrels,
    base: Run,
    others: Mapping[str, Run],
    measures: Sequence[str] = DEFAULT_COMPARED,
) -> tuple[Difference, ...]:
    """Compare runs, by name, with a base over the same judged topics.

    Raises:
        MeasureError: a measure is not known, or cannot be taken.
    """
    before = evaluate(qrels, base, measures)
    after = {name: evaluate(qrels, run, measures) for name, run in others.items()}
    pairs = [(name, measure) for name in others for measure in measures]
    found = [paired(before.values[measure], after[name].values[measure]) for name, measure in pairs]
    return tuple(
        Difference(
            **asdict(one),
            run=name,
            measure=measure,
            p_holm=corrected,
            moved=_moved(before, after[name], measure, qrels, base, others[name]),
        )
        for (name, measure), one, corrected in zip(pairs, found, holm([one.p for one in found]), strict=True)
    )


def _moved(
    before: Evaluation,
    after: Evaluation,
    measure: str,
    qrels: Qrels,
    base: Run,
    new: Run,
) -> tuple[Moved, ...]:
    differences = after.values[measure] - before.values[measure]
    order = np.argsort(-differences, kind="stable")
    rose = [place for place in order[:_MOVED] if differences[place] > 0]
    fell = [place for place in order[::-1][:_MOVED] if differences[place] < 0]
    return tuple(
        Moved(
            topic=(topic := before.topics[place]),
            base=float(before.values[measure][place]),
            new=float(after.values[measure][place]),
            base_top=_top(base, topic, qrels),
            new_top=_top(new, topic, qrels),
        )
        for place in (*rose, *fell)
    )


def _top(run: Run, topic: TopicId, qrels: Qrels) -> tuple[Judged, ...]:
    ranked = trec_order(run.rankings.get(topic, ()))[:_SHOWN]
    return tuple(Judged(one.document, qrels[topic].get(one.document)) for one in ranked)
