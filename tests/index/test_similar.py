"""Studies like a given one."""

import pytest

from corpus.study import StudyId
from index.fusion_settings import shipped_fusion_settings
from index.memory import MemoryIndex
from index.points import IndexedStudy
from index.similar import similar
from tests.index.library import EN, FR, NL, library, study

WEIGHTS = shipped_fusion_settings("static").weights

TOLL = study(
    "toll", {FR: "Péage"}, {FR: ["Le péage urbain pèse sur le budget des ménages qui ont une voiture."]}
)
PRICING = study(
    "pricing", {NL: "Heffing"}, {NL: ["De stadstol weegt op het budget van huishoudens met een auto."]}
)
CAR = study("car", {FR: "Auto"}, {FR: ["Le coût d'une voiture pèse sur le budget des ménages."]})
RENT = study("rent", {FR: "Loyer"}, {FR: ["Le loyer pèse sur le budget des ménages bruxellois."]})
PARKING = study(
    "parking", {FR: "Parking"}, {FR: ["La carte de riverain règle le stationnement des voitures."]}
)
CLEANING = study("cleaning", {NL: "Poetsen"}, {NL: ["Huishoudhulpen hebben rugpijn door het strijken."]})
ALLERGY = study("allergy", {EN: "Allergy"}, {EN: ["Hay fever tablets differ in price between pharmacies."]})


def found(*studies: IndexedStudy, of: str = "toll", limit: int = 10) -> list[str]:
    return [one.study for one in similar(library(*studies).index, StudyId(of), limit=limit, weights=WEIGHTS)]


def test_the_study_itself_is_left_out() -> None:
    assert "toll" not in found(TOLL, PRICING, PARKING)


def test_a_study_in_the_other_language_is_not_farther_for_it() -> None:
    """By cosine alone the rent is closer to the toll (.57) than its Dutch counterpart is (.52)."""
    assert found(TOLL, PRICING, CAR, RENT) == ["car", "pricing", "rent"]


def test_a_language_with_nothing_alike_is_not_lifted_to_the_top() -> None:
    scores = {
        one.study: one.score
        for one in similar(library(TOLL, PARKING, ALLERGY).index, StudyId("toll"), limit=9, weights=WEIGHTS)
    }
    assert scores[StudyId("parking")] == pytest.approx(1.0)
    assert scores.get(StudyId("allergy"), 0.0) < 0.8


def test_a_long_study_does_not_crowd_out_the_others_with_its_own_passages() -> None:
    long = study(
        "long", {FR: "Péage"}, {FR: [f"Le péage urbain et les ménages, page {n}." for n in range(60)]}
    )
    assert found(long, PARKING, of="long", limit=1) == ["parking"]


def test_no_more_than_the_limit_come_back_best_first() -> None:
    index = library(TOLL, PRICING, PARKING, CLEANING, ALLERGY).index
    everything = similar(index, StudyId("toll"), limit=10, weights=WEIGHTS)
    assert similar(index, StudyId("toll"), limit=2, weights=WEIGHTS) == everything[:2]
    assert [one.score for one in everything] == sorted((one.score for one in everything), reverse=True)
    assert all(0 <= one.score <= 1.000001 for one in everything)


@pytest.mark.parametrize("of", ["titles-only", "unknown"])
def test_a_study_without_passages_is_like_none(of: str) -> None:
    assert found(TOLL, study("titles-only", {FR: "Péage"}, {}), of=of) == []


def test_an_only_study_is_like_none() -> None:
    assert found(TOLL) == []


def test_an_empty_index_has_nothing_alike() -> None:
    assert similar(MemoryIndex(), StudyId("toll"), limit=3, weights=WEIGHTS) == ()
