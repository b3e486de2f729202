"""A whole search over small libraries: what is found, in which order, and what is said of it."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.study import AdministrationId, StudyId
from index.facets import facets, without
from index.fusion import fuse
from index.fusion_settings import shipped_fusion_settings
from index.memory import MemoryIndex
from index.port import FacetField, Filters, Hit
from index.question import Mode
from index.retrieval import ArmHits, Candidates, Ceilings
from index.search import SearchRequest, SearchSetup, search
from models.language import Language
from tests.index.library import EN, FR, NL, library, study, walk

TOLL = study(
    "toll",
    {FR: "Péage urbain et budget des ménages", NL: "Stadstol en huishoudbudget"},
    {
        FR: [
            "Le péage urbain pèse sur le budget des ménages modestes.",
            "Les ménages qui n'ont pas de voiture ne paient aucun péage.",
            "Le péage rapporte 186 millions d'euros.",
            "Une réduction sociale du péage aide 27.000 ménages.",
        ],
        NL: ["De stadstol weegt op het budget van bescheiden huishoudens."],
    },
    administrations=("bruxelles-mobilite",),
    published="2020-03",
)
AIR = study(
    "air",
    {NL: "Luchtkwaliteit in de lage-emissiezone", FR: "Qualité de l'air dans la zone de basses émissions"},
    {NL: ["De concentratie stikstofdioxide daalt langs de Kroonlaan.", "Oude dieselwagens verdwijnen."]},
    administrations=("bruxelles-environnement", "bruxelles-mobilite"),
    published="2019",
)
LEAD = study(
    "lead",
    {EN: "Lead at the tap", FR: "Le plomb au robinet"},
    {EN: ["Old houses still have lead pipes.", "Tenants rarely know who should replace them."]},
    administrations=("vivaqua",),
    published="2010",
)
BARE = study("bare", {FR: "Étude retirée sur le tramway"}, {}, administrations=("stib-mivb",))
EVERYTHING = (TOLL, AIR, LEAD, BARE)


@cache
def small() -> SearchSetup:
    return library(*EVERYTHING)


def ask(text: str, *, setup: SearchSetup | None = None, **more: object) -> list[str]:
    request = replace(SearchRequest(text=text), **more)  # type: ignore[arg-type]
    return [found.study for found in search(setup or small(), request).studies]


def test_a_question_finds_the_study_of_another_language() -> None:
    assert ask("Les conduites d'eau en plomb des vieilles maisons", language=FR)[0] == "lead"


def test_results_are_numbered_over_all_pages() -> None:
    request = SearchRequest(text="péage", limit=2, offset=2)
    assert [found.rank for found in search(small(), request).studies] == [3, 4]


def test_no_study_shows_more_than_three_passages_and_they_come_best_first() -> None:
    first = search(small(), SearchRequest(text="péage ménages", language=FR)).studies[0]
    scores = [cited.scored.score for cited in first.passages]
    assert first.study == "toll"
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_a_study_is_found_by_its_title_though_none_of_its_files_could_be_read() -> None:
    request = SearchRequest(text="étude sur le tramway", language=FR, mode=Mode.KEYWORD)
    (first,) = search(small(), request).studies
    assert (first.study, first.passages) == ("bare", ())


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.KEYWORD])
def test_a_study_found_by_its_title_alone_shows_its_closest_passages(mode: Mode) -> None:
    request = SearchRequest(text="robinet", language=FR, mode=mode, limit=1)
    (first,) = search(small(), request).studies
    assert first.study == "lead"
    assert first.title > 0
    assert {cited.passage.language for cited in first.passages} == {EN}


def test_a_language_filter_gives_passages_of_that_language_only() -> None:
    request = SearchRequest(text="péage ménages", language=FR, filters=Filters(languages=frozenset({NL})))
    found = search(small(), request).studies
    assert {cited.passage.language for one in found for cited in one.passages} == {NL}
    assert {one.study for one in found} == {"toll", "air"}


def test_a_title_in_another_language_may_find_a_study_whose_passages_pass_the_filter() -> None:
    request = SearchRequest(
        text="basses émissions", language=FR, mode=Mode.KEYWORD, filters=Filters(languages=frozenset({NL}))
    )
    (only,) = search(small(), request).studies
    assert only.study == "air"
    assert {cited.passage.language for cited in only.passages} == {NL}


def test_a_language_that_no_passage_has_gives_nothing_but_an_honest_zero() -> None:
    french = library(study("a", {EN: "Toll", FR: "Péage"}, {FR: ["Le péage."]}))
    result = search(french, SearchRequest(text="toll", filters=Filters(languages=frozenset({EN}))))
    assert (result.total, result.studies) == (0, ())


@pytest.mark.parametrize(
    "text", ["le la les des", "de het een van", "the of and", "?!", "", "   ", "😀", "\x00\x01"]
)
def test_words_that_say_nothing_find_nothing_by_keyword(text: str) -> None:
    for language in (*Language, None):
        result = search(small(), SearchRequest(text=text, language=language, mode=Mode.KEYWORD))
        assert (result.total, result.studies) == (0, ())


@pytest.mark.parametrize("mode", Mode)
def test_a_question_without_a_known_meaning_counts_what_its_words_found(mode: Mode) -> None:
    setup = library(study("odd", {FR: "Le signe 漢字"}, {FR: ["Un signe: 漢字."]}), *EVERYTHING)
    result = search(setup, SearchRequest(text="漢字", mode=mode))
    if result.question.vector.any():
        pytest.skip("this encoder knows the sign")
    wanted = [] if mode is Mode.SEMANTIC else ["odd"]
    assert [found.study for found in result.studies] == wanted
    assert result.total == len(wanted)


@pytest.mark.parametrize("mode", Mode)
def test_an_empty_library_answers(mode: Mode) -> None:
    result = search(library(), SearchRequest(text="péage urbain", language=FR, mode=mode))
    assert (result.total, result.studies) == (0, ())
    assert set(result.facets.values()) == {()}


def test_by_meaning_every_study_that_the_filters_let_through_has_a_place() -> None:
    request = SearchRequest(
        text="péage", filters=Filters(administrations=frozenset({AdministrationId("vivaqua")}))
    )
    result = search(small(), request)
    assert (result.total, [found.study for found in result.studies]) == (1, ["lead"])


def test_highlights_are_those_of_the_language_of_each_passage() -> None:
    request = SearchRequest(text="péage ménages luchtkwaliteit stikstofdioxide", language=FR)
    marked = {
        cited.passage.text[start:end]
        for found in search(small(), request).studies
        for cited in found.passages
        for start, end in cited.highlights
    }
    assert {"péage", "ménages", "stikstofdioxide"} <= marked


@cache
def many() -> SearchSetup:
    """More passages of one language than the first look takes, some found by words alone, some by meaning."""
    random = Random(7)
    words = [
        "péage",
        "tram",
        "loyer",
        "plomb",
        "bruit",
        "crèche",
        "déchet",
        "parc",
        "vélo",
        "budget",
        "santé",
    ]
    return library(
        *(
            study(
                f"s{number:03}",
                {FR: f"Étude {' '.join(random.sample(words, 2))}"},
                {
                    FR: [
                        " ".join(random.choices(words, k=random.randint(4, 30)))
                        for _ in range(random.randint(1, 4))
                    ]
                },
            )
            for number in range(120)
        )
    )


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("limit", [9, 50])
def test_turning_the_pages_shows_every_study_once_in_one_order(mode: Mode, limit: int) -> None:
    request = SearchRequest(text="péage bruit vélo", language=FR, mode=mode, limit=limit)
    found = walk(many(), request)
    whole = walk(many(), replace(request, limit=120))
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert len({one.study for one in found}) == len(found) == len({one.study for one in whole})
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    if mode is not Mode.KEYWORD:
        assert len(found) == 120


@pytest.mark.parametrize("mode", Mode)
def test_a_page_is_the_same_whatever_was_asked_before_it(mode: Mode) -> None:
    """A deeper look must not reorder what a shallower one showed."""
    request = SearchRequest(text="péage bruit vélo", language=FR, mode=mode)
    first_hundred = search(many(), replace(request, limit=100)).studies
    by_tens = [
        found
        for offset in range(0, 100, 10)
        for found in search(many(), replace(request, offset=offset)).studies
    ]
    assert [found.study for found in by_tens] == [found.study for found in first_hundred]


@pytest.mark.parametrize("mode", Mode)
def test_the_total_says_that_there_is_a_next_page_whenever_there_is(mode: Mode) -> None:
    request = SearchRequest(text="péage bruit", language=FR, mode=mode, limit=8)
    pages = [search(many(), replace(request, offset=offset)) for offset in range(0, 136, 8)]
    for number, (page, after) in enumerate(pairwise(pages), start=1):
        assert bool(after.studies) == (page.total > number * 8)


def test_each_facet_counts_without_its_own_filter_and_with_all_others() -> None:
    narrow = Filters(
        administrations=frozenset({AdministrationId("bruxelles-mobilite")}),
        date_from=date(2019, 1, 1),
        date_to=date(2019, 12, 31),
        languages=frozenset({NL}),
    )
    counted = facets(small().index, narrow)
    assert dict(counted[FacetField.ADMINISTRATION]) == {"bruxelles-environnement": 1, "bruxelles-mobilite": 1}
    assert dict(counted[FacetField.YEAR]) == {"2020": 1, "2019": 1}
    assert dict(counted[FacetField.LANGUAGE]) == {"nl": 1}


def test_the_count_beside_a_value_is_the_total_after_choosing_it() -> None:
    for language, count in facets(small().index, Filters())[FacetField.LANGUAGE]:
        narrow = Filters(languages=frozenset({Language(language)}))
        assert search(small(), SearchRequest(text="péage", filters=narrow)).total == count


def test_what_a_facet_leaves_out_of_the_filters_is_its_own_field_only() -> None:
    full = Filters(
        administrations=frozenset({AdministrationId("a")}),
        date_from=date(2019, 1, 1),
        date_to=date(2019, 12, 31),
        cost_min=None,
        languages=frozenset({NL}),
        studies=frozenset({StudyId("air")}),
    )
    assert without(FacetField.LANGUAGE, full) == replace(full, languages=frozenset())
    assert without(FacetField.YEAR, full) == replace(full, date_from=None, date_to=None)


scores = st.sampled_from([-0.2, 0.0, 0.1, 0.4, 0.7, 3.0])
numbers = st.dictionaries(st.integers(0, 9), scores, max_size=7)
"""Points of one kind, by number, with their scores; a study has three in each language."""
languages = st.sampled_from([FR, NL, EN, None])


@given(
    passages=st.dictionaries(languages, st.tuples(numbers, numbers)),
    titles=st.tuples(numbers, numbers),
    mode=st.sampled_from(Mode),
    asked=languages,
    ceiling=st.floats(0, 9),
    seed=st.integers(0, 99),
)
def test_fusion_does_not_depend_on_the_order_of_hits_and_stays_between_0_and_1(
    passages: dict[Language | None, tuple[dict[int, float], dict[int, float]]],
    titles: tuple[dict[int, float], dict[int, float]],
    mode: Mode,
    asked: Language | None,
    ceiling: float,
    seed: int,
) -> None:
    random = Random(seed)

    def hits(kind: str, found: dict[int, float], *, shuffle: bool) -> tuple[Hit, ...]:
        order = random.sample(list(found), len(found)) if shuffle else list(found)
        return tuple(Hit(f"{kind}{number}", StudyId(f"s{number // 3}"), found[number]) for number in order)

    def both(kind: str, pair: tuple[dict[int, float], dict[int, float]], *, shuffle: bool) -> ArmHits:
        return ArmHits(*(hits(kind, found, shuffle=shuffle) for found in pair))

    def fused(*, shuffle: bool) -> object:
        order = list(passages)
        if shuffle:
            random.shuffle(order)
        found = Candidates(
            passages={
                language: both(str(language), passages[language], shuffle=shuffle) for language in order
            },
            titles=both("title", titles, shuffle=shuffle),
            asked_in=asked,
            ceilings=Ceilings(dict.fromkeys(passages, ceiling), ceiling),
            exhausted=True,
        )
        ranking = fuse(found, mode=mode, settings=shipped_fusion_settings("static"))
        assert all(-1e-9 <= ranked.score <= 1 + 1e-9 for ranked in ranking)
        assert len({ranked.study for ranked in ranking}) == len(ranking)
        return ranking

    assert fused(shuffle=True) == fused(shuffle=False)


def test_a_study_removed_is_found_no_more() -> None:
    setup = library(*EVERYTHING)
    assert isinstance(setup.index, MemoryIndex)
    setup.index.remove_studies([TOLL.study.id])
    assert "toll" not in ask("péage ménages", setup=setup, language=FR)
