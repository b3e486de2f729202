"""What every home for vectors promises (``index.port``), on each of them."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import overload
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.study import AdministrationId, DocumentType, StudyId
from index.bands import COST_BANDS
from index.memory import MemoryIndex
from index.port import (
    DENSE_ARMS,
    AnyLanguage,
    Arm,
    ArmQuery,
    FacetField,
    Filters,
    Hit,
    PassageIndex,
    PassagePoint,
    StudyFacts,
    Tally,
)
from models.language import Language
from tests.index.making import Facts, StudyPoints, Text, sparse, study_points, unit

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant")

FR, NL, EN = Language.FR, Language.NL, Language.EN
EXACT = 5e-5  # the embedded engine keeps sixteen bits of a number


def write(index: PassageIndex, *studies: StudyPoints) -> None:
    for passages, titles in studies:
        index.replace_study(passages, titles)


def ask(
    index: PassageIndex,
    arm: Arm,
    what: Sequence[float] | dict[int, float],
    *,
    limit: int = 100,
    filters: Filters = Filters(),  # noqa: B008 - a frozen value
    text_language: Language | AnyLanguage | None = AnyLanguage.ANY,
) -> tuple[Hit, ...]:
    vector = sparse(what) if isinstance(what, dict) else unit(what)
    query = ArmQuery(arm=arm, vector=vector, limit=limit, filters=filters, text_language=text_language)
    (hits,) = index.search([query])
    return hits


def studies_of(hits: Sequence[Hit]) -> list[str]:
    return [hit.study for hit in hits]


# Empty, and beyond the end


def test_an_empty_index_answers_everything_with_nothing(index: PassageIndex) -> None:
    assert ask(index, Arm.PASSAGE_MEANING, (1,)) == ask(index, Arm.TITLE_WORDS, {1: 1.0}) == ()
    assert index.count_studies(Filters()) == index.count_passages() == 0
    assert index.facet(FacetField.YEAR, Filters()) == ()
    assert (index.contents(), index.text_languages()) == ({}, frozenset())
    assert (index.passages(["00000000-0000-0000-0000-000000000000"]), index.passages([])) == ({}, {})
    assert list(index.vectors(StudyId("nothing"))) == []
    assert (index.meanings(["00000000-0000-0000-0000-000000000000"]), index.meanings([])) == ({}, {})
    assert index.search([]) == ()


def test_removing_an_unknown_study_changes_nothing(index: PassageIndex) -> None:
    write(index, study_points("here"))
    index.remove_studies([StudyId("elsewhere")])
    index.remove_studies([])
    assert list(index.contents()) == ["here"]


# Search


def test_meaning_ranks_by_the_dot_product(index: PassageIndex) -> None:
    write(
        index,
        study_points("far", [Text(meaning=(0, 1))]),
        study_points("near", [Text(meaning=(3, 4))]),
        study_points("against", [Text(meaning=(-1,))]),
    )
    hits = ask(index, Arm.PASSAGE_MEANING, (1,))
    assert studies_of(hits) == ["near", "far", "against"]
    assert [hit.score for hit in hits] == pytest.approx([0.6, 0.0, -1.0], abs=EXACT)


def test_words_rank_by_bm25_with_the_idf_of_the_points_that_have_words(index: PassageIndex) -> None:
    write(
        index,
        study_points("both", [Text(words={1: 0.5, 2: 2.0}), Text(words={1: 1.0})]),
        study_points("one", [Text(words={2: 1.5, 9: 1.0})]),
        study_points("silent", [Text(words={})]),
    )
    hits = ask(index, Arm.PASSAGE_WORDS, {1: 1.0, 2: 3.0, 4_294_967_295: 1.0})
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))  # both terms stand in two of three passages
    assert studies_of(hits) == ["both", "one", "both"]
    assert [hit.score for hit in hits] == pytest.approx([idf * 6.5, idf * 4.5, idf * 1.0], rel=1e-5)


def test_words_find_only_what_shares_a_term(index: PassageIndex) -> None:
    write(index, study_points("a", [Text(words={1: 1.0})], [Text(words={2: 1.0})]))
    assert ask(index, Arm.PASSAGE_WORDS, {2: 1.0}) == ()
    assert ask(index, Arm.TITLE_WORDS, {1: 1.0}) == ()
    assert ask(index, Arm.TITLE_WORDS, {}) == ()


def test_passages_and_titles_are_searched_apart(index: PassageIndex) -> None:
    passages, titles = study_points("a", [Text(words={1: 1.0})], [Text(words={1: 1.0})])
    write(index, (passages, titles))
    for arm in Arm:
        hits = ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0})
        points: Sequence[object] = passages if arm in (Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS) else titles
        assert [hit.id for hit in hits] == [point.id for point in points]  # type: ignore[attr-defined]


def test_queries_are_answered_in_their_order_whatever_their_arms(index: PassageIndex) -> None:
    write(
        index,
        study_points("a", [Text(meaning=(1,))], [Text(words={7: 1.0})]),
        study_points("b", [Text(meaning=(0, 1))], [Text(words={8: 1.0})]),
    )
    queries = [
        ArmQuery(arm=Arm.TITLE_WORDS, vector=sparse({8: 1.0}), limit=1),
        ArmQuery(arm=Arm.PASSAGE_MEANING, vector=unit((1,)), limit=1),
        ArmQuery(arm=Arm.TITLE_WORDS, vector=sparse({}), limit=1),
        ArmQuery(arm=Arm.TITLE_WORDS, vector=sparse({7: 1.0}), limit=1),
        ArmQuery(arm=Arm.PASSAGE_MEANING, vector=unit((0, 1)), limit=1),
    ]
    assert [studies_of(hits) for hits in index.search(queries)] == [["b"], ["a"], [], ["a"], ["b"]]


def test_the_best_score_of_each_query_is_that_of_its_first_hit(index: PassageIndex) -> None:
    texts = [Text(words={1: 1.0, 7: 2.0}), Text(words={1: 3.0})]
    write(index, study_points("a", texts, [Text(words={8: 1.0})]), study_points("b", [Text(words={9: 1.0})]))
    queries = [
        ArmQuery(arm=arm, vector=sparse(terms), limit=50)
        for arm, terms in (
            (Arm.TITLE_WORDS, {8: 2.0}),
            (Arm.PASSAGE_WORDS, {1: 1.0}),
            (Arm.PASSAGE_WORDS, {}),
            (Arm.PASSAGE_WORDS, {5: 1.0}),
            (Arm.PASSAGE_WORDS, {1: 1.0, 7: 0.5}),
        )
    ]
    expected = [hits[0].score if hits else 0.0 for hits in index.search(queries)]
    assert expected.count(0.0) == 2
    assert index.best_scores(queries) == pytest.approx(expected)
    assert index.best_scores([]) == ()


@pytest.mark.parametrize("arm", Arm)
def test_equal_scores_come_by_id_even_where_the_limit_cuts_between_them(
    index: PassageIndex, arm: Arm
) -> None:
    twin = Text(meaning=(1, 1), words={1: 1.0})
    write(index, *(study_points(f"twin-{number}", [twin, twin], [twin]) for number in range(30)))
    everything = ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0}, limit=1000)
    assert [hit.id for hit in everything] == sorted(hit.id for hit in everything)
    for limit in (0, 1, 7, 29, 30):
        assert ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0}, limit=limit) == everything[:limit]


def test_a_text_without_a_known_word_finds_nothing_and_is_not_found_by_meaning(index: PassageIndex) -> None:
    write(index, study_points("mute", [Text(meaning=(), words={1: 1.0})], [Text(meaning=())]))
    write(index, study_points("loud", [Text(meaning=(-1,))], [Text(meaning=(-1,))]))
    for arm in DENSE_ARMS:
        assert ask(index, arm, ()) == ()
        assert studies_of(ask(index, arm, (1,))) == ["loud"]
    assert studies_of(ask(index, Arm.PASSAGE_WORDS, {1: 1.0})) == ["mute"]
    assert list(index.vectors(StudyId("mute"))) == []
    assert index.meanings([hit.id for hit in ask(index, Arm.PASSAGE_WORDS, {1: 1.0})]) == {}
    assert index.count_passages() == 2


def test_a_search_in_one_text_language_finds_that_language_alone(index: PassageIndex) -> None:
    texts = [Text(language=language, words={1: 1.0}) for language in (FR, NL, None)]
    write(index, study_points("mixed", texts, texts))
    for arm in Arm:
        for language in (FR, NL, EN, None):
            hits = ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0}, text_language=language)
            assert len(hits) == (0 if language is EN else 1)
        assert len(ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0})) == 3


def test_the_idf_counts_all_points_whatever_the_filters(index: PassageIndex) -> None:
    write(index, *(study_points(f"s{number}", [Text(words={1: 1.0})]) for number in range(4)))
    one = Filters(studies=frozenset({StudyId("s2")}))
    (hit,) = ask(index, Arm.PASSAGE_WORDS, {1: 1.0}, filters=one)
    assert hit.score == pytest.approx(math.log(1 + 0.5 / 4.5), rel=1e-5)


def test_a_hit_names_its_study_whatever_the_id_of_the_point(index: PassageIndex) -> None:
    passages, titles = study_points("s", [Text(words={1: 1.0}), Text()])
    foreign = tuple(replace(point, id=str(UUID(int=n))) for n, point in enumerate(passages, start=7))
    write(index, (foreign, titles), study_points("t"))
    assert sorted(studies_of(ask(index, Arm.PASSAGE_MEANING, (1,)))) == ["s", "s", "t"]
    assert [hit.id for hit in ask(index, Arm.PASSAGE_WORDS, {1: 1.0})] == [str(UUID(int=7))]


# The same as memory


def random_study(name: str, rng: np.random.Generator) -> StudyPoints:
    def texts(count: int) -> list[Text]:
        return [
            Text(
                language=rng.choice(np.array([FR, NL, EN, None], dtype=object)),
                meaning=rng.standard_normal(8).tolist(),
                words={int(term): float(rng.uniform(0.1, 2)) for term in rng.integers(0, 40, 8)},
            )
            for _ in range(count)
        ]

    return study_points(name, texts(int(rng.integers(0, 6))), texts(int(rng.integers(1, 3))))


def assert_same_hits(hits: Sequence[Hit], expected: Sequence[Hit]) -> None:
    assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in expected], rel=1e-5, abs=EXACT)
    assert {hit.id for hit in hits} == {hit.id for hit in expected}


@pytest.mark.parametrize("arm", Arm)
def test_every_arm_agrees_with_memory_also_after_studies_were_replaced_and_removed(
    index: PassageIndex, arm: Arm
) -> None:
    rng, memory = np.random.default_rng(4), MemoryIndex()
    for round_ in range(2):
        for number in range(0, 24, 1 + round_):
            passages, titles = random_study(f"s{number}", rng)
            index.replace_study(passages, titles)
            memory.replace_study(passages, titles)
    gone = [StudyId(f"s{number}") for number in range(3, 24, 5)]
    index.remove_studies(gone)
    memory.remove_studies(gone)
    for language in (AnyLanguage.ANY, FR, NL, EN, None):
        what = {3: 1.0, 17: 0.5, 39: 2.0} if arm not in DENSE_ARMS else rng.standard_normal(8).tolist()
        everything = ask(memory, arm, what, text_language=language)
        assert_same_hits(ask(index, arm, what, text_language=language), everything)
        assert_same_hits(ask(index, arm, what, text_language=language, limit=4), everything[:4])


# Writing


def test_replacing_a_study_forgets_its_old_points(index: PassageIndex) -> None:
    old = study_points("s", [Text(words={1: 1.0}), Text(), Text(language=NL)], [Text(), Text(language=NL)])
    new = study_points(
        "s", [Text(language=EN, words={2: 1.0})], facts=Facts(administrations=["b"]), fingerprint="2"
    )
    write(index, old, study_points("other"), new)
    assert ask(index, Arm.PASSAGE_WORDS, {1: 1.0}) == ()
    assert len(ask(index, Arm.PASSAGE_MEANING, (1,))) == len(ask(index, Arm.TITLE_MEANING, (1,))) == 2
    assert set(index.passages([point.id for point in old[0]])) == {new[0][0].id}
    assert index.contents() == {"s": "2", "other": "1"}
    assert (index.count_passages(), index.count_studies(Filters())) == (2, 2)
    assert index.facet(FacetField.ADMINISTRATION, Filters()) == (("b", 1), ("bruxelles-mobilite", 1))
    assert index.text_languages() == {FR, EN}


def test_a_removed_study_leaves_nothing_behind(index: PassageIndex) -> None:
    passages, titles = study_points("gone", [Text(words={1: 1.0})], [Text(words={1: 1.0})])
    write(index, (passages, titles), study_points("kept"))
    index.remove_studies([StudyId("gone"), StudyId("never-there")])
    for arm in Arm:
        assert "gone" not in studies_of(ask(index, arm, (1,) if arm in DENSE_ARMS else {1: 1.0}))
    assert index.passages([point.id for point in passages]) == {}
    assert list(index.vectors(StudyId("gone"))) == []
    assert (index.contents(), index.count_passages()) == ({"kept": "1"}, 1)


def test_a_study_of_titles_alone_is_stored(index: PassageIndex) -> None:
    write(index, study_points("no-files", []))
    assert (index.contents(), index.count_passages()) == ({"no-files": "1"}, 0)
    assert index.count_studies(Filters()) == 1


def test_a_long_study_is_stored_whole_in_reading_order(index: PassageIndex) -> None:
    texts = [Text(meaning=(number + 1, 1), file="a" if number < 500 else "b") for number in range(700)]
    passages, titles = study_points("long", texts)
    write(index, (passages[::-1], titles))
    assert index.count_passages() == 700
    stored = np.array(index.vectors(StudyId("long")))
    assert stored == pytest.approx(np.array([point.meaning for point in passages]), abs=EXACT)


def test_the_meanings_of_passages_are_told_by_their_ids(index: PassageIndex) -> None:
    passages, titles = study_points("many", [Text(meaning=(number + 1, 1)) for number in range(5)])
    write(index, (passages, titles))
    wanted = [passages[3].id, passages[1].id]
    told = index.meanings([*wanted, "00000000-0000-0000-0000-000000000000"])
    assert set(told) == set(wanted)
    for point in (passages[3], passages[1]):
        assert told[point.id] == pytest.approx(point.meaning, abs=EXACT)


class PowerCut(Exception):
    """Stands for whatever ends a run."""


class CutShort(Sequence[PassagePoint]):
    """Passages of which the last one never arrives."""

    def __init__(self, passages: Sequence[PassagePoint]) -> None:
        self._passages = passages

    def __len__(self) -> int:
        return len(self._passages)

    @overload
    def __getitem__(self, at: int) -> PassagePoint: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PassagePoint]: ...
    def __getitem__(self, at: int | slice) -> PassagePoint | Sequence[PassagePoint]:
        raise PowerCut

    def __iter__(self) -> Iterator[PassagePoint]:
        yield from self._passages[:-1]
        raise PowerCut


def test_a_study_whose_writing_was_cut_short_is_not_taken_for_complete(index: PassageIndex) -> None:
    write(index, study_points("s", fingerprint="old"), study_points("other"))
    passages, titles = study_points("s", [Text()] * 600, fingerprint="new")
    with pytest.raises(PowerCut):
        index.replace_study(CutShort(passages), titles)
    assert index.contents().get(StudyId("s")) != "new"
    write(index, (passages, titles))
    assert index.contents() == {"s": "new", "other": "1"}
    assert index.count_passages() == 601


# Reading


def test_passages_come_back_as_they_were_stored(index: PassageIndex) -> None:
    passages, titles = study_points("s", [Text(), Text(language=None), Text(language=NL, file="b")])
    write(index, (passages, titles))
    unknown = "00000000-0000-0000-0000-000000000000"
    stored = index.passages([passages[2].id, unknown, titles[0].id, passages[0].id, passages[1].id])
    assert set(stored) == {point.id for point in passages}
    for point in passages:
        found = stored[point.id]
        assert (found.id, found.study, found.file, found.number) == (point.id, "s", point.file, point.number)
        assert (found.text, found.language) == (point.text, point.language)
        assert (found.pages, found.headings) == (point.pages, point.headings)


def test_text_languages_are_those_of_the_passages(index: PassageIndex) -> None:
    write(index, study_points("a", [Text(language=NL)], [Text(language=EN)]))
    assert index.text_languages() == {NL}
    write(index, study_points("b", [Text(language=None)]))
    assert index.text_languages() == {NL, None}
    index.remove_studies([StudyId("a")])
    assert index.text_languages() == {None}


# Counts


def test_facets_count_studies_most_frequent_first_and_equal_counts_by_value(index: PassageIndex) -> None:
    two = [Text(), Text(), Text(language=NL)]
    write(
        index,
        study_points("a", two, [Text(), Text(language=NL)], facts=Facts(administrations=["x", "unlisted:é"])),
        study_points("b", two, facts=Facts(administrations=["x", "w"])),
        study_points("c", facts=Facts(administrations=[])),
    )
    counts = (("x", 2), ("unlisted:é", 1), ("w", 1))
    assert index.facet(FacetField.ADMINISTRATION, Filters()) == counts
    assert index.facet(FacetField.ADMINISTRATION, Filters(), limit=2) == counts[:2]
    assert index.facet(FacetField.LANGUAGE, Filters()) == (("fr", 3), ("nl", 2))
    assert index.facet(FacetField.DOCUMENT_TYPE, Filters()) == ()


def test_a_year_counts_every_study_that_may_have_been_published_in_it(index: PassageIndex) -> None:
    winter = Facts(published=(date(2019, 12, 1), date(2020, 2, 29)))
    write(index, study_points("winter", facts=winter), study_points("undated"))
    write(index, study_points("2020", facts=Facts(published=(date(2020, 1, 1), date(2020, 12, 31)))))
    assert index.facet(FacetField.YEAR, Filters()) == (("2020", 2), ("2019", 1))


@pytest.mark.parametrize(
    ("cost", "band"),
    [
        (None, "unknown"),
        ("0", "0-10000"),
        ("9999.99", "0-10000"),
        ("10000", "10000-25000"),
        ("499999.99", "250000-500000"),
        ("500000", "500000-"),
        ("1e15", "500000-"),
    ],
)
def test_costs_are_counted_in_half_open_bands(index: PassageIndex, cost: str | None, band: str) -> None:
    write(index, study_points("s", facts=Facts(cost=None if cost is None else Decimal(cost))))
    assert index.facet(FacetField.COST, Filters()) == ((band, 1),)


# Filters against brute force

DAYS = st.sampled_from(
    [date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2020, 3, 1), date(2021, 6, 15)]
)
COSTS = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "9999.99", "10000", "25000", "500000", "1200000.01")]),
    st.decimals(0, 2_000_000, places=2),
)
ADMINISTRATIONS = [AdministrationId(name) for name in ("a", "b", "unlisted:é c")]
STUDIES = [StudyId(f"s{number}") for number in range(4)]

facts_of_a_study = st.builds(
    Facts,
    administrations=st.lists(st.sampled_from(ADMINISTRATIONS), unique=True),
    published=st.none() | st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days))),
    cost=st.none() | COSTS,
    document_type=st.none() | st.sampled_from(list(DocumentType)[:3]),
)
languages_of_a_study = st.lists(st.none() | st.sampled_from(Language), max_size=3)
filters = st.builds(
    Filters,
    administrations=st.frozensets(st.sampled_from(ADMINISTRATIONS)),
    date_from=st.none() | DAYS,
    date_to=st.none() | DAYS,
    cost_min=st.none() | COSTS,
    cost_max=st.none() | COSTS,
    include_unknown_cost=st.booleans(),
    languages=st.frozensets(st.sampled_from(Language)),
    document_types=st.frozensets(st.sampled_from(list(DocumentType)[:3])),
    studies=st.frozensets(st.sampled_from(STUDIES)),
)


def lets_through(filters: Filters, facts: StudyFacts) -> bool:
    """Say again, in other words than the index, what ``Filters`` promises."""
    verdicts = [
        not filters.studies or facts.study in filters.studies,
        not filters.administrations or not filters.administrations.isdisjoint(facts.administrations),
        not filters.languages or not filters.languages.isdisjoint(facts.languages),
        not filters.document_types or facts.document_type in filters.document_types,
    ]
    if filters.date_from or filters.date_to:
        first, last = facts.published or (date.max, date.min)
        verdicts += [
            last >= (filters.date_from or date.min),
            first <= (filters.date_to or date.max),
        ]
    if filters.cost_min is not None or filters.cost_max is not None:
        low, high = filters.cost_min or Decimal(0), filters.cost_max
        known = facts.cost is not None and low <= facts.cost and (high is None or facts.cost <= high)
        verdicts.append(known or (facts.cost is None and filters.include_unknown_cost))
    return all(verdicts)


def values(facet: FacetField, facts: StudyFacts) -> Sequence[str]:
    match facet:
        case FacetField.ADMINISTRATION:
            return facts.administrations
        case FacetField.YEAR:
            first, last = facts.published or (date(2, 1, 1), date(1, 1, 1))
            return [str(year) for year in range(first.year, last.year + 1)]
        case FacetField.COST:
            return [band for band in COST_BANDS if in_band(facts.cost, band)]
        case FacetField.LANGUAGE:
            return facts.languages
        case FacetField.DOCUMENT_TYPE:
            return [facts.document_type] if facts.document_type else []


def in_band(cost: Decimal | None, band: str) -> bool:
    if cost is None or band == "unknown":
        return cost is None and band == "unknown"
    low, _, high = band.partition("-")
    return Decimal(low) <= cost and (not high or cost < Decimal(high))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(facts_of_a_study, languages_of_a_study), max_size=4), filters)
def test_filters_and_facets_agree_with_brute_force(
    index: PassageIndex, drawn: list[tuple[Facts, list[Language | None]]], filters: Filters
) -> None:
    index.remove_studies(STUDIES)
    studies = [
        study_points(name, [Text(language=language) for language in languages], facts=facts)
        for name, (facts, languages) in zip(STUDIES, drawn, strict=False)
    ]
    write(index, *studies)
    passages = [point for points, _ in studies for point in points]
    titles = [title for _, titles in studies for title in titles]
    through = [title.facts for title in titles if lets_through(filters, title.facts)]
    assert index.count_studies(filters) == len(through)
    for facet in FacetField:
        counts = Counter(str(value) for facts in through for value in values(facet, facts))
        expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        assert list(index.facet(facet, filters)) == expected
    for arm, points in ((Arm.PASSAGE_MEANING, passages), (Arm.TITLE_MEANING, titles)):
        expected_ids = {point.id for point in points if lets_through(filters, point.facts)}
        assert {hit.id for hit in ask(index, arm, (1,), filters=filters)} == expected_ids


def test_bounds_between_two_cents_and_beyond_all_numbers_are_understood(index: PassageIndex) -> None:
    write(index, study_points("s", facts=Facts(cost=Decimal("10.01"))))
    assert index.count_studies(Filters(cost_min=Decimal("10.011"))) == 0
    assert index.count_studies(Filters(cost_max=Decimal("10.009"))) == 0
    assert index.count_studies(Filters(cost_min=Decimal("10.009"), cost_max=Decimal("10.011"))) == 1
    assert index.count_studies(Filters(cost_max=Decimal("1e40"))) == 1
    assert index.count_studies(Filters(cost_min=Decimal("1e40"))) == 0


def test_include_unknown_cost_asks_for_nothing_where_no_cost_is_asked_for(index: PassageIndex) -> None:
    write(index, study_points("dear", facts=Facts(cost=Decimal(1))), study_points("unknown"))
    assert index.count_studies(replace(Filters(), include_unknown_cost=True)) == 2


def test_studies_left_out_are_neither_found_nor_counted(index: PassageIndex) -> None:
    write(index, study_points("here"), study_points("gone"))
    less = Filters(without=frozenset({StudyId("gone")}))
    assert studies_of(ask(index, Arm.PASSAGE_MEANING, (1,), filters=less)) == ["here"]
    assert studies_of(ask(index, Arm.TITLE_MEANING, (1,), filters=less)) == ["here"]
    assert index.count_studies(less) == 1
    assert index.facet(FacetField.ADMINISTRATION, less) == (("bruxelles-mobilite", 1),)


def test_the_points_of_every_study_are_counted(index: PassageIndex) -> None:
    write(index, study_points("two", (Text(), Text()), (Text(), Text())), study_points("none", ()))
    index.remove_studies([StudyId("elsewhere")])
    assert index.tallies() == {StudyId("two"): Tally(2, 2), StudyId("none"): Tally(0, 1)}
