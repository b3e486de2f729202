"""Measures of a run against judgements: the field's own implementations, over one order of documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import ir_measures
import numpy as np

from eval.errors import MeasureError
from eval.qrels import Qrels
from eval.run import Run, TopicId, trec_order
from eval.statistics import Interval, Values, bootstrap_interval

if TYPE_CHECKING:
    from ir_measures.measures import Measure

DEFAULT_MEASURES = ("nDCG@10", "R@100", "RR@10", "P@5", "Success@10")

_COMMAS = re.compile(r",(?![^(]*\))")
"""Not those inside parentheses."""


@dataclass(frozen=True)
class Evaluation:
    """The measures of one run, topic by topic.

    Topics are those judged, in order of their ids; one that the run does not answer counts as zero.
    """

    topics: tuple[TopicId, ...]
    values: Mapping[str, Values]
    """By the name of the measure, as it was asked for."""

    @cached_property
    def means(self) -> Mapping[str, "Mean"]:
        """Return the mean of each measure with its 95% interval."""
        return {
            name: Mean(float(values.mean()), bootstrap_interval(values))
            for name, values in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over topics, and its 95% bootstrap interval."""

    mean: float
    interval: Interval


def evaluate(qrels: Qrels, run: Run, measures: Sequence[str] = DEFAULT_MEASURES) -> Evaluation:
    """Measure a run: nDCG with graded gains, R, RR, AP, P, Success, RBP, Judged, all by ``ir_measures``.

    Documents are ordered as trec_eval orders them, for every measure: some implementations break ties of
    scores otherwise, so each gets ranks for scores. A grade of 1 or more is an answer unless the measure says
    otherwise ("P(rel=2)@5").

    Raises:
        MeasureError: a measure is not known, or cannot be taken.
    """
    asked = {name: _parsed(name) for name in measures}
    topics = tuple(sorted(qrels))
    # By number: some implementations take no other ids of topics.
    judged = [
        ir_measures.Qrel(str(number), document, grade)
        for number, topic in enumerate(topics)
        for document, grade in qrels[topic].items()
    ]
    ranked = [
        ir_measures.ScoredDoc(str(number), one.document, -float(place))
        for number, topic in enumerate(topics)
        for place, one in enumerate(trec_order(run.rankings.get(topic, ())))
    ]
    return Evaluation(
        topics, {name: _values(asked[name], name, len(topics), judged, ranked) for name in asked}
    )


def measure_names(text: str) -> tuple[str, ...]:
    """Return the measures of a list with commas between them: "nDCG@10,RBP(rel=1,p=0.9)" holds two."""
    return tuple(name for part in _COMMAS.split(text) if (name := part.strip()))


def _parsed(name: str) -> "Measure":
    try:
        measure = ir_measures.parse_measure(name)
    except (NameError, ValueError, AssertionError) as error:
        raise MeasureError(name, str(error) or "it is misspelt") from error
    # RBP is defined over answers and others (Moffat & Zobel 2008): any grade of 1 or more is one.
    return measure(rel=1) if measure.NAME == "RBP" and "rel" not in measure.params else measure


def _values(
    measure: "Measure",
    name: str,
    topics: int,
    judged: Sequence[ir_measures.Qrel],
    ranked: Sequence[ir_measures.ScoredDoc],
) -> Values:
    values = np.zeros(topics)
    try:
        for one in ir_measures.iter_calc([measure], judged, ranked):
            values[int(one.query_id)] = one.value
    except AssertionError as error:
        raise MeasureError(name, "it lacks something, such as a cutoff") from error
    except (ValueError, CalledProcessError, OSError) as error:
        raise MeasureError(name, str(error).split(".")[0]) from error
    return values
