"""The two directions as Haystack pipelines: studies into an index, questions to results.

The components are shells around the steps of ``index.search`` and ``index.points``.
"""

import os
from collections.abc import Sequence

# Haystack reports home unless told otherwise before its first import, and says so at exit, a second late.
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "false"

from haystack import Pipeline, component

from corpus.study import StudyId
from index.facets import Facets, facets
from index.fusion import RankedStudy
from index.points import IndexedStudy, PointBuilder, StudyPoints
from index.port import PassageIndex
from index.question import Question
from index.search import FoundStudy, SearchRequest, SearchResult, SearchSetup, cite, rank, total, understand


@component
class QuestionReader:
    """Encodes and analyses the question."""

    def __init__(self, setup: SearchSetup) -> None:
        self._setup = setup

    @component.output_types(question=Question)
    def run(self, request: SearchRequest) -> dict[str, Question]:
        """Return the question, ready for every arm."""
        return {"question": understand(self._setup, request)}


@component
class StudyRanker:
    """Retrieves by every arm and fuses."""

    def __init__(self, setup: SearchSetup) -> None:
        self._setup = setup

    @component.output_types(ranking=tuple[RankedStudy, ...], total=int)
    def run(self, question: Question, request: SearchRequest) -> dict[str, object]:
        """Return the studies found, best first, and how many there are in all."""
        ranking = rank(self._setup, question, request)
        return {"ranking": ranking, "total": total(self._setup, question, ranking, request)}


@component
class PassageCiter:
    """Fetches and highlights the passages of one page of results."""

    def __init__(self, setup: SearchSetup) -> None:
        self._setup = setup

    @component.output_types(studies=tuple[FoundStudy, ...])
    def run(
        self, question: Question, ranking: tuple[RankedStudy, ...], request: SearchRequest
    ) -> dict[str, tuple[FoundStudy, ...]]:
        """Return the page asked for."""
        return {"studies": cite(self._setup, question, ranking, request)}


@component
class FacetCounter:
    """Counts the studies by value."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    @component.output_types(facets=Facets)
    def run(self, request: SearchRequest) -> dict[str, Facets]:
        """Return the counts under the request's filters."""
        return {"facets": facets(self._index, request.filters)}


@component
class PointMaker:
    """Encodes and weighs the text of studies."""

    def __init__(self, builder: PointBuilder) -> None:
        self._builder = builder

    @component.output_types(points=list[StudyPoints])
    def run(self, studies: Sequence[IndexedStudy]) -> dict[str, list[StudyPoints]]:
        """Return the points of each study, in order."""
        return {"points": [self._builder.build(study) for study in studies]}


@component
class PointWriter:
    """Stores the points of studies in place of those they had."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    @component.output_types(studies=list[StudyId])
    def run(self, points: list[StudyPoints]) -> dict[str, list[StudyId]]:
        """Return the ids of the studies written."""
        for passages, titles in points:
            self._index.replace_study(passages, titles)
        return {"studies": [titles[0].facts.study for _, titles in points]}


def query_pipeline(setup: SearchSetup) -> Pipeline:
    """Return the pipeline that answers questions: reader -> ranker -> citer, and the facets beside it."""
    pipeline = Pipeline()
    pipeline.add_component("reader", QuestionReader(setup))
    pipeline.add_component("ranker", StudyRanker(setup))
    pipeline.add_component("citer", PassageCiter(setup))
    pipeline.add_component("facets", FacetCounter(setup.index))
    pipeline.connect("reader.question", "ranker.question")
    pipeline.connect("reader.question", "citer.question")
    pipeline.connect("ranker.ranking", "citer.ranking")
    return pipeline


def run_query(pipeline: Pipeline, request: SearchRequest) -> SearchResult:
    """Put one request through a query pipeline."""
    out = pipeline.run(
        {name: {"request": request} for name in ("reader", "ranker", "citer", "facets")},
        include_outputs_from={"reader", "ranker"},
    )
    return SearchResult(
        question=out["reader"]["question"],
        total=out["ranker"]["total"],
        studies=out["citer"]["studies"],
        facets=out["facets"]["facets"],
    )


def indexing_pipeline(builder: PointBuilder, index: PassageIndex) -> Pipeline:
    """Return the pipeline that stores studies: maker -> writer; input ``maker.studies``."""
    pipeline = Pipeline()
    pipeline.add_component("maker", PointMaker(builder))
    pipeline.add_component("writer", PointWriter(index))
    pipeline.connect("maker.points", "writer.points")
    return pipeline
