"""The Haystack pipelines give what the plain functions give."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index.memory import MemoryIndex
from index.pipelines import indexing_pipeline, query_pipeline, run_query
from index.points import PointBuilder, measure
from index.port import Filters
from index.question import Mode
from index.search import SearchRequest, SearchResult, SearchSetup, search
from models.lexical import analyse
from tests.index.library import EN, FR, NL, encoder, library, study

STUDIES = (
    study(
        "toll",
        {FR: "Péage urbain", NL: "Stadstol"},
        {FR: ["Le péage et les ménages.", "Deux."], NL: ["De tol."]},
    ),
    study(
        "air",
        {NL: "Luchtkwaliteit"},
        {NL: ["De luchtkwaliteit verbetert in de zone.", "Stikstofdioxide daalt."]},
    ),
    study("lead", {EN: "Lead at the tap"}, {EN: ["Lead pipes in old houses.", "Drinking water."]}),
    study("bare", {FR: "Étude sans fichier"}, {}),
)
REQUESTS = [
    SearchRequest(text="péage urbain ménages", language=FR),
    SearchRequest(text="luchtkwaliteit", language=NL, mode=Mode.KEYWORD),
    SearchRequest(text="lead in drinking water", language=EN, mode=Mode.SEMANTIC, limit=1, offset=1),
    SearchRequest(text="étude", language=FR, filters=Filters(languages=frozenset({NL})), limit=2),
    SearchRequest(text="😀", limit=3),
    SearchRequest(text="zzzz", offset=10_000),
]


@pytest.fixture(scope="module")
def setup() -> SearchSetup:
    return library(*STUDIES)


def parts(result: SearchResult) -> tuple[object, ...]:
    """Everything in a result, with the vector as something that compares."""
    question = (result.question.text, result.question.language, result.question.words)
    return question, result.question.vector.tobytes(), result.total, result.studies, result.facets


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.text)
def test_the_query_pipeline_answers_as_the_function_does(setup: SearchSetup, request_: SearchRequest) -> None:
    assert parts(run_query(query_pipeline(setup), request_)) == parts(search(setup, request_))


def test_threads_share_a_query_pipeline(setup: SearchSetup) -> None:
    pipeline = query_pipeline(setup)
    wanted = [parts(search(setup, request)) for request in REQUESTS]
    with ThreadPoolExecutor(6) as threads:
        given = list(threads.map(lambda request: parts(run_query(pipeline, request)), REQUESTS * 8))
    assert given == wanted * 8


def test_the_indexing_pipeline_stores_the_points_of_its_builder() -> None:
    builder = PointBuilder(encoder(), analyse, measure(STUDIES, analyse))
    index = MemoryIndex()
    out = indexing_pipeline(builder, index).run({"maker": {"studies": STUDIES}})
    assert out["writer"]["studies"] == [one.study.id for one in STUDIES]
    plain = library(*STUDIES).index
    assert index.contents() == plain.contents()
    for one in STUDIES:
        assert np.array_equal(index.vectors(one.study.id), plain.vectors(one.study.id))


def test_storing_a_study_again_replaces_it() -> None:
    builder = PointBuilder(encoder(), analyse, measure(STUDIES, analyse))
    index = MemoryIndex()
    pipeline = indexing_pipeline(builder, index)
    pipeline.run({"maker": {"studies": STUDIES}})
    pipeline.run({"maker": {"studies": [replace(STUDIES[0], extractions=(), fingerprint="new")]}})
    assert index.count_passages() == 4
    assert index.contents()[STUDIES[0].study.id] == "new"
