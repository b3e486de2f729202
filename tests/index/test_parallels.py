"""What says in another language what a found passage says."""

from collections.abc import Sequence

import pytest

from corpus.study import AdministrationId, StudyId
from index.fusion import ScoredPassage, fuse
from index.fusion_settings import FusionSettings, FusionWeights
from index.memory import MemoryIndex
from index.parallels import parallels
from index.port import Filters, Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates, Parallel
from index.search import SearchRequest, first_look, understand
from models.language import Language
from tests.index.library import EN, FR, NL, library, study
from tests.index.making import Facts, StudyPoints, Text, study_points

ASKED = (EN, FR, NL)
SETTINGS = FusionSettings(
    weights=FusionWeights(
        meaning=0.5,
        foreign_meaning=0.5,
        title=0.3,
        full_match=0.5,
        foreign=0.85,
        translated=0.5,
        reading=0.75,
        parallel=0.9,
        nearness=0.1,
    )
)


def made(
    name: str, language: Language | None, *meanings: Sequence[float], owner: str = "stib"
) -> StudyPoints:
    texts = [Text(language=language, meaning=meaning) for meaning in meanings]
    return study_points(name, texts, facts=Facts(administrations=[owner]))


SOURCE = made("french", FR, (1, 0, 0))
VERSION = made("dutch", NL, (1, 0.2, 0))
BESIDE = [made(f"beside-{n}", NL, (0.4, 1, n / 9)) for n in range(4)]


def found(
    *studies: StudyPoints, filters: Filters | None = None, languages: Sequence[Language | None] = ASKED
) -> dict[str, float]:
    """Return the studies that say what the one passage of SOURCE says, with their likeness."""
    index = MemoryIndex()
    for passages, titles in [SOURCE, *studies]:
        index.replace_study(passages, titles)
    ((point, *_), _) = SOURCE
    source = ScoredPassage(
        id=point.id, study=point.facts.study, language=point.language, score=1.0, meaning=1.0, words=0.0
    )
    told = parallels(index, [source], languages=languages, filters=filters or Filters())
    assert all(one.source == point.id for one in told)
    return {one.hit.study: one.likeness for one in told}


def test_a_translation_is_far_closer_than_what_is_next() -> None:
    assert found(VERSION, *BESIDE) == {"dutch": 1.0}


def test_the_closest_of_many_alike_is_no_translation() -> None:
    alike = [made(f"alike-{n}", NL, (1, 0.2, n / 90)) for n in range(5)]
    assert found(*alike) == {}


def test_what_is_far_away_is_no_translation_however_far_the_rest_is() -> None:
    assert found(made("far", NL, (0.4, 1, 0)), *(made(f"f{n}", NL, (0.1, 1, n)) for n in range(4))) == {}


def test_where_nothing_stands_beside_it_nothing_can_be_said() -> None:
    assert found(VERSION) == {}


def test_pages_of_one_study_stand_beside_each_other() -> None:
    """A long study on the same subject is close on every page: none of them is the translation."""
    assert found(made("long", NL, *[(1, 0.3, n / 50) for n in range(9)])) == {}


def test_each_other_language_is_looked_at_apart() -> None:
    english = [made("english", EN, (1, 0, 0.3)), *(made(f"e{n}", EN, (0.2, 1, n)) for n in range(4))]
    assert set(found(VERSION, *BESIDE, *english)) == {"dutch", "english"}
    assert set(found(VERSION, *BESIDE, *english, languages=[FR, NL])) == {"dutch"}


def test_only_other_languages_that_are_known_are_looked_at() -> None:
    same = made("french-too", FR, (1, 0.1, 0))
    unknown = made("unknown", None, (1, 0.1, 0))
    assert found(same, unknown, *BESIDE, languages=[FR, None]) == {}


def test_filters_hold_for_translations_too() -> None:
    foreign = made("dutch", NL, (1, 0.2, 0), owner="leefmilieu")
    only = Filters(administrations=frozenset({AdministrationId("stib")}))
    assert "dutch" not in found(foreign, *BESIDE, filters=only)


def test_the_study_that_was_found_is_not_led_to_again() -> None:
    ((point, *_), titles) = SOURCE
    both = ((point, *made("french", NL, (1, 0.2, 0))[0]), titles)
    index = MemoryIndex()
    for passages, one_title in [both, *BESIDE]:
        index.replace_study(passages, one_title)
    source = ScoredPassage(
        id=point.id, study=point.facts.study, language=FR, score=1.0, meaning=1.0, words=0.0
    )
    told = parallels(index, [source], languages=ASKED, filters=Filters())
    assert "french" not in {one.hit.study for one in told}


def hits(*pairs: tuple[str, float]) -> tuple[Hit, ...]:
    return tuple(Hit(id=name, study=StudyId(name.split("/")[0]), score=score) for name, score in pairs)


def fused(likeness: float, *dutch: tuple[str, float]) -> dict[str, tuple[float, float]]:
    """Return each study's score, and what its best passage has from another: "b/1" says what "a/1" does."""
    (hit,) = hits(("b/1", 0.8))
    candidates = Candidates(
        passages={FR: ArmHits(meaning=hits(("a/1", 0.6))), NL: ArmHits(meaning=hits(*dutch))},
        titles=ArmHits(),
        asked_in=FR,
        parallels=(Parallel(hit=hit, language=NL, source="a/1", likeness=likeness),),
        exhausted=True,
    )
    ranking = fuse(candidates, mode=Mode.SEMANTIC, settings=SETTINGS)
    return {one.study: (one.score / 0.7, one.passages[0].parallel) for one in ranking}


@pytest.mark.parametrize("likeness", [1.0, 0.5])
def test_a_translation_that_the_question_did_not_find_has_a_share_of_what_led_to_it(likeness: float) -> None:
    score, parallel = fused(likeness, ("c/1", 0.6))["b"]
    assert score == pytest.approx(parallel) == pytest.approx(0.9 * likeness)


def test_a_translation_that_the_question_found_higher_keeps_its_score() -> None:
    assert fused(1.0, ("b/1", 0.6))["b"] == pytest.approx((1.0, 0.0))


def test_a_translation_that_the_question_found_lower_is_raised() -> None:
    assert fused(1.0, ("c/1", 0.6), ("b/1", 0.1))["b"] == pytest.approx((0.9, 0.9))


TOLL = study("toll", {}, {FR: ["Le péage urbain pèse sur le budget des ménages qui ont une voiture."]})
PRICING = study("pricing", {}, {NL: ["De stadstol weegt op het budget van huishoudens die een auto hebben."]})
OTHERS = [
    study(f"other-{n}", {}, {NL: [text]})
    for n, text in enumerate(
        [
            "Huishoudhulpen hebben rugpijn door het strijken.",
            "Spoorlawaai houdt omwonenden 's nachts wakker.",
            "Kinderopvang is te duur voor alleenstaande ouders.",
            "Fietsers krijgen meer ongevallen op kruispunten.",
        ]
    )
]


@pytest.mark.parametrize(
    ("mode", "led"), [(Mode.HYBRID, {"pricing"}), (Mode.SEMANTIC, set()), (Mode.KEYWORD, set())]
)
def test_the_whole_search_alone_is_led_by_translations(mode: Mode, led: set[str]) -> None:
    setup = library(TOLL, PRICING, *OTHERS)
    request = SearchRequest(text="ménages qui ont une voiture", language=FR, mode=mode)
    found = first_look(setup, understand(setup, request), request).parallels
    assert {one.hit.study for one in found if one.likeness > 0.5} == led
