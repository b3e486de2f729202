from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.study import DocumentType
from models.language import Language
from search_api.messages import reader_language, table
from search_api.outcomes import OUTCOMES


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(table()))
def test_a_message_exists_in_three_languages_with_the_same_facts(key: str) -> None:
    words = table()[key]
    assert set(words) == set(Language)
    assert all(words.values())
    assert len({frozenset(placeholders(text)) for text in words.values()}) == 1


def test_everything_that_facets_count_has_a_name() -> None:
    for kind in DocumentType:
        assert f"type.{kind}" in table()
    for language in Language:
        assert f"language.{language}" in table()


def test_every_problem_that_a_reader_can_meet_has_words() -> None:
    for outcome in OUTCOMES.values():
        if outcome.status in (404, 503):
            assert {f"detail.{outcome.kind}", "detail.unavailable"} & set(table())


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, None),
        ("", None),
        ("fr", Language.FR),
        ("nl-BE,nl;q=0.9,en;q=0.8", Language.NL),
        ("de,en;q=0.2,FR;q=0.4", Language.FR),
        ("fr;q=0, nl;q=0.1", Language.NL),
        ("de, *", None),
        ("fr;q=much, en;q=0.1", Language.EN),
    ],
)
def test_the_preferred_of_our_languages_is_spoken(header: str | None, language: Language | None) -> None:
    assert reader_language(header) is language


@given(st.text(max_size=60) | st.text("frnlen-,;q=0.1 ", max_size=40))
def test_no_header_breaks_the_choice_of_language(header: str) -> None:
    assert reader_language(header) in {None, *Language}
