"""Fusion: one ranking out of the arms of every language."""

from dataclasses import replace

import pytest

from corpus.study import StudyId
from index.fusion import fuse
from index.fusion_settings import FusionSettings, FusionWeights
from index.port import Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates, Ceilings
from models.language import Language

WEIGHTS = FusionWeights(
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
SETTINGS = FusionSettings(weights=WEIGHTS)


def hits(*pairs: tuple[str, float]) -> tuple[Hit, ...]:
    """Hits on passages named ``study/number``."""
    return tuple(Hit(id=name, study=StudyId(name.split("/")[0]), score=score) for name, score in pairs)


def candidates(titles: ArmHits | None = None, **passages: ArmHits) -> Candidates:
    by_language: dict[Language | None, ArmHits] = {Language(name): found for name, found in passages.items()}
    return Candidates(passages=by_language, titles=titles or ArmHits(), exhausted=True)


def order(found: Candidates, mode: Mode = Mode.HYBRID) -> list[str]:
    return [ranked.study for ranked in fuse(found, mode=mode, settings=SETTINGS)]


def test_a_part_of_a_translation_is_no_full_match_where_nothing_holds_more() -> None:
    found = replace(
        candidates(
            fr=ArmHits(words=hits(("lorry/1", 20.0))),
            nl=ArmHits(words=hits(("car/1", 2.0))),
        ),
        asked_in=Language.FR,
        ceilings=Ceilings({Language.FR: 20.0, Language.NL: 2.0}),
    )
    ranked = {str(one.study): one.score for one in fuse(found, mode=Mode.KEYWORD, settings=SETTINGS)}
    assert ranked["car"] < ranked["lorry"] / 2


def test_a_passage_that_both_arms_like_beats_one_that_only_one_likes() -> None:
    found = candidates(
        fr=ArmHits(meaning=hits(("a/1", 0.6), ("b/1", 0.6)), words=hits(("b/1", 9.0), ("c/1", 9.0)))
    )
    assert order(found)[0] == "b"


def test_the_best_foreign_passage_is_not_behind_for_the_distance_between_languages() -> None:
    found = candidates(
        fr=ArmHits(meaning=hits(("close/1", 0.70), ("middling/1", 0.50))),
        nl=ArmHits(meaning=hits(("counterpart/1", 0.62))),
    )
    assert order(found, Mode.SEMANTIC) == ["close", "counterpart", "middling"]


def test_a_language_with_nothing_to_say_is_not_lifted_to_the_top() -> None:
    found = candidates(
        fr=ArmHits(meaning=hits(("answer/1", 0.70), ("near/1", 0.60))),
        nl=ArmHits(meaning=hits(("unrelated/1", 0.20))),
    )
    assert order(found, Mode.SEMANTIC) == ["answer", "near", "unrelated"]


def test_one_foreign_word_in_common_does_not_weigh_like_a_full_match() -> None:
    found = replace(
        candidates(
            fr=ArmHits(words=hits(("match/1", 20.0), ("half/1", 10.0))),
            nl=ArmHits(words=hits(("budget/1", 2.0))),
        ),
        ceilings=Ceilings({Language.FR: 20.0, Language.NL: 20.0}),
    )
    assert order(found, Mode.KEYWORD) == ["match", "half", "budget"]


def test_a_study_is_judged_by_its_best_passage_and_its_best_title() -> None:
    found = candidates(
        titles=ArmHits(meaning=hits(("b/fr", 0.8), ("b/nl", 0.4))),
        fr=ArmHits(meaning=hits(("a/1", 0.5), ("b/1", 0.5), ("b/2", 0.1))),
    )
    first, second = fuse(found, mode=Mode.SEMANTIC, settings=SETTINGS)
    assert (first.study, second.study) == ("b", "a")
    assert first.score == pytest.approx(1.0)
    assert second.score == pytest.approx(0.7)
    assert [passage.id for passage in first.passages] == ["b/1", "b/2"]


def test_a_study_found_by_its_title_alone_is_a_result_without_passages() -> None:
    (only,) = fuse(
        candidates(titles=ArmHits(words=hits(("a/fr", 3.0)))), mode=Mode.KEYWORD, settings=SETTINGS
    )
    assert (only.study, only.passages) == ("a", ())


def test_equal_studies_stand_in_the_order_of_their_ids() -> None:
    found = candidates(fr=ArmHits(meaning=hits(("z/1", 0.5), ("a/1", 0.5), ("m/1", 0.5))))
    assert order(found) == ["a", "m", "z"]


def test_a_passage_found_by_words_alone_is_no_closer_than_the_last_found_by_meaning() -> None:
    found = candidates(
        fr=ArmHits(meaning=hits(("a/1", 0.8), ("b/1", 0.4)), words=hits(("a/1", 5.0), ("c/1", 5.0)))
    )
    scored = {ranked.study: ranked.passages[0] for ranked in fuse(found, mode=Mode.HYBRID, settings=SETTINGS)}
    assert scored[StudyId("c")].meaning == scored[StudyId("b")].meaning == pytest.approx(0.5)


def test_negative_cosines_count_as_nothing_in_common() -> None:
    found = candidates(fr=ArmHits(meaning=hits(("a/1", -0.1), ("b/1", -0.4))))
    assert [ranked.score for ranked in fuse(found, mode=Mode.SEMANTIC, settings=SETTINGS)] == [0.0, 0.0]


def test_a_foreign_passage_counts_for_no_more_than_a_full_match() -> None:
    """However far the words of the question's language run ahead of its meaning."""
    found = candidates(
        fr=ArmHits(meaning=hits(("a/1", 0.1)), words=hits(("a/1", 9.0))),
        nl=ArmHits(meaning=hits(("b/1", 0.9))),
    )
    found = replace(found, asked_in=Language.FR, titles=ArmHits(meaning=hits(("b/nl", 0.5))))
    (best, _) = fuse(found, mode=Mode.HYBRID, settings=SETTINGS)
    assert best.score <= 1.0
