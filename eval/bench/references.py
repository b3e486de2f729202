"""Other ways to do the work of one arm, over the same passages: what they take, and whether we find the same.

The times of an arm and of its reference hold the same steps: the question is encoded or analysed, and the 20
best passages of the whole library are found, without filters.
"""

import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.bench.results import ReferenceSpeed
from eval.bench.timing import latency, per_second
from eval.bench.workbench import Workbench
from eval.bm25_tokens import token, tokens
from index.points import with_headings
from index.port import Arm, ArmQuery, PassageIndex
from index.question import Terms, same_words, sparse, total_terms
from models.bm25 import K1, B
from models.language import Language
from models.lexical import analyse

DEPTH = 20
MOST_MEMORY = 8 << 30
"""Bytes that a reference may take; a library for which it would take more goes without it."""
_BM25S_BYTES = 6_000
"""Of one passage at the peak of its indexing, measured at 100,000 passages of 139 terms: 5,100."""

Rows = NDArray[np.int64]
"""Shape (at most 20,): passages by their row in the library, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """An arm and the reference that does the same work."""

    name: str
    against: str
    ours: Callable[[str], Sequence[str]]
    """Returns the ids of the points found, best first."""
    theirs: Callable[[str], Rows]
    build_seconds: float | None = None


def exact_scan(bench: Workbench, index: PassageIndex) -> ReferenceSpeed:
    """Compare the arm of meaning with one product of all vectors of the library and the question's."""
    name, against = "numpy, exact scan", "passages by meaning"
    dimensions, encode = bench.encoder.dimensions, bench.encoder.encode_query
    if excess := _excess(bench, dimensions * 4):
        return ReferenceSpeed(name=name, against=against, skipped=excess)
    vectors = np.fromfile(bench.vectors, dtype=np.float32).reshape(-1, dimensions)

    def scan(text: str) -> Rows:
        return _best(vectors @ encode(text))

    def arm(text: str) -> list[str]:
        return _found(index, ArmQuery(arm=Arm.PASSAGE_MEANING, vector=encode(text), limit=DEPTH))

    return _compared(bench, Contest(name=name, against=against, ours=arm, theirs=scan))


def plain_bm25(bench: Workbench, index: PassageIndex) -> ReferenceSpeed:
    """Compare the arm of words with ``bm25s`` (Lù 2024) over the same terms, in the fastest way installed.

    They do not find quite the same: it measures the length of a passage against the mean of the library,
    Savoir against that of the passages in the same language. Over 3,000 passages they share .96 of the
    first 20; with the same means it would be .995.
    """
    import bm25s

    reference = bm25s.BM25(k1=K1, b=B, backend="auto")
    name, against = f"bm25s, {reference.backend}", "passages by words"
    if excess := _excess(bench, _BM25S_BYTES):
        return ReferenceSpeed(name=name, against=against, skipped=excess)
    documents, numbers = _analysed(bench)
    start = time.perf_counter()
    with bench.step("indexing by bm25s"):
        reference.index((documents, numbers), show_progress=False)
    seconds = time.perf_counter() - start
    depth = min(DEPTH, bench.library.passages)

    def retrieve(text: str) -> Rows:
        found = reference.retrieve([tokens(terms_of(text))], k=depth, show_progress=False)
        rows: Rows = found.documents[0][found.scores[0] > 0]
        return rows

    def arm(text: str) -> list[str]:
        return _found(index, ArmQuery(arm=Arm.PASSAGE_WORDS, vector=sparse(terms_of(text)), limit=DEPTH))

    return _compared(
        bench, Contest(name=name, against=against, ours=arm, theirs=retrieve, build_seconds=round(seconds, 2))
    )


def terms_of(text: str) -> Mapping[Language | None, Terms]:
    """Return what a French question looks for in the passages of each language."""
    lexical = same_words(analyse)
    return {language: total_terms(lexical(text, Language.FR, language)) for language in Language}


def recall(found: Sequence[Sequence[str]], truth: Sequence[Sequence[str]]) -> float | None:
    """Return the mean share of what should be found that is, over the questions for which there is anything.

    Both hold one list for each question; ``None`` where nothing should be found at all.
    """
    shares = [len({*ours} & {*best}) / len(best) for ours, best in zip(found, truth, strict=True) if best]
    return round(sum(shares) / len(shares), 4) if shares else None


def _compared(bench: Workbench, contest: Contest) -> ReferenceSpeed:
    ours, found = bench.ask(f"searching, {contest.against}", contest.ours)
    theirs, rows = bench.ask(f"searching, {contest.name}", contest.theirs)
    truth = [[bench.library.point_id(int(row)) for row in best] for best in rows]
    mine, reference = latency(ours), latency(theirs)
    return ReferenceSpeed(
        name=contest.name,
        against=contest.against,
        build_seconds=contest.build_seconds,
        latency=reference,
        per_second=per_second(len(theirs), sum(theirs)),
        ours=mine,
        ratio=ratio(mine.p50, reference.p50),
        recall_at_20=recall(found, truth),
    )


def ratio(ours: float, reference: float) -> float:
    """Return how many times as long ours takes, to three digits."""
    return float(f"{ours / max(reference, 1e-6):.3g}")


def _best(scores: NDArray[np.float32]) -> Rows:
    """Return the rows of the highest scores, best first; a zero vector is found by no meaning."""
    best = np.argpartition(scores, -min(DEPTH, len(scores)))[-DEPTH:]
    ordered = best[np.argsort(-scores[best])]
    found: Rows = ordered[scores[ordered] != 0]
    return found


def _found(index: PassageIndex, query: ArmQuery) -> list[str]:
    (hits,) = index.search([query])
    return [hit.id for hit in hits]


def _analysed(bench: Workbench) -> tuple[list["array[int]"], dict[str, int]]:
    """Return the terms of every passage as numbers, and the numbers by term and language."""
    numbers: dict[str, int] = {}
    documents = []
    for indexed in bench.studies("analysing for bm25s"):
        for passage in indexed.passages():
            found = analyse(with_headings(passage), passage.language)
            names = (token(one.term, passage.language) for one in found)
            documents.append(array("I", [numbers.setdefault(name, len(numbers)) for name in names]))
    return documents, numbers


def _excess(bench: Workbench, bytes_per_passage: int) -> str | None:
    """Say why a reference is left out, if it is."""
    needed = bench.library.passages * bytes_per_passage
    if needed <= MOST_MEMORY:
        return None
    return f"it would take about {needed >> 30} GB of memory; the limit is {MOST_MEMORY >> 30} GB"
