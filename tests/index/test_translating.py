"""A question's words in texts of another language."""

import pytest

from index.question import AskedWord, total_terms
from index.translating import translated_words
from models.language import Language
from models.lexical import analyse
from tests.index.library import EN, FR, NL

lexical = translated_words(analyse)


def found(text: str, source: Language, target: Language) -> dict[str, AskedWord]:
    return {word.text: word for word in lexical(text, source, target)}


def test_in_its_own_language_a_question_looks_for_its_own_words() -> None:
    assert total_terms(lexical("péages urbains", FR, FR)) == {"peag": 1.0, "urbain": 1.0}


def test_an_expression_of_the_glossary_is_one_word_with_its_synonyms() -> None:
    words = found("un péage urbain pour les ménages", FR, NL)
    assert {"stadstol", "rekeningrijd"} <= set(words["péage urbain"].terms)
    assert any(term.startswith("huishoud") for term in words["ménages"].terms)


def test_the_whole_of_a_compound_weighs_as_much_as_its_parts_together() -> None:
    (word,) = lexical("camions", FR, NL)
    assert word.terms["vrachtwag"] == pytest.approx(word.terms["vracht"] + word.terms["wag"])


def test_a_word_spreads_its_weight_over_its_translations() -> None:
    (word,) = lexical("eau", FR, EN)
    assert max(word.terms, key=word.terms.__getitem__) == "water"
    assert 0.9 < sum(word.terms.values()) < 1.1


@pytest.mark.parametrize("text", ["2021", "12.500", "Molenbeek", "Xqzwv"])
def test_numbers_names_and_unknown_words_stay_as_texts_of_the_other_language_have_them(text: str) -> None:
    there = total_terms(lexical(f"étude {text}", FR, NL))
    assert {token.term for token in analyse(text, NL)} <= set(there)


def test_an_acronym_becomes_that_of_the_other_language() -> None:
    assert "mivb" in found("tarifs de la STIB", FR, NL)["STIB"].terms


def test_function_words_do_not_cross() -> None:
    assert {word.text for word in lexical("Pourquoi les loyers sont-ils si chers ?", FR, NL)} <= {
        "loyers", "sont-ils", "chers",
    }  # fmt: skip


@pytest.mark.parametrize(("source", "target"), [(None, NL), (FR, None), (None, None)])
def test_where_a_language_is_not_known_the_words_stay_as_they_are(
    source: Language | None, target: Language | None
) -> None:
    assert {"loyer"} <= {word.text for word in lexical("loyer moyen", source, target)}


def test_a_question_without_content_words_asks_for_nothing_translated() -> None:
    assert lexical("", FR, NL) == ()
    assert lexical("😀", EN, FR) == ()
