"""The analyser: what becomes a term, and where it was read."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.compounds import TABLE
from models.language import Language
from models.lexical import ANALYSER_VERSION, analyse, find_terms

LANGUAGES = [*Language, None]
CHARACTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "Mn", "S"])
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=80),
    st.text("aeéèlsdtqu'’-‐.,0123 \u00ad\u0301\u202fIBGEnNsS", max_size=80),
)

PASSAGE = """
L'étude de l'IBGE (2.500 ménages, 3,5 % d'entre eux) porte sur les PM2,5 et le porte-à-porte à Bruxelles.
De luchtkwaliteit in het Brussels Gewest: 1.250 fietspaden, auto's en 's-Gravenhage, geëvalueerd in 2021.
The city's low-emission zone doesn't reduce NO2 before 2025, says the A.S.B.L. of the neighbourhood.
"""


def terms(text: str, language: Language | None) -> list[str]:
    return [token.term for token in analyse(text, language)]


def test_a_question_in_french_becomes_its_words() -> None:
    question = "Quel serait l'effet d'un péage urbain sur les ménages ?"
    tokens = analyse(question, Language.FR)
    assert [token.term for token in tokens] == ["effet", "peag", "urbain", "menag"]
    assert [question[token.start : token.end] for token in tokens] == ["effet", "péage", "urbain", "ménages"]


def test_the_parts_of_a_compound_share_the_place_of_the_whole() -> None:
    tokens = analyse("Over luchtkwaliteit", Language.NL)
    assert [token.term for token in tokens] == ["luchtkwaliteit", "lucht", "kwaliteit"]
    assert {(token.start, token.end) for token in tokens} == {(5, 19)}


@pytest.mark.parametrize(
    "elision", ["l", "d", "qu", "j", "n", "s", "m", "t", "c", "jusqu", "lorsqu", "puisqu"]
)
@pytest.mark.parametrize("apostrophe", "'’")
def test_elisions_are_cut(elision: str, apostrophe: str) -> None:
    text = f"{elision}{apostrophe}eau {elision.upper()}{apostrophe}Eau"
    assert [text[token.start : token.end] for token in analyse(text, Language.FR)] == ["eau", "Eau"]


def test_a_word_with_an_apostrophe_that_is_no_elision_stays_whole() -> None:
    assert terms("les prud'hommes d'aujourd'hui", Language.FR) == ["prudhomm"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_function_words_gives_no_term(language: Language | None) -> None:
    texts = {
        Language.FR: "à où été même qu'il n'y en a-t-on",
        Language.NL: "één zo'n 's",
        Language.EN: "don't It's",
    }
    text = texts[language] if language else "  — … «»"
    assert terms(text, language) == []


def test_text_of_unknown_language_keeps_every_word_as_it_is() -> None:
    assert terms("Η ποιότητα de la Ville", None) == ["η", "ποιοτητα", "de", "la", "ville"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.500", "2500"),
        ("2 500", "2500"),
        ("2\u202f500", "2500"),
        ("2,500", "2500"),
        ("2'500", "2500"),
        ("50.000", "50000"),
        ("1.250.000,50", "1250000.5"),
        ("1,250,000.50", "1250000.5"),
        ("5.000,00", "5000"),
        ("3,5", "3.5"),
        ("3.50", "3.5"),
        ("0,125", "0.125"),
        ("2021", "2021"),
        ("12,0", "12"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_one_term_however_it_is_written(
    text: str, expected: str, language: Language | None
) -> None:
    assert terms(f"({text})", language) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/04/2021", ["12", "04", "2021"]),
        ("12.04.2021", ["12", "04", "2021"]),
        ("2018-2022", ["2018", "2022"]),
        ("1.2.3", ["1", "2", "3"]),
        ("10,20,30", ["10", "20", "30"]),
        ("d'1,5 à 10-12,5", ["1.5", "10", "12.5"]),
        ("2018 350", ["2018", "350"]),
        ("02 775 75 11", ["02", "775", "75", "11"]),
    ],
)
def test_dates_and_lists_are_no_single_number(text: str, expected: list[str]) -> None:
    assert terms(text, Language.FR) == expected


@given(
    st.integers(1000, 10**12),
    st.sampled_from([".", ",", " ", "\u00a0", "\u202f"]),
    st.sampled_from(LANGUAGES),
)
def test_thousands_separators_never_matter(number: int, separator: str, language: Language | None) -> None:
    assert terms(f"{number:,}".replace(",", separator), language) == [str(number)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("STIB", ["stib"]),
        ("IBGE", ["ibge", "ibg"]),
        ("A.S.B.L.", ["asbl"]),
        ("l'A.S.B.L", ["asbl"]),
        ("NO2", ["no2"]),
        ("CO₂", ["co2"]),
        ("CO 2", ["co2"]),
        ("PM2.5", ["pm2.5"]),
        ("pm 2,5", ["pm2.5"]),
        ("PM 10", ["pm10"]),
        ("5G", ["5g"]),
    ],
)
def test_acronyms_and_pollutants_are_kept_whole(text: str, expected: list[str]) -> None:
    assert expected[0] in terms(text, Language.FR)
    assert set(terms(text, Language.FR)) <= set(expected)


def test_a_hyphenated_word_is_whole_and_parts() -> None:
    assert terms("Bruxelles-Mobilité", Language.FR) == ["bruxellesmobil", "bruxel", "mobil"]
    assert terms("faut-il, a-t-on, pourriez-vous", Language.FR) == ["pourr"]
    assert terms("rendez-vous", Language.FR)[0] == "rendezvou"


def test_a_key_or_address_of_absurd_length_is_no_term() -> None:
    assert terms("x" * 10_000, Language.NL) == []


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_every_term_comes_from_its_place(text: str, language: Language | None) -> None:
    tokens = analyse(text, language)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert token.term in terms(text[token.start : token.end], language)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spaces_around_a_text_only_move_its_terms(text: str, language: Language | None) -> None:
    moved = [(token.term, token.start - 2, token.end - 2) for token in analyse(f"  {text}\n", language)]
    assert moved == [(token.term, token.start, token.end) for token in analyse(text, language)]


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
def test_finding_terms_gives_the_wanted_ones_of_the_analysis(
    text: str, question: str, language: Language | None
) -> None:
    wanted = set(terms(question, language))
    found = find_terms(f"{text} {question}", language, wanted)
    assert found == [token for token in analyse(f"{text} {question}", language) if token.term in wanted]


def test_many_threads_get_what_one_gets() -> None:
    words = [
        f"{first}{second}en" for first in "bcdfghklmnprstvwz" for second in ("aak", "oek", "ijd", "uister")
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda word: analyse(word, Language.NL), words * 20))
    assert together == [analyse(word, Language.NL) for word in words * 20]


def test_a_change_of_the_analysis_asks_for_a_new_version() -> None:
    """When this fails, raise ANALYSER_VERSION, so that old indexes are refused, and copy the new digest."""
    found = [(token.term, token.start) for language in LANGUAGES for token in analyse(PASSAGE, language)]
    digest = hashlib.sha256(repr(found).encode() + TABLE.read_bytes()).hexdigest()[:12]
    assert (ANALYSER_VERSION, digest) == ("1", "0be5c6a8f943")
