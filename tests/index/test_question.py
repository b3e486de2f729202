"""What the arms are asked to look for."""

import pytest

from index.question import Terms, same_words, sparse, total_terms
from models.bm25 import term_number
from models.language import Language
from models.lexical import analyse
from tests.index.library import EN, FR, NL

lexical = same_words(analyse)


def words(text: str, source: Language | None, target: Language | None) -> Terms:
    return total_terms(lexical(text, source, target))


def test_a_question_in_its_own_language_looks_for_each_word_as_often_as_it_says_it() -> None:
    assert words("péage et péages urbains", FR, FR) == {"peag": 2.0, "urbain": 1.0}


@pytest.mark.parametrize("target", [NL, EN, None])
def test_names_and_numbers_cross_into_other_languages(target: Language | None) -> None:
    assert {"bxl", "2021"} <= set(words("Que fait BXL en 2021 ?", FR, target))


@pytest.mark.parametrize("target", [NL, EN, None])
def test_function_words_do_not_cross_into_other_languages(target: Language | None) -> None:
    assert not {"pas", "les", "de", "ont"} & set(words("Les quartiers n'ont pas de parc", FR, target))


def test_a_word_that_is_a_function_word_there_is_not_looked_for_there() -> None:
    assert words("or door", EN, NL) == {}
    assert set(words("or door", EN, EN)) == {"door"}


def test_words_that_are_nothing_but_function_words_are_looked_for_as_another_language_may_mean_them() -> None:
    """A Dutch "les" (lesson) alone is easily taken for French."""
    assert set(words("les", FR, NL)) == {"les"}
    assert words("les", FR, FR) == {}


def test_a_question_of_unknown_language_looks_for_all_its_words() -> None:
    assert set(words("les parc", None, NL)) == {"les", "parc"}


def test_the_same_term_has_another_number_in_another_language() -> None:
    vector = sparse({FR: {"tram": 1.0}, NL: {"tram": 2.0}})
    assert dict(zip(vector.indices, vector.values, strict=True)) == {
        term_number("tram", FR): 1.0,
        term_number("tram", NL): 2.0,
    }
    assert list(vector.indices) == sorted(vector.indices)
