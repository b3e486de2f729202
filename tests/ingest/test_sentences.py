"""Sentences of three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "M. Dupont a signé l'art. 6 § 1 de l'ordonnance.",
        "Het bedrag is 1.250 euro, d.w.z. min. 12 % van het totaal.",
        "Zie blz. 12, nr. 5 en bijl. 3 van het verslag.",
        "Le coût (cf. Tableau 2) est de 50.000 EUR.",
        "Vgl. Janssens et al. 2019 voor de cijfers.",
        "Selon J.-P. Martin, la part baisse.",
        "Bv. Anderlecht telt meer wagens, enz. en dat blijft zo.",
        "2. Réaliser une enquête chaque année.",
        "Les ménages paient 3,5 % de plus (env. 12 euros) par an.",
    ],
)
def test_an_abbreviation_or_number_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Un fait. Un autre ! Lequel ? « Le dernier. » Fin.",
            ["Un fait.", "Un autre !", "Lequel ?", "« Le dernier. »", "Fin."],
        ),
        ("Er is lawaai, stof, enz. De buurt klaagt.", ["Er is lawaai, stof, enz.", "De buurt klaagt."]),
        ("Le prix monte en 2019. Il baisse en 2020.", ["Le prix monte en 2019.", "Il baisse en 2020."]),
        ("Dat kost 5 euro. 12 mensen betalen.", ["Dat kost 5 euro.", "12 mensen betalen."]),
        ("C'est fini. Élise part. Œuvrons.", ["C'est fini.", "Élise part.", "Œuvrons."]),
        ("It grew (see Fig. 3). Then it fell.", ["It grew (see Fig. 3).", "Then it fell."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet='Aabé. !?…()"«»0123\n-', max_size=200))
def test_sentences_joined_by_blanks_are_the_text(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())
