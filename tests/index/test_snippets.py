"""Highlights: where in a passage the words of a question stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question import same_words, total_terms
from index.snippets import highlights
from models.language import Language
from models.lexical import analyse, find_terms

FR, NL, EN = Language.FR, Language.NL, Language.EN
WORDS = (
    "l'été", "qu'une", "énergie", "cœur", "e-mail", "PM 2,5", "12.500,00", "A.S.B.L.", "luchtkwaliteitsplan",
    "dienstencheques", "jusqu’à", "the", "de", "household's", "IBGE", "«", "»", "😀",
    "e\u0301tude", "soft\u00adhyphen",
)  # fmt: skip


def marked(text: str, question: str, language: Language | None) -> list[str]:
    terms = total_terms(same_words(analyse)(question, language, language))
    return [text[start:end] for start, end in highlights(find_terms(text, language, terms))]


def test_accents_and_case_do_not_count() -> None:
    assert marked("L'ÉNERGIE des écoles", "energie Ecole", FR) == ["ÉNERGIE", "écoles"]


def test_accents_written_as_separate_characters_stay_inside_the_highlight() -> None:
    text = unicodedata.normalize("NFD", "la précarité énergétique")
    assert marked(text, "énergétique", FR) == [unicodedata.normalize("NFD", "énergétique")]


def test_inflected_forms_are_marked() -> None:
    assert marked("Les ménages modestes paieraient", "ménage modeste", FR) == ["ménages", "modestes"]
    assert marked("De huurders betalen", "huurder", NL) == ["huurders"]
    assert marked("Renovated homes save energy", "renovate home", EN) == ["Renovated", "homes"]


def test_a_compound_is_marked_whole_when_one_of_its_parts_is_asked_for() -> None:
    assert marked("Het luchtkwaliteitsplan werkt.", "kwaliteit", NL) == ["luchtkwaliteitsplan"]


def test_the_parts_are_marked_where_the_question_has_the_compound() -> None:
    assert marked("De kwaliteit van de lucht daalt.", "luchtkwaliteit", NL) == ["kwaliteit", "lucht"]


def test_an_elided_article_is_not_part_of_the_highlight() -> None:
    assert marked("Le prix de l’eau", "eau", FR) == ["eau"]


def test_a_hyphenated_word_is_marked_once() -> None:
    assert marked("Un rendez-vous par e-mail.", "email", FR) == ["e-mail"]


def test_stopwords_are_not_marked() -> None:
    assert marked("Le péage et la ville", "le la et péage", FR) == ["péage"]


def test_numbers_are_marked_however_they_are_written() -> None:
    assert marked("Un coût de 12 500 euros en 2021", "12.500", FR) == ["12 500"]


@pytest.mark.parametrize("question", ["", "  ", "😀", "le la les"])
def test_a_question_without_words_marks_nothing(question: str) -> None:
    assert marked("Le péage, 😀 la ville", question, FR) == []


@given(
    text=st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)),
    question=st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    language=st.sampled_from([FR, NL, EN, None]),
)
def test_highlights_lie_inside_the_text_in_order_and_apart(
    text: str, question: str, language: Language | None
) -> None:
    terms = total_terms(same_words(analyse)(question, language, language))
    spans = highlights(find_terms(text, language, terms))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    language=st.sampled_from([FR, NL, EN, None]),
)
def test_a_text_asked_for_itself_is_marked_wherever_it_has_a_term(
    text: str, language: Language | None
) -> None:
    terms = total_terms(same_words(analyse)(text, language, language))
    spans = highlights(find_terms(text, language, terms))
    assert all(
        any(start <= token.start and token.end <= end for start, end in spans)
        for token in analyse(text, language)
    )
