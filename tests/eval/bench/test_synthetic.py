"""The made-up library."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.study import AdministrationId
from eval.bench.synthetic import MadeUpLibrary, Words, questions
from index.ids import point_id

WORDS = Words.ranked([f"mot{'abcdefghij'[number // 10]}{number}" for number in range(100)])
ADMINISTRATIONS = [AdministrationId("bruxelles-mobilite"), AdministrationId("perspective")]


def library(passages: int, seed: int = 1) -> MadeUpLibrary:
    return MadeUpLibrary(passages=passages, words=WORDS, administrations=ADMINISTRATIONS, seed=seed)


def test_the_same_seed_makes_the_same_library_and_another_seed_another() -> None:
    assert list(library(100).studies()) == list(library(100).studies())
    assert list(library(100).studies()) != list(library(100, seed=2).studies())


def test_a_study_does_not_depend_on_the_size_of_the_library() -> None:
    small, large = list(library(80).studies()), islice(library(10**9).studies(), 2)
    assert small == list(large)


def test_a_library_of_a_billion_passages_gives_its_first_study_at_once() -> None:
    first = next(library(10**9).studies())
    assert len(list(first.passages())) == 40


@given(st.integers(1, 300))
def test_a_library_has_as_many_passages_as_asked_for(passages: int) -> None:
    studies = list(library(passages).studies())
    assert sum(len(list(indexed.passages())) for indexed in studies) == passages
    assert len(studies) == len(library(passages))


def test_the_catalogue_holds_the_studies_that_have_the_text() -> None:
    made = library(90)
    assert [indexed.study for indexed in made.studies()] == list(made.catalogue())


def test_a_passage_is_found_by_its_row() -> None:
    made = library(90)
    ids = [
        point_id(indexed.study.id, passage.id) for indexed in made.studies() for passage in indexed.passages()
    ]
    assert ids == [made.point_id(row) for row in range(90)]
    assert len(set(ids)) == 90


def test_the_most_frequent_word_occurs_ten_times_as_often_as_the_tenth() -> None:
    text = " ".join(passage.text for study in library(400).studies() for passage in study.passages()).split()
    assert text.count(WORDS.words[0]) / text.count(WORDS.words[9]) == pytest.approx(10, rel=0.1)


def test_questions_are_the_same_for_a_seed_and_begin_alike_whatever_their_number() -> None:
    words = Words.ranked([f"w{number}" for number in range(60)])
    assert questions(words, 30, seed=3)[:10] == questions(words, 10, seed=3)
    assert questions(words, 30, seed=3) != questions(words, 30, seed=4)
    assert all(3 <= len(question.split()) <= 8 for question in questions(words, 30, seed=3))


def test_the_words_of_the_shipped_tokenizer_are_words() -> None:
    words = Words.shipped().words
    assert len(words) > 10_000
    assert {"studie", "water"} <= set(words)
    assert not {"de", "the", "het"} & set(words)
