"""A report as JSON, every topic of it.

An object with

- ``provenance``: ``command``, ``date`` (ISO 8601), ``encoder``, ``fusion``, ``seed``, ``packages`` (versions
  by name) and ``machine`` (the fields of ``eval.bench.results.Machine``);
- ``collections``: a list of objects with ``collection`` (its name), ``measures`` (a list of names, the main
  one first), ``directions`` and ``fairness``. A direction has ``query`` and ``document`` (a language, or
  ``null`` for all at once), ``topics`` (their ids) and ``methods``: by method, then by measure, ``mean``,
  ``low`` and ``high`` (its 95% interval) and ``values``, one for each topic in the order of ``topics``. An
  object of ``fairness`` has ``query``, ``method``, ``topics`` (their number), ``own@10`` and
  ``counterpart@10`` (``mean``, ``low`` and ``high``), ``own@10 alone`` and ``loss``;
- ``differences``: a list of objects with ``collection``, ``query``, ``document``, ``baseline``, ``measure``,
  ``hybrid``, ``base``, ``difference`` (hybrid less base), ``low`` and ``high`` (its 95% interval), ``p``,
  ``p_holm``, ``wins``, ``losses`` and ``ties`` (numbers of topics);
- ``findings``: a list of objects with ``collection``, ``query``, ``document``, ``baseline`` and ``text``;
- ``encoder``: what ``EncoderEvaluation.to_json`` writes, or ``null``;
- ``bench``: what ``BenchResult.to_json`` writes, or ``null``.

Numbers are as they were computed, not rounded.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from eval.matrix import Fairness
from eval.measures import Evaluation, Mean
from eval.methods import Method
from eval.report.data import Direction, Provenance, Results
from eval.report.differences import Against, find
from eval.report.document import Analysis
from eval.report.summary import finding_sentence


def report_json(analysis: Analysis) -> str:
    """Return the text of ``report.json``."""
    report, found = analysis.report, find(analysis.differences)
    content = {
        "provenance": _provenance(report.provenance),
        "collections": [_collection(results) for results in analysis.collections],
        "differences": [_difference(one) for one in analysis.differences],
        "findings": [{**_met(one), "text": finding_sentence(one)} for one in (*found.bm25, *found.others)],
        "encoder": json.loads(report.encoder.to_json()) if report.encoder else None,
        "bench": json.loads(report.bench.to_json()) if report.bench else None,
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {**asdict(provenance), "date": provenance.date.isoformat()}


def _collection(results: Results) -> dict[str, Any]:
    return {
        "collection": results.collection,
        "measures": results.measures,
        "directions": [
            _direction(results, direction, evaluations)
            for direction, evaluations in results.evaluations.items()
        ],
        "fairness": [fairness_json(one) for one in results.fairness],
    }


def _direction(
    results: Results, direction: Direction, evaluations: Mapping[Method, Evaluation]
) -> dict[str, Any]:
    return {
        **direction._asdict(),
        "topics": next(iter(evaluations.values())).topics,
        "methods": {
            method: {
                measure: {**mean_json(one.means[measure]), "values": one.values[measure].tolist()}
                for measure in results.measures
            }
            for method, one in evaluations.items()
        },
    }


def fairness_json(one: Fairness) -> dict[str, Any]:
    """Return what one query language finds in the mixed index."""
    return {
        "query": one.query,
        "method": one.method,
        "topics": one.topics,
        "own@10": mean_json(one.own),
        "counterpart@10": mean_json(one.counterpart),
        "own@10 alone": one.alone,
        "loss": one.loss,
    }


def _difference(one: Against) -> dict[str, Any]:
    return {
        **_met(one),
        "measure": one.measure,
        "hybrid": one.new,
        "base": one.base,
        "difference": one.difference,
        "low": one.interval.low,
        "high": one.interval.high,
        "p": one.p,
        "p_holm": one.p_holm,
        "wins": one.wins,
        "losses": one.losses,
        "ties": one.ties,
    }


def _met(one: Against) -> dict[str, Any]:
    return {"collection": one.collection, **one.direction._asdict(), "baseline": one.baseline}


def mean_json(mean: Mean) -> dict[str, float]:
    """Return a mean and the bounds of its interval."""
    return {"mean": mean.mean, "low": mean.interval.low, "high": mean.interval.high}
