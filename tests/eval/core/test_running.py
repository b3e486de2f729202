"""Runs over a toy collection, brought in by the product's own path."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from eval.collection import Collection, open_collection
from eval.errors import EvaluationDataError, FilterBrokenError, TopicError
from eval.library import Library
from eval.matrix import matrix
from eval.measures import evaluate
from eval.methods import PRODUCT, Method, Respondent
from eval.running import EvalSetup, opened_library, run
from index.port import Filters
from index.search import SearchRequest, search
from ingest.watch import Unwatched
from models.language import Language
from tests.eval.making import PARALLEL

FR, NL, EN = Language.FR, Language.NL, Language.EN
SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"


@pytest.mark.parametrize("method", list(Method))
def test_every_method_finds_the_documents_by_their_own_words(
    toy: Collection, setup: EvalSetup, method: Method
) -> None:
    judged = run(toy, setup, documents=[NL], queries=[NL], method=method)
    assert judged.run.tag == method
    assert evaluate(judged.qrels, judged.run, ["RR@10"]).means["RR@10"].mean == 1.0


def test_a_run_keeps_as_many_documents_as_asked_for(toy: Collection, setup: EvalSetup) -> None:
    judged = run(toy, setup, documents=[NL], queries=[FR], method=Method.SEMANTIC, depth=2)
    assert {len(ranking) for ranking in judged.run.rankings.values()} == {2}


def test_several_languages_of_documents_go_into_one_index(toy: Collection, setup: EvalSetup) -> None:
    judged = run(toy, setup, queries=[FR], method=Method.SEMANTIC)
    found = {one.document for one in judged.run.rankings["q-water"]}  # type: ignore[index]
    assert found == {f"{language}/{name}" for language in ("fr", "nl") for name in PARALLEL}


def test_the_ranking_is_that_of_the_product(toy: Collection, setup: EvalSetup) -> None:
    with opened_library(toy, setup) as library:
        for method, mode in PRODUCT.items():
            topic = toy.topics[FR][0]
            answered = Respondent(library).answer([topic], method, depth=10, watch=Unwatched())
            request = SearchRequest(text=topic.text, language=FR, mode=mode, limit=10)
            expected = [library.names[found.study] for found in search(library.setup, request).studies]
            assert [one.document for one in answered.rankings[topic.id]] == expected


def test_nothing_is_left_of_a_throw_away_library(
    toy: Collection, setup: EvalSetup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with suppress(KeyboardInterrupt), opened_library(toy, setup, [FR]):
        assert list(tmp_path.iterdir())
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_documents_of_which_nothing_is_known_have_nothing_to_filter_by(
    toy: Collection, setup: EvalSetup
) -> None:
    topic = replace(toy.topics[FR][0], filters={"date_from": "2018"})
    with opened_library(toy, setup, [FR]) as library, pytest.raises(TopicError, match=r"q-water.*date_from"):
        Respondent(library).answer([topic], Method.HYBRID, depth=10, watch=Unwatched())


def test_a_library_of_files_takes_no_choice_of_documents(setup: EvalSetup) -> None:
    with pytest.raises(EvaluationDataError, match="one library of all languages"):
        run(open_collection(SAMPLE), setup, documents=[FR])


def narrowed(library: Library) -> Library:
    """A library that checks against other facts than its index was filled with: its filters seem broken."""
    wrong = {study: replace(facts, languages=(EN,)) for study, facts in library.facts.items()}
    return replace(library, facts=wrong, read_filters=lambda written: _language(written["language"]))


def _language(code: object) -> Filters:
    return Filters(languages=frozenset({Language(str(code))}))


def test_a_result_that_breaks_its_filter_is_an_error_and_no_low_score(
    toy: Collection, setup: EvalSetup
) -> None:
    topic = replace(toy.topics[FR][0], filters={"language": "fr"})
    with opened_library(toy, setup) as library:
        respondent = Respondent(narrowed(library))
        with pytest.raises(FilterBrokenError, match=r"topic q-water.*fr/"):
            respondent.answer([topic], Method.HYBRID, depth=10, watch=Unwatched())


def test_the_matrix_of_a_toy_collection_is_as_computed_by_hand(toy: Collection, setup: EvalSetup) -> None:
    """Plain BM25 finds a document in its own language, and in French by the one word that is the same after
    stemming ("sociale", "sociaux"); meaning finds all three in either."""
    found = matrix(toy, setup, methods=[Method.BM25, Method.SEMANTIC], measures=["RR@10"])
    means = {
        (cell.query, cell.document, cell.method): cell.evaluation.means["RR@10"].mean for cell in found.cells
    }
    assert len(means) == 8
    assert means[FR, FR, Method.BM25] == means[NL, NL, Method.BM25] == 1.0
    assert means[FR, NL, Method.BM25] == 0.0
    assert means[NL, FR, Method.BM25] == pytest.approx(1 / 3)
    assert means[FR, NL, Method.SEMANTIC] == means[NL, FR, Method.SEMANTIC] == 1.0
    fair = {(one.query, one.method): one for one in found.fairness}
    assert fair[FR, Method.BM25].own.mean == fair[FR, Method.BM25].alone == 1.0
    assert fair[FR, Method.BM25].counterpart.mean == 0.0
    assert fair[NL, Method.SEMANTIC].counterpart.mean == 1.0
    assert fair[NL, Method.SEMANTIC].loss == 0.0
    assert fair[NL, Method.SEMANTIC].topics == 3
