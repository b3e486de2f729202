"""Filters said in words: sentences of three languages, and what holds of any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.administrations import registry
from search_api.interpreting.interpret import interpret
from search_api.interpreting.interpretation import Interpretation
from tests.search_api.interpreting.reading import TODAY, misreadings

TABLES = ("sentences.tsv", "held_back.tsv")
"""The second was written in four parts, each before the rules were last mended and read once as they were."""
PIECES = """
    études|studies|onderzoek|audits|sur|over|on|le bruit|de|van|by|la STIB|Bruxelles Mobilité
    Leefmilieu Brussel|d'Ixelles|perspective.brussels|(Actiris)|depuis|in|en|2019|2018-2022
    entre 2018 et 2022|vóór maart 2020
    the last five years|à plus de|under|tussen|10 et 20.000 €|30k|€ 1.250,50|1 million d'euros|in het Frans
    en néerlandais|et|and|,|(|)|?|:|-|publiées|coûtant|type : audit|évolution|е́|\u0301|²|١٩٩٩
"""
SAID = st.sampled_from([piece.strip() for piece in re.split(r"[|\n]", PIECES) if piece.strip()])
TEXTS = (
    st.text(max_size=60) | st.lists(SAID, max_size=12).map(" ".join) | st.lists(SAID, max_size=8).map("".join)
)


def read(text: str) -> Interpretation:
    return interpret(text, registry=registry(), today=TODAY)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_is_read_as_its_table_says(table: str) -> None:
    wrong = misreadings(table)
    assert not wrong, f"{len(wrong)} sentences are misread:\n" + "\n".join(wrong)


def test_no_year_is_too_late_and_nothing_is_counted_without_a_day_to_count_from() -> None:
    assert interpret("études sur le bruit depuis 2040", registry=registry()).recognised
    assert not interpret("études sur le bruit après le 31/12/9999", registry=registry()).recognised
    assert not interpret("études des cinq dernières années", registry=registry()).recognised


def test_a_name_is_found_however_it_is_typed() -> None:
    for spelling in (
        "bruxelles mobilite",
        "Brussel Mobiliteit",
        "BRUSSELS MOBILITY",
        "AED",
        "mobilite.brussels",
    ):
        (one,) = read(f"études de {spelling} sur le vélo").recognised
        assert one.parameters == {"administration": ("bruxelles-mobilite",)}


def test_every_administration_is_found_by_its_names_where_it_must_be_one() -> None:
    for entry in registry():
        for name in entry.names.values():
            (one,) = read(f"commanditaire : {name}").recognised
            assert one.parameters == {"administration": (entry.id,)}


@given(TEXTS)
def test_what_is_recognised_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for one in read(text).recognised:
        assert end <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.parameters
        end = one.end


@given(TEXTS)
def test_what_is_left_holds_only_words_of_the_text_in_their_order(text: str) -> None:
    left = iter(words(text))
    assert all(word in left for word in words(read(text).question))


@given(TEXTS)
def test_something_is_left_to_ask_where_something_was_said(text: str) -> None:
    assert bool(words(read(text).question)) == bool(words(text))


@given(TEXTS)
def test_what_is_left_holds_no_more_filters_than_the_text(text: str) -> None:
    first = read(text)
    again = read(first.question)
    said = {
        (name, value)
        for one in first.recognised
        for name, values in one.parameters.items()
        for value in values
    }
    for one in again.recognised:
        assert {(name, value) for name, values in one.parameters.items() for value in values} <= said


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("études de la STIB", True),
        ("toutes les études de la STIB depuis 2019", True),
        ("studies in Dutch since 2015", True),
        ("studies van Leefmilieu Brussel over lucht", False),
        ("bruit depuis 2019", False),
        ("études", False),
    ],
)
def test_a_request_for_studies_alone_is_told_from_a_question(text: str, nothing: bool) -> None:
    assert interpret(text, registry=registry(), today=TODAY).asks_nothing is nothing
