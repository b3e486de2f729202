"""Decisions about two studies: what each does, who sees it, and that it can be undone."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from corpus.catalogue.documents import ABSORBED
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.duplicates.candidates import Candidate, Evidence, Kind, Sign
from corpus.duplicates.decisions import Act, Decision, Related, Relation
from corpus.duplicates.errors import (
    DecisionNotFoundError,
    DecisionRefusedError,
    Refusal,
    StudyMergedError,
)
from corpus.errors import ForbiddenStepError, StaleRevisionError, StudyNotFoundError, StudyWithdrawnError
from corpus.life import Step, StudyState
from corpus.study import Cost, Sha256, Study, StudyFile, StudyId
from models.language import Language
from tests.corpus.catalogue.test_studies import studies
from tests.corpus.conftest import Ask

A, B, C = StudyId("a"), StudyId("b"), StudyId("c")
DRAFT, PUBLISHED = StudyState.DRAFT, StudyState.PUBLISHED

names = count()


def file(digit: str) -> StudyFile:
    return StudyFile(sha256=Sha256(digit * 64), name=f"{digit}.pdf", size=1)


KEPT = Study(id=A, titles={Language.FR: "L'eau"}, contractor="Bureau", files=(file("1"), file("2")))
OTHER = Study(
    id=B,
    titles={Language.FR: "De l'eau", Language.NL: "Water"},
    cost=Cost(Decimal(100)),
    files=(file("2"), file("3")),
)
THIRD = Study(id=C, titles={Language.EN: "Water"}, cost=Cost(Decimal(100)), files=(file("3"), file("4")))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(tmp_path_factory.mktemp("deciding") / "c.sqlite")) as opened:
        yield opened


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    catalogue.put_studies([KEPT, OTHER, THIRD], by="anna")
    return catalogue


def bring(catalogue: Catalogue, study: Study, state: StudyState) -> None:
    steps = {"draft": 0, "in-review": 1, "published": 2, "withdrawn": 3}[state]
    catalogue.put_study(study, state=DRAFT)
    for step in (Step.SUBMIT, Step.PUBLISH, Step.WITHDRAW)[:steps]:
        catalogue.take_step(study.id, step, by="anna", reason="Why.")


def hashes(study: Study) -> str:
    return "".join(one.sha256[0] for one in study.files)


def test_a_merge_gives_files_and_missing_facts_to_the_kept_one_and_hides_the_other(filled: Catalogue) -> None:
    filled.merge(A, B, by="bert")
    kept = filled.study(A)
    assert kept.titles == {Language.FR: "L'eau", Language.NL: "Water"}
    assert (kept.contractor, kept.cost, hashes(kept)) == ("Bureau", Cost(Decimal(100)), "123")
    assert filled.study_ids() == [A, C]
    assert filled.standing(B).into == A


def test_readers_of_a_merged_study_are_told_where_it_is_with_the_numbers_of_its_files(
    filled: Catalogue,
) -> None:
    filled.merge(A, B, by="bert")
    with pytest.raises(StudyMergedError, match="merged into 'a'") as told:
        filled.study(B)
    assert (told.value.into, told.value.files) == (A, {1: 2, 2: 3})
    filled.merge(C, A, by="bert")
    with pytest.raises(StudyMergedError, match="merged into 'c'"):
        filled.study(B)


def test_the_history_of_both_says_what_was_merged_and_by_whom(filled: Catalogue) -> None:
    filled.merge(A, B, by="bert")
    kept, other = filled.history(A)[-1], filled.history(B)[-1]
    assert (kept.by, other.by) == ("bert", "bert")
    assert {one.field for one in kept.changes} == {"titles", "cost", "files", ABSORBED}
    assert {one.field: one.after for one in other.changes} == {"state": "merged", "merged_into": "a"}


def test_undoing_a_merge_restores_both_records_and_where_they_stood(filled: Catalogue) -> None:
    since = filled.standing(B).since
    merge = filled.merge(A, B, by="bert")
    undoing = filled.undo(merge.number, by="carl")
    assert (filled.study(A), filled.study(B)) == (KEPT, OTHER)
    assert filled.standing(B).since == since
    assert (undoing.act, undoing.undoes, undoing.by) == (Act.UNDO, merge.number, "carl")
    assert filled.history(A)[-1].by == "carl"
    assert filled.pair_decisions()[0].undone == undoing.number


def test_what_was_corrected_since_a_merge_stays_when_it_is_undone(filled: Catalogue) -> None:
    merge = filled.merge(A, B, by="bert")
    corrected = replace(filled.study(A), cost=Cost(Decimal(90)), files=(file("5"), *filled.study(A).files))
    filled.put_study(corrected, by="bert")
    filled.undo(merge.number, by="bert")
    kept = filled.study(A)
    assert (kept.cost, hashes(kept), kept.titles) == (Cost(Decimal(90)), "512", KEPT.titles)


def test_of_two_merges_either_can_be_undone_and_what_the_other_brought_stays(filled: Catalogue) -> None:
    first, second = filled.merge(A, B, by="bert"), filled.merge(A, C, by="bert")
    filled.undo(first.number, by="bert")
    kept = filled.study(A)
    assert (hashes(kept), kept.cost) == ("1234", Cost(Decimal(100))), "the third study had them too"
    filled.undo(second.number, by="bert")
    assert filled.study(A) == KEPT
    assert (filled.study(B), filled.study(C)) == (OTHER, THIRD)


def test_an_inventory_that_comes_again_takes_nothing_from_a_merged_study(filled: Catalogue) -> None:
    merge = filled.merge(A, B, by="bert")
    filled.put_studies([replace(KEPT, contractor="New"), OTHER], with_merged=True)
    assert hashes(filled.study(A)) == "123"
    assert filled.standing(B).state is StudyState.MERGED
    filled.undo(merge.number, by="bert")
    assert filled.study(A) == replace(KEPT, contractor="New")


def test_the_files_of_a_merged_study_are_not_recorded_as_withdrawn(filled: Catalogue) -> None:
    filled.merge(A, B, by="bert")
    assert filled.everything().files() == []
    assert filled.everything().studies_of_file(Sha256("3" * 64)) == [A, B, C]


@pytest.mark.parametrize("kept", ["draft", "in-review", "published", "withdrawn"])
@pytest.mark.parametrize("other", ["draft", "in-review", "published", "withdrawn"])
def test_a_merge_neither_publishes_nor_hides_nor_brings_back(
    catalogue: Catalogue, kept: str, other: str
) -> None:
    bring(catalogue, KEPT, StudyState(kept))
    bring(catalogue, OTHER, StudyState(other))
    before = (catalogue.everything().study(A), catalogue.everything().study(B), catalogue.study_ids())
    allowed = "withdrawn" not in (kept, other) and (kept == "published") == (other == "published")
    if allowed:
        catalogue.merge(A, B, by="anna")
        assert (catalogue.standing(A).state, catalogue.standing(B).state) == (kept, "merged")
        return
    with pytest.raises(DecisionRefusedError) as told:
        catalogue.merge(A, B, by="anna")
    assert told.value.reason in (Refusal.WITHDRAWN, Refusal.PUBLISHES, Refusal.HIDES)
    assert before == (catalogue.everything().study(A), catalogue.everything().study(B), catalogue.study_ids())
    assert catalogue.pair_decisions() == []


def test_a_draft_that_brings_nothing_can_be_merged_into_a_published_study(catalogue: Catalogue) -> None:
    bring(catalogue, KEPT, PUBLISHED)
    bring(catalogue, Study(id=B, titles=KEPT.titles, files=KEPT.files[:1]), DRAFT)
    catalogue.merge(A, B, by="anna")
    assert catalogue.study(A) == KEPT
    assert [one.field for one in catalogue.history(A)[-1].changes] == [ABSORBED]


def test_the_address_of_a_study_merged_into_a_draft_tells_nothing(catalogue: Catalogue) -> None:
    bring(catalogue, KEPT, DRAFT)
    bring(catalogue, OTHER, DRAFT)
    catalogue.merge(A, B, by="anna")
    with pytest.raises(StudyNotFoundError):
        catalogue.study(B)


def test_a_merged_study_takes_no_step_and_keeps_its_address(filled: Catalogue) -> None:
    filled.merge(A, B, by="bert")
    for step in (Step.WITHDRAW, Step.RESTORE, Step.PUBLISH):
        with pytest.raises(ForbiddenStepError, match="savoir duplicates undo"):
            filled.take_step(B, step, by="bert", reason="Why.")
    with pytest.raises(ForbiddenStepError):
        filled.remove_study(B)


def test_what_was_withdrawn_does_not_come_back_by_undoing(filled: Catalogue) -> None:
    merge = filled.merge(A, B, by="bert")
    filled.take_step(A, Step.WITHDRAW, by="bert", reason="A court.")
    with pytest.raises(DecisionRefusedError, match="withdrawn since") as told:
        filled.undo(merge.number, by="bert")
    assert told.value.reason is Refusal.KEPT_WITHDRAWN
    with pytest.raises(StudyMergedError):
        filled.study(B)
    with pytest.raises(StudyWithdrawnError):
        filled.study(A)


def test_merges_that_build_on_each_other_are_undone_from_the_last_one(filled: Catalogue) -> None:
    first = filled.merge(A, B, by="bert")
    second = filled.merge(C, A, by="bert")
    with pytest.raises(DecisionRefusedError, match=f"undo {second.number}"):
        filled.undo(first.number, by="bert")
    for one in (second, first):
        filled.undo(one.number, by="bert")
    assert filled.studies_by_id([A, B, C]) == {A: KEPT, B: OTHER, C: THIRD}


def test_a_merge_is_undone_also_when_the_kept_study_was_removed(filled: Catalogue) -> None:
    merge = filled.merge(A, B, by="bert")
    filled.remove_study(A)
    filled.undo(merge.number, by="bert")
    assert filled.study(B) == OTHER
    assert filled.study_ids() == [B, C]


@pytest.mark.parametrize("pair", [(A, A), (A, StudyId("never"))])
def test_a_decision_needs_two_studies(filled: Catalogue, pair: tuple[StudyId, StudyId]) -> None:
    for decide in (filled.merge, filled.set_apart):
        with pytest.raises((DecisionRefusedError, StudyNotFoundError)):
            decide(*pair, by="bert")
    assert filled.pair_decisions() == []


def test_one_decision_stands_for_two_studies_until_it_is_undone(filled: Catalogue) -> None:
    apart = filled.set_apart(B, A, by="bert")
    with pytest.raises(DecisionRefusedError, match=f"duplicates undo {apart.number}"):
        filled.merge(A, B, by="bert")
    filled.undo(apart.number, by="bert")
    with pytest.raises(DecisionRefusedError, match="undone already"):
        filled.undo(apart.number, by="bert")
    filled.merge(A, B, by="bert")
    with pytest.raises(DecisionRefusedError, match="merged into 'a'"):
        filled.link(B, C, Act.LINK_LANGUAGE, by="bert")


@pytest.mark.parametrize("changed", [KEPT, OTHER], ids=["first", "second"])
def test_nothing_is_decided_about_two_studies_of_which_one_was_changed_since_they_were_seen(
    filled: Catalogue, changed: Study
) -> None:
    linked, seen = filled.link(A, C, Act.LINK_NEWER, by="anna"), filled.revisions([A, B])
    filled.put_study(replace(changed, contractor="Un autre"), by="carl")
    revisions = filled.revisions([A, B])
    for decide in (
        partial(filled.merge, A, B),
        partial(filled.link, A, B, Act.LINK_LANGUAGE),
        partial(filled.set_apart, A, B),
        partial(filled.undo, linked.number),
    ):
        with pytest.raises(StaleRevisionError) as refused:
            decide(by="bert", expected=seen)
        assert [one.by for one in refused.value.since] == ["carl"]
    assert filled.pair_decisions() == [linked]
    assert filled.revisions([A, B]) == revisions
    filled.merge(A, B, by="bert", expected=revisions)


def test_a_decision_that_never_was_cannot_be_undone(filled: Catalogue) -> None:
    with pytest.raises(DecisionNotFoundError, match="duplicates decisions"):
        filled.undo(7, by="bert")


def test_linked_studies_know_each_other_by_what_they_are_to_each_other(filled: Catalogue) -> None:
    filled.link(A, B, Act.LINK_NEWER, by="bert")
    language = filled.link(A, C, Act.LINK_LANGUAGE, by="bert")
    assert filled.editions(A) == (Related(B, Relation.OLDER), Related(C, Relation.LANGUAGE))
    assert filled.editions(B) == (Related(A, Relation.NEWER),)
    assert filled.editions(C) == (Related(A, Relation.LANGUAGE),)
    filled.undo(language.number, by="bert")
    assert filled.editions(C) == ()


def test_readers_see_links_to_what_they_may_see(filled: Catalogue) -> None:
    filled.link(A, B, Act.LINK_NEWER, by="bert")
    filled.take_step(B, Step.WITHDRAW, by="bert", reason="Why.")
    assert filled.editions(A) == ()
    assert filled.everything().editions(A) == (Related(B, Relation.OLDER),)


def test_a_link_follows_a_study_into_what_it_was_merged_into(filled: Catalogue) -> None:
    filled.link(B, C, Act.LINK_NEWER, by="bert")
    filled.merge(A, B, by="bert")
    assert filled.editions(A) == (Related(C, Relation.OLDER),)
    assert filled.editions(C) == (Related(A, Relation.NEWER),)


def test_candidates_are_asked_until_they_are_decided(filled: Catalogue) -> None:
    proof = (Evidence(Sign.SAME_FILE, {"first": "1.pdf", "second": "1.pdf"}),)
    near = Candidate(first=A, second=C, kind=Kind.NEAR_DUPLICATE, score=0.6, evidence=proof)
    same = Candidate(first=A, second=B, kind=Kind.SAME_BYTES, score=1.0, evidence=proof)
    filled.propose([near, same])
    assert filled.candidates() == [same, near]
    apart = filled.set_apart(B, A, by="bert")
    assert filled.candidates() == [near]
    filled.undo(apart.number, by="bert")
    filled.merge(B, C, by="bert")
    assert filled.candidates() == [same], "a merged study is asked about no more"
    filled.propose([near])
    assert filled.candidates() == []


@pytest.mark.parametrize(
    "statement", ["DELETE FROM duplicate_decision", "UPDATE duplicate_decision SET act = 'x'"]
)
def test_the_database_itself_refuses_to_rewrite_decisions(
    filled: Catalogue, ask: Ask, statement: str
) -> None:
    filled.set_apart(A, B, by="bert")
    with pytest.raises(DBAPIError, match="only added"):
        ask(statement)


DEEDS = st.tuples(st.sampled_from(["merge", "apart", "undo"]), st.permutations(range(4)))


@settings(max_examples=15)
@given(st.lists(studies, min_size=4, max_size=4), st.lists(DEEDS, max_size=8))
def test_after_any_decisions_undone_every_record_is_as_it_was(
    shared: Catalogue, four: list[Study], deeds: list[tuple[str, list[int]]]
) -> None:
    ids = [StudyId(f"study-{next(names)}") for _ in four]
    shared.put_studies(entries := [replace(one, id=name) for one, name in zip(four, ids, strict=True)])
    before = shared.studies_by_id(ids)
    taken: list[Decision] = []
    for deed, order in deeds:
        first, second = ids[order[0]], ids[order[1]]
        with suppress(DecisionRefusedError):
            if deed == "undo" and taken:
                shared.undo(taken[order[0] % len(taken)].number, by="anna")
            else:
                taken.append(
                    (shared.merge if deed == "merge" else shared.set_apart)(first, second, by="anna")
                )
    held = {one.sha256 for study in shared.studies_by_id(ids).values() for one in study.files}
    assert held == {one.sha256 for study in entries for one in study.files}, "no file is lost to readers"
    for decision in reversed(taken):
        with suppress(DecisionRefusedError):
            shared.undo(decision.number, by="anna")
    assert shared.studies_by_id(ids) == before
