"""How near to each other the words of a question stand in a passage."""

from dataclasses import replace

import pytest

from corpus.study import StudyId
from index.fusion import fuse
from index.fusion_settings import FusionSettings
from index.nearness import nearness
from index.port import Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates
from index.search import SearchRequest, first_look, search, understand
from models.analysis import Token
from tests.index.library import EN, FR, NL, library, study
from tests.index.test_fusion import SETTINGS

PAIR = [(0, 1, 2.0)]
LEAVE = [Token("conge", 0, 5)]


@pytest.mark.parametrize(
    ("others", "near"),
    [
        ([Token("maternite", 9, 18)], 1.0),  # congé de maternité
        ([Token("maternite", 67, 76)], 0.5),
        ([Token("maternite", 200, 209)], 0.0),
        ([Token("maternite", 200, 209), Token("maternite", 300, 309)], 0.0),
        ([], 0.0),
        ([Token("maternite", 0, 5)], 1.0),  # parts of one compound
        ([Token("conge", 0, 5)], 0.0),  # one word alone is no pair
    ],
)
def test_a_pair_counts_by_the_distance_between_its_words(others: list[Token], near: float) -> None:
    assert nearness([LEAVE, others], PAIR) == pytest.approx(near)
    assert nearness([others, LEAVE], PAIR) == pytest.approx(near)


def test_the_nearest_of_all_places_counts() -> None:
    ones = [Token("a", start, start + 5) for start in (0, 200, 400, 900)]
    others = [Token("b", start, start + 5) for start in (100, 600, 767)]
    assert nearness([ones, others], PAIR) == pytest.approx(1 - (95 - 12) / 100)


def test_pairs_count_by_what_their_words_are_worth() -> None:
    places = [LEAVE, [Token("maternite", 9, 18)], [Token("suede", 200, 205)]]
    assert nearness(places, [(0, 1, 3.0), (1, 2, 1.0)]) == pytest.approx(0.75)


def near(text: str, *passages: str, language: str = "fr") -> dict[str, float]:
    """Return how near the words of a French question stand in passages, each the one of a study."""
    written = {"fr": FR, "nl": NL}[language]
    setup = library(*(study(f"s{n}", {}, {written: [one]}) for n, one in enumerate(passages)))
    request = SearchRequest(text=text, language=FR)
    found = first_look(setup, understand(setup, request), request)
    studies = {hit.id: hit.study for hits in found.passages.values() for hit in (*hits.meaning, *hits.words)}
    return {studies[name]: value for name, value in found.nearness.items()}


def test_words_beside_each_other_are_nearer_than_words_apart() -> None:
    beside = "La commune étend le congé de maternité de son personnel."
    apart = (
        "Le congé annuel se demande au mois de mars auprès du service du personnel, qui répond dans les dix "
        "jours ouvrables. Un hôpital de la Région ouvre une maternité."
    )
    found = near("congé de maternité", beside, apart)
    assert found == {"s0": 1.0}


def test_translated_words_are_near_too_also_in_one_compound() -> None:
    assert near("budget des ménages", "Het gezinsbudget daalt niet.", language="nl") == {"s0": 1.0}


def test_one_word_has_nothing_to_be_near_to() -> None:
    assert near("maternité", "Un hôpital de la Région ouvre une maternité.") == {}


def test_words_that_occur_nowhere_do_not_count() -> None:
    text = "La commune étend le congé de maternité de son personnel."
    assert near("congé de maternité xylophagique", text) == {"s0": 1.0}


def test_of_two_passages_with_the_same_words_the_nearer_is_first() -> None:
    near_text = "Het verslag telt de kosten van kinderopvang. Wie betaalt? Ouders en de stad, elk half."
    far_text = "Het verslag telt kosten. Wie betaalt? Ouders en de stad, elk half, ook van de kinderopvang."
    setup = library(study("b-near", {}, {NL: [near_text]}), study("a-far", {}, {NL: [far_text]}))
    request = SearchRequest(text="kosten kinderopvang", language=NL)
    result = search(setup, request)
    assert [one.study for one in result.studies] == ["b-near", "a-far"]
    shares = [one.passages[0].scored.nearness for one in result.studies]
    assert shares[0] > shares[1]


@pytest.mark.parametrize("mode", [Mode.KEYWORD, Mode.SEMANTIC])
def test_the_whole_search_alone_looks_at_it(mode: Mode) -> None:
    setup = library(study("s", {}, {EN: ["Maternity leave for all."]}))
    request = SearchRequest(text="maternity leave", language=EN, mode=mode)
    assert first_look(setup, understand(setup, request), request).nearness == {}


def test_what_a_passage_gains_is_a_weight_and_scores_stay_below_1() -> None:
    hits = tuple(Hit(id=f"{name}/1", study=StudyId(name), score=0.5) for name in "ab")
    found = Candidates(
        passages={FR: ArmHits(meaning=hits)},
        titles=ArmHits(),
        asked_in=FR,
        exhausted=True,
        nearness={"b/1": 1.0},
    )
    ranked = fuse(found, mode=Mode.SEMANTIC, settings=SETTINGS)
    assert [one.study for one in ranked] == ["b", "a"]
    assert [one.passages[0].score for one in ranked] == pytest.approx([1.0, 1 / 1.1])
    without = FusionSettings(weights=replace(SETTINGS.weights, nearness=0.0))
    assert {one.score for one in fuse(found, mode=Mode.SEMANTIC, settings=without)} == {0.7}


def test_a_study_found_by_its_title_gains_nothing_by_what_stands_near_elsewhere() -> None:
    def hit(name: str, score: float) -> Hit:
        return Hit(id=f"{name}/1", study=StudyId(name), score=score)

    found = Candidates(
        passages={FR: ArmHits(meaning=(hit("near", 0.5), hit("passage", 0.45)))},
        titles=ArmHits(meaning=(hit("title", 0.5),)),
        asked_in=FR,
        exhausted=True,
    )
    before = fuse(found, mode=Mode.SEMANTIC, settings=SETTINGS)
    assert [one.study for one in before] == ["near", "title", "passage"]
    after = fuse(replace(found, nearness={"near/1": 0.5}), mode=Mode.SEMANTIC, settings=SETTINGS)
    assert before[1].score / before[2].score == pytest.approx(after[1].score / after[2].score)
