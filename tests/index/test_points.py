"""From studies to points: fingerprints, BM25 weights, titles, facts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from corpus.study import (
    AdministrationId,
    Cost,
    DocumentType,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from index.points import IndexedStudy, PointBuilder, fingerprint, measure, with_headings
from ingest.passage import Passage
from models.bm25 import bm25_weights, term_number
from models.language import Language
from models.lexical import analyse
from tests.index.library import EN, FR, NL, encoder, extraction, study

FILE = StudyFile(sha256=Sha256("a" * 64), name="rapport.pdf", size=12, language=FR)
STUDY = Study(
    id=StudyId("peage"),
    titles={FR: "Le péage", NL: "De tol"},
    abstracts={FR: "Un résumé."},
    administrations=(AdministrationId("bruxelles-mobilite"), AdministrationId("bruxelles-fiscalite")),
    administrations_as_written=("Bruxelles Mobilité", "Bruxelles Fiscalité"),
    contractor="Bureau",
    published=PublicationDate.parse_iso("2021-03"),
    cost=Cost(Decimal("1000.50"), Vat.EXCLUDED),
    document_type=DocumentType.STUDY,
    keywords={FR: ("péage",)},
    files=(FILE,),
)
INDEXED_FACTS: dict[str, Callable[[Study], Study]] = {
    "id": lambda s: replace(s, id=StudyId("autre")),
    "title": lambda s: replace(s, titles={FR: "Le péage urbain", NL: "De tol"}),
    "language of a title": lambda s: replace(s, titles={EN: "Le péage", NL: "De tol"}),
    "title more": lambda s: replace(s, titles={**s.titles, EN: "The toll"}),
    "abstract": lambda s: replace(s, abstracts={FR: "Un autre résumé."}),
    "keywords": lambda s: replace(s, keywords={FR: ("péage", "ménages")}),
    "no keywords": lambda s: replace(s, keywords={}),
    "no abstract": lambda s: replace(s, abstracts={}),
    "administration": lambda s: replace(s, administrations=(AdministrationId("actiris"),)),
    "date": lambda s: replace(s, published=PublicationDate.parse_iso("2021-04")),
    "precision of the date": lambda s: replace(s, published=PublicationDate.parse_iso("2021")),
    "end of the date": lambda s: replace(s, published=PublicationDate.parse_iso("2021-03/2021-05")),
    "no date": lambda s: replace(s, published=None),
    "cost": lambda s: replace(s, cost=Cost(Decimal("1000.51"))),
    "cost of nothing": lambda s: replace(s, cost=Cost(Decimal(0))),
    "no cost": lambda s: replace(s, cost=None),
    "document type": lambda s: replace(s, document_type=DocumentType.AUDIT),
    "files": lambda s: replace(s, files=(replace(FILE, sha256=Sha256("b" * 64)),)),
    "order of the files": lambda s: replace(s, files=(FILE, replace(FILE, sha256=Sha256("b" * 64)))),
}
OTHER_FACTS: dict[str, Callable[[Study], Study]] = {
    "nothing": lambda s: s,
    "order of the titles": lambda s: replace(s, titles={NL: "De tol", FR: "Le péage"}),
    "contractor": lambda s: replace(s, contractor=None),
    "spelling of the administrations": lambda s: replace(s, administrations_as_written=("AED", "BF")),
    "value-added tax": lambda s: replace(s, cost=Cost(Decimal("1000.50"), Vat.INCLUDED)),
    "digits of the cost": lambda s: replace(s, cost=Cost(Decimal("1000.5"))),
    "name of a file": lambda s: replace(s, files=(replace(FILE, name="report.pdf", size=13, language=None),)),
}


@pytest.mark.parametrize("change", INDEXED_FACTS.values(), ids=INDEXED_FACTS.keys())
def test_a_fingerprint_changes_with_each_fact_that_is_indexed(change: Callable[[Study], Study]) -> None:
    assert fingerprint(change(STUDY), ["1"]) != fingerprint(STUDY, ["1"])


@pytest.mark.parametrize("change", OTHER_FACTS.values(), ids=OTHER_FACTS.keys())
def test_a_fingerprint_stays_with_what_is_not_indexed(change: Callable[[Study], Study]) -> None:
    assert fingerprint(change(STUDY), ["1"]) == fingerprint(STUDY, ["1"])


def test_no_two_changes_share_a_fingerprint() -> None:
    prints = Counter(fingerprint(change(STUDY), ["1"]) for change in INDEXED_FACTS.values())
    assert prints.most_common(1)[0][1] == 1


def test_a_fingerprint_changes_when_a_file_is_read_again() -> None:
    assert len({fingerprint(STUDY, readings) for readings in ([], [""], ["1"], ["2"], ["1", "2"])}) == 5


def test_everything_that_points_hold_is_told_apart_by_the_fingerprint() -> None:
    """Changes that leave the fingerprint leave the points: none is forgotten in it."""
    read = extraction("rapport", FR, ["Le péage réduit le trafic."])
    indexed = IndexedStudy(study=STUDY, extractions=(read,))
    builder = PointBuilder(encoder(), analyse, measure([indexed], analyse))

    def kept(one: Study) -> str:
        passages, titles = builder.build(replace(indexed, study=one))
        return (
            repr([*passages, *sorted(titles, key=lambda title: title.id)])
            .replace("primary=False", "")
            .replace("primary=True", "")
        )

    same = [change(STUDY) for name, change in OTHER_FACTS.items() if name != "digits of the cost"]
    assert {kept(one) for one in same} == {kept(STUDY)}


def test_a_passage_weighs_its_words_against_the_average_of_its_language() -> None:
    long = study("fr", {FR: "A"}, {FR: ["péage urbain ménages revenu voiture tram métro bus vélo train"]})
    short = study("nl", {NL: "B"}, {NL: ["stadstol", "tram"]})
    lengths = measure([long, short], analyse)
    assert (lengths.passages[FR], lengths.passages[NL]) == (10, 2)  # "stadstol" has its parts beside it
    ((point,), _) = PointBuilder(encoder(), analyse, lengths).build(long)
    weights = dict(zip(point.words.indices, point.words.values, strict=True))
    average_word = bm25_weights({"x": 1}, 10, average_length=10)["x"]
    assert weights[term_number("tram", FR)] == pytest.approx(average_word)
    assert term_number("tram", NL) not in weights


def test_the_average_length_is_that_of_the_text_that_is_weighed() -> None:
    """With its heading: else a passage of average length would count as a long one."""
    headed = IndexedStudy(
        study=STUDY,
        extractions=(extraction("f", FR, ["tram métro bus"], headings=("Péage", "Trafic routier")),),
    )
    lengths = measure([headed], analyse)
    ((point,), _) = PointBuilder(encoder(), analyse, lengths).build(headed)
    assert lengths.passages[FR] == len(point.words.indices) == 5
    assert point.words.values == pytest.approx([1.0] * 5)


def test_a_language_that_was_never_measured_gets_weights_all_the_same() -> None:
    english = study("en", {EN: "Toll"}, {EN: ["Households pay the toll."]})
    lengths = measure([study("fr", {FR: "Péage"}, {FR: ["Le péage."]})], analyse)
    ((point,), (title,)) = PointBuilder(encoder(), analyse, lengths).build(english)
    assert all(weight > 0 for weight in (*point.words.values, *title.words.values))


def test_the_average_of_a_language_of_stopwords_alone_can_be_divided_by() -> None:
    assert measure([study("a", {FR: "de la"}, {FR: ["le la les", "et"]})], analyse).passages == {FR: 1.0}


def test_a_passage_of_unknown_language_is_indexed_without_one() -> None:
    unknown = study("a", {FR: "Titre"}, {None: ["Kxq 12 zzv"]})
    ((point,), (title,)) = PointBuilder(encoder(), analyse, measure([unknown], analyse)).build(unknown)
    assert (point.language, point.facts.languages, title.facts.languages) == (None, (), ())
    assert term_number("kxq", None) in point.words.indices


def test_a_title_carries_the_languages_of_all_passages_and_a_passage_its_own() -> None:
    both = study("a", {EN: "Only an English title"}, {FR: ["Le péage."], NL: ["De tol."]})
    passages, (title,) = PointBuilder(encoder(), analyse, measure([both], analyse)).build(both)
    assert [point.facts.languages for point in passages] == [(FR,), (NL,)]
    assert title.facts.languages == (FR, NL)


def test_every_study_has_exactly_one_primary_title() -> None:
    for titles in ({}, {FR: "A"}, {FR: "A", NL: "B", EN: "C"}):
        one = study("a", titles, {FR: ["Le péage."]})
        _, points = PointBuilder(encoder(), analyse, measure([one], analyse)).build(one)
        assert sum(point.primary for point in points) == 1
        assert len({point.id for point in points}) == len(points)


def test_abstract_and_keywords_are_searched_with_the_title_and_alone_where_there_is_none() -> None:
    told = replace(STUDY, abstracts={FR: "Résumé.", EN: "Summary."}, keywords={FR: ("péage", "ménages")})
    assert IndexedStudy(study=told, extractions=()).titles() == {
        FR: "Le péage\nRésumé.\npéage, ménages",
        NL: "De tol",
        EN: "Summary.",
    }


def test_a_study_without_titles_goes_by_the_first_title_of_its_files() -> None:
    files = (
        extraction("a", FR, ["Texte."], title="Rapport"),
        extraction("b", FR, ["Annexe."], title="Annexe"),
        extraction("c", FR, ["Tableaux."]),
        extraction("d", NL, ["Tekst."]),
    )
    assert IndexedStudy(
        study=replace(STUDY, titles={}, abstracts={}, keywords={}), extractions=files
    ).titles() == {
        FR: "Rapport",
        NL: "",
    }


def test_the_same_file_in_two_studies_gives_two_passages() -> None:
    one, two = study("a", {FR: "A"}, {}), study("b", {FR: "B"}, {})
    shared = (extraction("f", FR, ["Le péage."]),)
    pair = [replace(one, extractions=shared), replace(two, extractions=shared)]
    builder = PointBuilder(encoder(), analyse, measure(pair, analyse))
    assert len({point.id for indexed in pair for point in builder.build(indexed)[0]}) == 2


def test_facts_keep_the_first_and_last_possible_day() -> None:
    spring = IndexedStudy(
        study=replace(STUDY, published=PublicationDate.parse_iso("2021-04/2021-06")), extractions=()
    )
    _, (title, _) = PointBuilder(encoder(), analyse, measure([spring], analyse)).build(spring)
    assert title.facts.published == (date(2021, 4, 1), date(2021, 6, 30))


def test_a_passage_is_searched_under_its_innermost_heading() -> None:
    passage: Passage = extraction("f", Language.FR, ["Texte."], headings=("Chapitre", "Section")).passages[0]
    assert with_headings(passage) == "Section\nTexte."
