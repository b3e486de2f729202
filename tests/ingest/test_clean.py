"""Cleaning: characters, hyphens, running headers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean, tidied
from ingest.hyphens import joined_lines, keeps_hyphen, vocabulary
from ingest.passage import Element, ElementKind

LETTERS = "abcdeéïœABCÉ"
words = st.text(LETTERS, min_size=1, max_size=8)


def paragraph(text: str, page: int = 1) -> Element:
    return Element(text=text, kind=ElementKind.TEXT, page=page)


def cleaned(*texts: str) -> list[str]:
    return [element.text for element in clean(map(paragraph, texts))]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("eﬃcacité de l’oﬀre", "efficacité de l’offre"),
        ("la mobi\u00adlité", "la mobilité"),
        ("50\u00a0000\u202f€", "50 000 €"),
        ("Bruxelles\u2011Ville", "Bruxelles-Ville"),
        ("un\u200b mot\x07 net\ufeff", "un mot net"),
        ("\uf0b7 une puce", "une puce"),
        ("10³ m² de CO₂", "10³ m2 de CO2"),
        ("Introduction ............. 5", "Introduction … 5"),
        ("//////////// 18.12.17", "18.12.17"),
    ],
)
def test_characters_have_one_form(written: str, read: str) -> None:
    assert cleaned(written) == [read]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("la mobi-\nlité urbaine", "la mobilité urbaine"),
        ("la mobi\u00ad\nlité urbaine", "la mobilité urbaine"),
        ("le porte-\nà-porte", "le porte-à-porte"),
        ("avec Bruxelles-\nMobilité", "avec Bruxelles-Mobilité"),
        ("de 2019-\n2020", "de 2019-2020"),
        ("een niet-\ninformatieve bron", "een niet-informatieve bron"),
        ("peut-\nil partir", "peut-il partir"),
        ("in Sint-Joost-ten-\nNode", "in Sint-Joost-ten-Node"),
        ("un tiret -\nici", "un tiret - ici"),
        ("deux\nlignes", "deux lignes"),
        ("armoederisi-\ncogrens", "armoederisicogrens"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_whole_again(lines: str, whole: str) -> None:
    assert cleaned(lines) == [whole]


def test_the_document_decides_where_both_forms_are_possible() -> None:
    assert cleaned("un éco-\nquartier neuf", "cet éco-quartier")[0] == "un éco-quartier neuf"
    assert cleaned("un éco-\nquartier neuf", "cet écoquartier")[0] == "un écoquartier neuf"


def test_a_word_cut_by_a_page_goes_to_the_page_where_it_begins() -> None:
    found = clean([paragraph("Ils changent leur mobi-", 1), paragraph("lité chaque jour.", 2)])
    assert [(element.text, element.page) for element in found] == [
        ("Ils changent leur mobilité", 1),
        ("chaque jour.", 2),
    ]


def test_running_headers_and_empty_pieces_go_and_rows_stay() -> None:
    found = clean(
        [
            Element(text="Rapport final", kind=ElementKind.HEADER, page=1),
            Element(text="a | b\nmobi-\vlité | 3", kind=ElementKind.TABLE, page=1),
            Element(text="–", kind=ElementKind.TEXT, page=1),
            Element(text="12", kind=ElementKind.FOOTER, page=1),
        ]
    )
    assert [element.text for element in found] == ["a | b\nmobilité | 3"]


@given(st.lists(st.lists(words, min_size=1, max_size=8), min_size=1, max_size=6))
def test_cleaning_keeps_all_words_in_order(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(line) for line in lines)
    assert cleaned(text) == [" ".join(word for line in lines for word in line)]


@given(st.text(max_size=200))
def test_cleaning_keeps_every_letter_and_digit(text: str) -> None:
    def essence(value: str) -> str:
        return re.sub(r"[\W_]", "", tidied(value))

    assert essence("".join(cleaned(text))) == essence(text)


@given(st.text(max_size=200))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = cleaned(text)
    assert [again for piece in once for again in cleaned(piece)] == once


@given(words, words)
def test_a_cut_word_is_joined_one_way_or_the_other(left: str, right: str) -> None:
    known = vocabulary([])
    expected = f"{left}-{right}" if keeps_hyphen(left, right, known) else left + right
    assert joined_lines([f"{left}-", right], known) == expected
