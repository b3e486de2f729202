"""A report whose every figure can be worked out by hand.

Two languages, twelve topics in each direction, by nDCG@10 (and by P@5, the same values):

| direction | hybrid           | BM25     | RRF      |
|-----------|------------------|----------|----------|
| fr → fr   | 11 of 1, one .5  | all 1    | all .5   |
| nl → nl   | all 1            | all 1    | all 1    |
| fr → nl   | all .75          | all .25  | all .75  |
| nl → fr   | all .25          | all 0    | all .5   |

and a mixed index with a question in each language, of which hybrid search finds both answers of one.
"""

import datetime
from collections.abc import Sequence

import numpy as np

from eval.encoding.published import Published
from eval.encoding.results import EncoderEvaluation, Estimate, MiningResult, SimilarityResult
from eval.encoding.speed import Speed
from eval.matrix import Cell, Fairness, Matrix
from eval.measures import Evaluation, Mean
from eval.methods import Method
from eval.report.data import Provenance, Report
from eval.run import DocumentId, Run, Scored, TopicId
from eval.statistics import Interval
from models.language import Language
from tests.eval.bench.making import MACHINE, latency, result, size

FR, NL = Language.FR, Language.NL
HYBRID, BM25, RRF = Method.HYBRID, Method.BM25, Method.RRF
BENCH = result(size(1_000, 2.0), size(10_000, 6.0))
TOPICS = tuple(TopicId(f"t{number:02}") for number in range(12))
MEASURES = ("nDCG@10", "P@5")

_SAME = [1.0] * 12
VALUES = {
    (FR, FR): {HYBRID: [1.0] * 11 + [0.5], BM25: _SAME, RRF: [0.5] * 12},
    (NL, NL): {HYBRID: _SAME, BM25: _SAME, RRF: _SAME},
    (FR, NL): {HYBRID: [0.75] * 12, BM25: [0.25] * 12, RRF: [0.75] * 12},
    (NL, FR): {HYBRID: [0.25] * 12, BM25: [0.0] * 12, RRF: [0.5] * 12},
}


def report(collection: str = "toy") -> Report:
    return Report(matrices=(matrix(collection),), encoder=encoder(), bench=BENCH, provenance=provenance())


def matrix(collection: str = "toy") -> Matrix:
    # As a matrix has them: by language of documents first.
    order = ((FR, FR), (NL, FR), (FR, NL), (NL, NL))
    return Matrix(
        collection=collection,
        measures=MEASURES,
        cells=tuple(cell(pair, method) for pair in order for method in (HYBRID, RRF, BM25)),
        fairness=(fairness(NL, BM25), fairness(NL, HYBRID), fairness(FR, HYBRID)),
        mixed={
            HYBRID: (mixed_run("hybrid", ["fr/d1", "nl/d1"], ["fr/d9"]), QRELS),
            BM25: (mixed_run("bm25", ["fr/d1", "fr/d9"], ["nl/d1"]), QRELS),
        },
    )


def cell(pair: tuple[Language, Language], method: Method) -> Cell:
    values = np.array(VALUES[pair][method])
    evaluation = Evaluation(TOPICS, {"nDCG@10": values, "P@5": values, "Success@10": np.ones(12)})
    return Cell(query=pair[0], document=pair[1], method=method, topics=12, evaluation=evaluation)


def fairness(query: Language, method: Method) -> Fairness:
    return Fairness(
        query=query,
        method=method,
        topics=12,
        own=Mean(0.9, Interval(0.8, 1.0)),
        counterpart=Mean(0.7, Interval(0.6, 0.8)),
        alone=0.95,
    )


QRELS = {TopicId(topic): {DocumentId("fr/d1"): 1, DocumentId("nl/d1"): 1} for topic in ("fr/q1", "nl/q1")}


def mixed_run(tag: str, french: Sequence[str], dutch: Sequence[str]) -> Run:
    rankings = {
        TopicId(topic): tuple(Scored(DocumentId(name), -float(rank)) for rank, name in enumerate(names))
        for topic, names in (("fr/q1", french), ("nl/q1", dutch))
    }
    return Run(tag=tag, rankings=rankings)


def encoder() -> EncoderEvaluation:
    estimate = Estimate(0.912, Interval(0.9, 0.925))
    return EncoderEvaluation(
        encoder="toy-encoder",
        dimensions=256,
        bitext=(
            MiningResult(
                name="ntrex",
                source=FR,
                target=NL,
                sentences=1997,
                repeated=1,
                accuracy=estimate,
                f1=estimate,
                published=(Published("sentence-transformers/LaBSE", 0.991),),
            ),
        ),
        sts=(SimilarityResult(name="stsb", language=NL, pairs=1379, spearman=estimate, published=()),),
        speed=Speed(passages_per_second=1234.0, words_per_passage=200, query=latency(0.05), machine=MACHINE),
    )


def provenance() -> Provenance:
    return Provenance(
        command="savoir eval report --out report/",
        date=datetime.date(2026, 11, 25),
        machine=MACHINE,
        packages={"scipy": "1.17.1"},
        encoder="toy-encoder",
        fusion="0123456789ab",
        seed=0,
    )
