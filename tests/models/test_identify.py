"""Which language a question or a passage is in, and when that cannot be told."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.identify import document_language, query_language
from models.language import Language

QUESTIONS = {
    Language.FR: """
        Quel serait l'effet d'un péage urbain sur les ménages ?
        qualite de l'air bruxelles
        bruit des avions la nuit
        combien coûte la collecte des déchets organiques
        titres-services et travail au noir
        aides ménagères santé
        logement social rénovation énergétique
        stationnement riverains communes
        fracture numérique
        inondations vallée du Maelbeek
        Les élèves vont-ils à l'école à vélo ?
        tourisme après les attentats
        """,
    Language.NL: """
        Wat kost een stadstol aan de gezinnen?
        luchtkwaliteit brussel
        lawaai van treinen 's nachts
        hoeveel kinderen wachten op een plaats in de kinderopvang
        dienstencheques en zwartwerk
        gezondheid van poetshulpen
        renovatie van sociale woningen
        parkeren in winkelstraten
        digitale kloof
        zwerfvuil en sluikstorten
        fietsongevallen met trams
        handicap en arbeidsmarkt
        """,
    Language.EN: """
        What would a city toll cost households?
        air quality in Brussels
        aircraft noise at night
        how many jobseekers speak Dutch
        short-term rentals and housing
        lead in drinking water
        urban heat and green space
        accessibility of online forms
        public transport for wheelchair users
        does road pricing hurt low incomes
        """,
}

PASSAGES = {
    Language.FR: [
        "La zone de basses émissions a réduit les concentrations de dioxyde d'azote dans les rues étroites.",
        "Les ménages du premier quintile possèdent moins souvent une voiture que les autres.",
        "Le présent rapport décrit la méthode suivie, puis les résultats commune par commune.",
        "Tableau 3 : part des locataires qui consacrent plus de 40 % de leur revenu au loyer",
    ],
    Language.NL: [
        "De lage-emissiezone deed de concentratie van stikstofdioxide in smalle straten dalen.",
        "Gezinnen uit het eerste inkomenskwintiel hebben minder vaak een auto dan de andere.",
        "Dit rapport beschrijft de gevolgde methode en daarna de resultaten per gemeente.",
        "Tabel 3: aandeel van de huurders dat meer dan 40 % van het inkomen aan huur besteedt",
    ],
    Language.EN: [
        "The low emission zone reduced the concentration of nitrogen dioxide in narrow streets.",
        "Households in the first income quintile own a car less often than the others.",
        "This report describes the method that was followed and then the results by municipality.",
        "Table 3: share of the tenants who spend more than 40% of their income on rent",
    ],
}

FOREIGN = [
    "Die Umweltzone hat die Belastung mit Stickstoffdioxid in den engen Straßen der Stadt deutlich gesenkt.",
    "Haushalte mit niedrigem Einkommen besitzen seltener ein Auto und fahren häufiger mit dem Bus.",
    "La zona de bajas emisiones redujo las concentraciones de dióxido de nitrógeno en las calles estrechas.",
    "La zona a basse emissioni ha ridotto le concentrazioni di biossido di azoto nelle strade strette.",
    "A zona de emissões reduzidas diminuiu as concentrações de dióxido de azoto nas ruas estreitas.",
    "Strefa niskiej emisji zmniejszyła stężenie dwutlenku azotu na wąskich ulicach miasta i nie tylko tam.",
    "Düşük emisyon bölgesi dar sokaklarda azot dioksit yoğunluğunu azalttı ve bu sonuç çok önemli.",
    "Η ζώνη χαμηλών εκπομπών μείωσε τις συγκεντρώσεις διοξειδίου του αζώτου στους στενούς δρόμους.",
    "خفضت منطقة الانبعاثات المنخفضة تركيزات ثاني أكسيد النيتروجين في الشوارع الضيقة",
]

NOTHING = [
    "",
    " \n",
    "12 345,67 %",
    "2018 2019 2020 | 3,5 | 4,1",
    "Hello world",
    "PM2.5 NO2 CO2",
    "🙂 🙂 🙂",
    "…",
]

NAMES = "Anderlecht 120 45 | Auderghem 33 12 | Etterbeek 12 4 | Evere 3 1 | Forest 8 2 | Ganshoren 5 0"


def lines(texts: dict[Language, str]) -> list[tuple[str, Language]]:
    return [
        (line.strip(), language) for language, text in texts.items() for line in text.strip().splitlines()
    ]


@pytest.mark.parametrize(("question", "language"), lines(QUESTIONS))
def test_the_language_of_a_question_is_told(question: str, language: Language) -> None:
    assert query_language(question) is language


@pytest.mark.parametrize(
    ("passage", "language"), [(text, language) for language, texts in PASSAGES.items() for text in texts]
)
def test_the_language_of_a_passage_is_told(passage: str, language: Language) -> None:
    assert document_language(passage) is language


@pytest.mark.parametrize("passage", FOREIGN)
def test_a_passage_in_another_language_is_of_unknown_language(passage: str) -> None:
    assert document_language(passage) is None


@pytest.mark.parametrize("text", [*NOTHING, NAMES])
def test_text_without_grammar_is_of_unknown_language(text: str) -> None:
    assert document_language(text) is None


@pytest.mark.parametrize("text", ["", " ", "2020", "12.500 €", "PM2.5", "STIB", "🙂", "ποιότητα", "\x00"])
def test_a_question_without_words_is_of_unknown_language(text: str) -> None:
    assert query_language(text) is None


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    assert document_language(text) is document_language(text)
    assert query_language(text) is query_language(text)


def test_many_threads_get_what_one_gets() -> None:
    passages = [text for texts in PASSAGES.values() for text in texts] * 5
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(document_language, passages)) == [document_language(text) for text in passages]


def test_a_full_question_is_told_without_loading_the_big_detector() -> None:
    script = (
        "import sys; from models.identify import query_language;"
        "print(query_language('Wat kost een stadstol aan de gezinnen?'), 'lingua' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert found.stdout.split() == ["nl", "False"]
