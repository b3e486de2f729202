"""Figures kept from before, and whether today's fall below them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.collection import Collection
from eval.errors import EvaluationDataError
from eval.files import write_whole
from eval.measures import evaluate
from eval.methods import Method, Respondent
from eval.qrels import Qrels
from eval.run import Run
from eval.running import DEPTH, EvalSetup, asked_topics, judgements, of_language, opened_library
from models.language import Language

TOLERANCE = 0.005
"""How far a mean may fall before it counts as a drop: what a tie that falls otherwise may move."""

_ALL = "all"
_METHODS = (Method.KEYWORD, Method.SEMANTIC, Method.HYBRID)

Figures = Mapping[str, float]
"""Means by "method/query language/measure", where the language may be "all"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Figures of one collection."""

    collection: str
    """Its folder, relative to the folder that commands are run in."""
    measures: tuple[str, ...]
    figures: Figures

    def to_json(self) -> str:
        """Return the text that ``read_baseline`` reads back, a figure a line."""
        content = {"collection": self.collection, "measures": self.measures, "figures": self.figures}
        return json.dumps(content, indent=2, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One figure, then and now."""

    name: str
    before: float
    now: float

    @property
    def dropped(self) -> bool:
        """Whether it fell by more than the tolerance."""
        return self.before - self.now > TOLERANCE


def read_baseline(path: Path) -> Baseline:
    """Read kept figures.

    Raises:
        EvaluationDataError: the file cannot be read, or holds something else.
    """
    try:
        return _baseline(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror}); make it with --update"
        raise EvaluationDataError(path, None, reason) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationDataError(
            path, None, f"it is no baseline ({error}); make it with --update"
        ) from error


def write_baseline(baseline: Baseline, path: Path) -> None:
    """Keep figures."""
    write_whole(path, [baseline.to_json()])


def figures(collection: Collection, setup: EvalSetup, measures: Sequence[str]) -> Figures:
    """Measure the product's modes over all documents, for each query language and for all together."""
    found: dict[str, float] = {}
    with opened_library(collection, setup) as library:
        respondent = Respondent(library)
        for method in _METHODS:
            run = respondent.answer(asked_topics(collection), method, depth=DEPTH, watch=setup.watch)
            found |= _by_language(collection, method, run, measures)
    return found


def check(baseline: Baseline, now: Figures) -> tuple[Checked, ...]:
    """Set today's figures beside those kept; one that is no longer measured counts as zero."""
    return tuple(
        Checked(name=name, before=before, now=now.get(name, 0.0)) for name, before in baseline.figures.items()
    )


def _by_language(
    collection: Collection, method: Method, run: Run, measures: Sequence[str]
) -> dict[str, float]:
    qrels = judgements(collection)
    groups: dict[str, Qrels] = {_ALL: qrels}
    for language in collection.topics:
        groups[language] = of_language(collection, qrels, language)
    return {
        f"{method}/{group}/{measure}": round(mean.mean, 4)
        for group, judged in groups.items()
        for measure, mean in evaluate(judged, run, measures).means.items()
    }


def _baseline(content: Any) -> Baseline:
    known = {method.value for method in _METHODS}
    groups = {_ALL, *Language}
    for name in content["figures"]:
        method, group, _ = name.split("/")
        if method not in known or group not in groups:
            raise ValueError(f"nothing is measured as {name!r}")
    return Baseline(
        collection=str(content["collection"]),
        measures=tuple(map(str, content["measures"])),
        figures={name: float(value) for name, value in content["figures"].items()},
    )
