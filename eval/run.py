"""Runs: what a system answered to topics, in memory and in TREC's format."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NewType

import numpy as np

from eval.errors import EvaluationDataError
from eval.files import Line, read_lines, write_whole

TopicId = NewType("TopicId", str)

DocumentId = NewType("DocumentId", str)
"""What is ranked and judged: a study of a library, or a document of a collection."""

_FORM = "a line of a run is: topic Q0 document rank score tag"


@dataclass(frozen=True, slots=True)
class Scored:
    """A document and its score; higher is better."""

    document: DocumentId
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one system answered: for each topic its documents, best first."""

    tag: str
    rankings: Mapping[TopicId, tuple[Scored, ...]]


def trec_order(scored: Iterable[Scored]) -> tuple[Scored, ...]:
    """Return the documents in the order in which trec_eval reads them, whatever rank they are given.

    By falling score as a 32-bit float, equal scores by falling document id (trec_eval 9, form_res_rels.c).
    """
    by_id = sorted(scored, key=lambda one: one.document, reverse=True)
    with np.errstate(over="ignore"):  # beyond what 32 bits hold, scores are equal: infinite
        scores = np.array([one.score for one in by_id]).astype(np.float32)
    return tuple(by_id[place] for place in np.argsort(-scores, kind="stable"))


def read_run(path: Path, *, judged: Collection[TopicId] | None = None) -> Run:
    """Read a run in TREC's format, plain or gzipped.

    Args:
        path: the file.
        judged: the topics that are judged; a run that answers another one belongs to other topics.

    Raises:
        EvaluationDataError: it cannot be read, is empty, is in another format, has a score that is no
            number, a document twice for one topic, or a topic that is not judged.
    """
    rankings: dict[TopicId, dict[DocumentId, float]] = {}
    tag = ""
    for line in read_lines(path):
        topic, document, score, tag = _parsed(line)
        if judged is not None and topic not in judged:
            raise line.error(
                f"the topic {topic!r} is not judged; are these the judgements of another collection? "
                "If only some topics are judged, leave out the others with --skip-unjudged"
            )
        documents = rankings.setdefault(topic, {})
        if document in documents:
            raise line.error(f"the document {document!r} was ranked for topic {topic!r} before")
        documents[document] = score
    if not rankings:
        raise EvaluationDataError(path, None, "the run is empty")
    return Run(tag=tag, rankings={topic: _ordered(documents) for topic, documents in rankings.items()})


def write_run(run: Run, path: Path) -> None:
    """Write a run in TREC's format; a crash leaves the old file or the new one.

    Raises:
        EvaluationDataError: an id is empty or holds white space, which the format cannot tell.
    """
    write_whole(path, (f"{line}\n" for line in _lines(run, path)))


def judged_only(run: Run, judged: Collection[TopicId]) -> Run:
    """Return the run without the topics that are not judged."""
    kept = {topic: ranking for topic, ranking in run.rankings.items() if topic in judged}
    return Run(tag=run.tag, rankings=kept)


def _parsed(line: Line) -> tuple[TopicId, DocumentId, float, str]:
    cells = line.text.split()
    if len(cells) != 6:
        seems = "; this one looks like judgements" if len(cells) in (3, 4) else ""
        raise line.error(f"it has {len(cells)} columns, and {_FORM}{seems}")
    topic, _, document, _, score, tag = cells
    try:
        value = float(score)
    except ValueError as error:
        raise line.error(f"the score {score!r} is no number; {_FORM}") from error
    if not math.isfinite(value):
        raise line.error(f"the score {score!r} cannot be ranked")
    return TopicId(topic), DocumentId(document), value, tag


def _ordered(documents: Mapping[DocumentId, float]) -> tuple[Scored, ...]:
    return trec_order(Scored(document, score) for document, score in documents.items())


def _lines(run: Run, path: Path) -> Iterator[str]:
    for topic, ranking in run.rankings.items():
        for rank, one in enumerate(ranking, start=1):
            for name in (topic, one.document):
                if name.split() != [name]:
                    raise EvaluationDataError(path, None, f"the id {name!r} is empty or holds white space")
            yield f"{topic} Q0 {one.document} {rank} {one.score!r} {run.tag}"
