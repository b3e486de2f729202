"""Query language by document language, and what sharing one index does to each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eval.collection import Collection
from eval.library import Library
from eval.measures import Evaluation, Mean, evaluate
from eval.methods import Method, Respondent
from eval.qrels import Qrels
from eval.run import Run
from eval.running import (
    DEPTH,
    EvalSetup,
    asked_topics,
    judgements,
    of_language,
    of_versions,
    opened_library,
)
from models.language import Language

_FIRST_TEN = "Success@10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One pair of languages and one method."""

    query: Language
    document: Language
    method: Method
    topics: int
    """Those that have an answer in the documents' language."""
    evaluation: Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """What one query language finds when parallel documents of all languages share one index.

    Own and counterpart say whether languages are treated fairly; the one must not be bought with the other.
    """

    query: Language
    method: Method
    topics: int
    own: Mean
    """Share of topics with the answer in their own language among the first ten."""
    counterpart: Mean
    """Share of topics with the answer's version in another language among the first ten (counterpart@10)."""
    alone: float
    """What ``own`` is where the index holds the topics' own language only."""

    @property
    def loss(self) -> float:
        """Return what sharing the index costs the topics' own language."""
        return self.alone - self.own.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All pairs of languages of a collection."""

    collection: str
    measures: tuple[str, ...]
    cells: tuple[Cell, ...]
    fairness: tuple[Fairness, ...]
    """Empty where the collection has no parallel documents."""
    mixed: Mapping[Method, tuple[Run, Qrels]]
    """The runs over all documents and all topics, with their judgements."""


def matrix(
    collection: Collection,
    setup: EvalSetup,
    *,
    methods: Sequence[Method] = (Method.HYBRID,),
    measures: Sequence[str] = ("nDCG@10",),
    depth: int = DEPTH,
) -> Matrix:
    """Ask topics of every language of documents of every language, apart and all in one index.

    In a collection of files, a cell asks with a filter on the language of the passages, and counts as answers
    the studies that have some; topics without an answer in that language are left out of it.
    """
    names = tuple(dict.fromkeys((*measures, _FIRST_TEN)))
    with opened_library(collection, setup) as library:
        respondent = Respondent(library)
        mixed = {method: _mixed(collection, respondent, setup, method, depth) for method in methods}
        cells = _filtered_cells(collection, respondent, setup, methods, names, depth)
    if not collection.is_library:
        cells = [
            cell
            for language in collection.corpora
            for cell in _cells_apart(collection, setup, language, methods, names, depth)
        ]
    return Matrix(
        collection=collection.name,
        measures=tuple(measures),
        cells=tuple(cells),
        fairness=tuple(_fairness(collection, cells, mixed)),
        mixed=mixed,
    )


def _mixed(
    collection: Collection, respondent: Respondent, setup: EvalSetup, method: Method, depth: int
) -> tuple[Run, Qrels]:
    run = respondent.answer(asked_topics(collection), method, depth=depth, watch=setup.watch)
    return run, judgements(collection)


def _cells_apart(
    collection: Collection,
    setup: EvalSetup,
    document: Language,
    methods: Sequence[Method],
    measures: Sequence[str],
    depth: int,
) -> list[Cell]:
    """Return the cells of one language of documents, in an index of its own."""
    with opened_library(collection, setup, [document]) as library:
        respondent = Respondent(library)
        return [
            _cell(
                query,
                document,
                method,
                judgements(collection, [document], [query]),
                respondent.answer(asked_topics(collection, [query]), method, depth=depth, watch=setup.watch),
                measures,
            )
            for query in collection.topics
            for method in methods
        ]


def _filtered_cells(
    collection: Collection,
    respondent: Respondent,
    setup: EvalSetup,
    methods: Sequence[Method],
    measures: Sequence[str],
    depth: int,
) -> list[Cell]:
    """Return the cells of a collection of files; none for a collection of parallel documents."""
    if not collection.is_library:
        return []
    cells = []
    for document in Language:
        qrels = _answered_in(document, judgements(collection), respondent.library)
        for query in collection.topics:
            asked = [topic for topic in asked_topics(collection, [query]) if topic.id in qrels]
            narrowed = [replace(topic, filters={**topic.filters, "language": [document]}) for topic in asked]
            judged = {topic.id: qrels[topic.id] for topic in asked}
            for method in methods if asked else ():
                run = respondent.answer(narrowed, method, depth=depth, watch=setup.watch)
                cells.append(_cell(query, document, method, judged, run, measures))
    return cells


def _cell(
    query: Language, document: Language, method: Method, qrels: Qrels, run: Run, measures: Sequence[str]
) -> Cell:
    evaluation = evaluate(qrels, run, measures)
    return Cell(
        query=query, document=document, method=method, topics=len(evaluation.topics), evaluation=evaluation
    )


def _answered_in(language: Language, qrels: Qrels, library: Library) -> Qrels:
    """Return the judgements of the studies that have passages in a language, of the topics they answer."""
    there = {library.names[study] for study, facts in library.facts.items() if language in facts.languages}
    kept = {
        topic: {document: grade for document, grade in grades.items() if document in there}
        for topic, grades in qrels.items()
    }
    return {topic: grades for topic, grades in kept.items() if any(grade > 0 for grade in grades.values())}


def _fairness(
    collection: Collection, cells: Sequence[Cell], mixed: Mapping[Method, tuple[Run, Qrels]]
) -> list[Fairness]:
    languages = [language for language in collection.topics if language in collection.corpora]
    if len(languages) < 2:
        return []
    alone = {
        (cell.query, cell.method): float(cell.evaluation.values[_FIRST_TEN].mean())
        for cell in cells
        if cell.query is cell.document
    }
    return [
        Fairness(
            query=query,
            method=method,
            topics=len(collection.topics[query]),
            own=_found(run, of_language(collection, qrels, query), [query]),
            counterpart=_found(
                run,
                of_language(collection, qrels, query),
                [one for one in collection.corpora if one is not query],
            ),
            alone=alone[query, method],
        )
        for method, (run, qrels) in mixed.items()
        for query in languages
    ]


def _found(run: Run, qrels: Qrels, versions: Sequence[Language]) -> Mean:
    """Return the share of topics whose answers in these languages are among the first ten."""
    return evaluate(of_versions(qrels, versions), run, [_FIRST_TEN]).means[_FIRST_TEN]
