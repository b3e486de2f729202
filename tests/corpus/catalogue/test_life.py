"""The states of studies, the steps between them, and what is written down of each change."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from corpus.catalogue.curating import IMPORT
from corpus.catalogue.documents import REASON, STATE, document, study_of
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.history import BEFORE_THE_LOG, replayed
from corpus.catalogue.records import StudySelection
from corpus.catalogue.store import Catalogue
from corpus.errors import (
    ForbiddenStepError,
    RevisionNotFoundError,
    StudyNotFoundError,
    StudyWithdrawnError,
    WithdrawalReasonError,
)
from corpus.life import MOST_REASON, TRANSITIONS, Standing, Step, StudyState
from corpus.study import Sha256, Study, StudyFile, StudyId
from models.language import Language
from tests.corpus.catalogue.test_studies import studies
from tests.corpus.conftest import Ask

ID = StudyId("eau")
WATER = Study(id=ID, titles={Language.FR: "L'eau"}, contractor="Bureau")
REASON_TEXT = "Its author asked for it."
OTHER = StudyId("autre")
WAY_TO = {
    StudyState.DRAFT: (),
    StudyState.IN_REVIEW: (Step.SUBMIT,),
    StudyState.PUBLISHED: (Step.SUBMIT, Step.PUBLISH),
    StudyState.WITHDRAWN: (Step.SUBMIT, Step.PUBLISH, Step.WITHDRAW),
    StudyState.MERGED: (),
}

names = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(tmp_path_factory.mktemp("life") / "c.sqlite")) as opened:
        yield opened


def lead(catalogue: Catalogue, state: StudyState, study: Study = WATER) -> None:
    catalogue.put_study(study, state=StudyState.DRAFT)
    for step in WAY_TO[state]:
        catalogue.take_step(study.id, step, by="anna", reason=REASON_TEXT)
    if state is StudyState.MERGED:
        catalogue.put_study(Study(id=OTHER, titles={}), state=StudyState.DRAFT)
        catalogue.merge(OTHER, study.id, by="anna")


def take(catalogue: Catalogue, study: StudyId, step: Step) -> None:
    if step is Step.REMOVE:
        catalogue.remove_study(study, by="anna")
    else:
        catalogue.take_step(study, step, by="anna", reason=REASON_TEXT)


@pytest.mark.parametrize(("state", "step"), [*product(StudyState, Step)])
def test_a_step_is_taken_if_the_table_has_it_and_changes_nothing_if_not(
    catalogue: Catalogue, state: StudyState, step: Step
) -> None:
    lead(catalogue, state)
    before = catalogue.history(ID)
    if (state, step) in TRANSITIONS:
        take(catalogue, ID, step)
        expected = TRANSITIONS[state, step]
        found = catalogue.everything().studies_by_id([ID])
        assert (catalogue.standing(ID).state if found else None) is expected
    else:
        with pytest.raises(
            ForbiddenStepError, match=f"'{step}' is not possible .* `savoir (studies|duplicates)"
        ):
            take(catalogue, ID, step)
        assert catalogue.standing(ID).state is state
        assert catalogue.history(ID) == before


@pytest.mark.parametrize("state", StudyState)
def test_readers_see_a_study_while_it_is_published_and_curators_always(
    catalogue: Catalogue, state: StudyState
) -> None:
    lead(catalogue, state)
    visible = [WATER] if state is StudyState.PUBLISHED else []
    assert catalogue.studies() == visible
    assert catalogue.everything().study(ID) == WATER
    assert catalogue.everything().studies(selection=StudySelection(states=frozenset({state}))) == [WATER]
    assert catalogue.everything().count_states()[state] == 1


def test_a_withdrawn_study_says_why_and_when_and_a_draft_was_never_there(catalogue: Catalogue) -> None:
    lead(catalogue, StudyState.WITHDRAWN)
    with pytest.raises(StudyWithdrawnError, match=REASON_TEXT) as told:
        catalogue.study(ID)
    standing = catalogue.standing(ID)
    assert (told.value.reason, told.value.since) == (standing.reason, standing.since)
    catalogue.put_study(replace(WATER, id=StudyId("air")), state=StudyState.DRAFT)
    with pytest.raises(StudyNotFoundError, match="'air'"):
        catalogue.study(StudyId("air"))


def test_a_restored_study_keeps_no_tombstone(catalogue: Catalogue) -> None:
    lead(catalogue, StudyState.WITHDRAWN)
    standing = catalogue.take_step(ID, Step.RESTORE, by="anna")
    assert (standing.state, standing.reason) == (StudyState.PUBLISHED, None)
    assert catalogue.study(ID) == WATER


@pytest.mark.parametrize("reason", [None, "", " \n ", "x" * (MOST_REASON + 1)])
def test_nothing_is_withdrawn_without_a_reason_that_readers_can_be_told(
    catalogue: Catalogue, reason: str | None
) -> None:
    lead(catalogue, StudyState.PUBLISHED)
    with pytest.raises(WithdrawalReasonError, match="say why"):
        catalogue.take_step(ID, Step.WITHDRAW, by="anna", reason=reason)
    assert catalogue.study(ID) == WATER


@pytest.mark.parametrize("state", StudyState)
def test_bringing_a_study_in_again_leaves_it_where_it_stands(catalogue: Catalogue, state: StudyState) -> None:
    lead(catalogue, state)
    before = catalogue.standing(ID)
    catalogue.put_study(replace(WATER, contractor="Another"))
    assert catalogue.standing(ID) == before
    assert catalogue.everything().study(ID).contractor == "Another"


def test_a_change_is_written_down_with_its_field_its_values_and_who_made_it(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    catalogue.put_study(replace(WATER, contractor=None), by="anna")
    catalogue.put_study(replace(WATER, contractor=None), by="bert")
    first, second = catalogue.history(ID)
    assert (first.number, first.by) == (1, IMPORT)
    assert {change.field for change in first.changes} == {"titles", "contractor", STATE}
    assert (second.number, second.by) == (2, "anna")
    (change,) = second.changes
    assert (change.field, change.before, change.after) == ("contractor", "Bureau", None)
    assert first.made <= second.made


def test_the_other_order_of_titles_is_a_change(catalogue: Catalogue) -> None:
    titles = {Language.FR: "L'eau", Language.NL: "Water"}
    catalogue.put_study(replace(WATER, titles=titles))
    catalogue.put_study(replace(WATER, titles=dict(reversed(titles.items()))))
    assert [change.field for change in catalogue.history(ID)[1].changes] == ["titles"]


def test_a_change_that_fails_is_not_written_down(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    with suppress(Exception):
        catalogue.put_studies(
            [replace(WATER, contractor="X"), Study(id=StudyId("b"), titles={Language.FR: "\ud83d"})]
        )
    assert len(catalogue.history(ID)) == 1


def test_a_study_from_before_the_log_gets_what_it_was_as_its_first_state(
    in_file: Catalogue, path: Path
) -> None:
    in_file.put_study(WATER)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER study_change_DELETE")
        connection.execute("DELETE FROM study_change")
        connection.execute("UPDATE study SET state_since = NULL")
        connection.commit()
    assert in_file.history(ID) == []
    assert in_file.standing(ID) == Standing(StudyState.PUBLISHED)
    in_file.put_study(replace(WATER, contractor="Another"), by="anna")
    assert [revision.by for revision in in_file.history(ID)] == [BEFORE_THE_LOG, "anna"]
    assert in_file.study_after(ID, 1) == WATER


@pytest.mark.parametrize("statement", ["DELETE FROM study_change", "UPDATE study_change SET made_by = 'x'"])
def test_the_database_itself_refuses_to_rewrite_history(
    catalogue: Catalogue, ask: Ask, statement: str
) -> None:
    catalogue.put_study(WATER)
    with pytest.raises(DBAPIError, match="only added"):
        ask(statement)


def test_an_earlier_state_comes_back_with_its_files_and_stays_where_it_stands(catalogue: Catalogue) -> None:
    files = (StudyFile(sha256=Sha256("a" * 64), name="eau.pdf", size=1),)
    catalogue.put_study(replace(WATER, files=files))
    catalogue.put_study(replace(WATER, titles={}), by="anna")
    catalogue.take_step(ID, Step.WITHDRAW, by="anna", reason=REASON_TEXT)
    assert catalogue.revert(ID, to=1, by="bert") == replace(WATER, files=files)
    assert catalogue.everything().study(ID) == replace(WATER, files=files)
    assert catalogue.standing(ID).reason == REASON_TEXT
    assert {change.field for change in catalogue.compare(ID, 1, 4)} == {STATE, REASON}
    assert {change.field for change in catalogue.compare(ID, 1, 2)} == {"files", "titles"}


def test_a_removed_study_comes_back_as_a_draft(catalogue: Catalogue) -> None:
    catalogue.put_study(WATER)
    catalogue.remove_study(ID, by="anna")
    assert catalogue.history(ID)[-1].by == "anna"
    with pytest.raises(RevisionNotFoundError):
        catalogue.revert(ID, to=2, by="anna")
    catalogue.revert(ID, to=1, by="anna")
    assert catalogue.standing(ID).state is StudyState.DRAFT
    assert catalogue.everything().study(ID) == WATER


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_a_state_that_a_study_never_had_is_refused(catalogue: Catalogue, number: int) -> None:
    catalogue.put_study(WATER)
    with pytest.raises(RevisionNotFoundError, match="studies history"):
        catalogue.revert(ID, to=number, by="anna")


def test_the_history_of_a_study_that_never_was_is_not_empty_but_missing(catalogue: Catalogue) -> None:
    with pytest.raises(StudyNotFoundError):
        catalogue.history(ID)


@given(studies)
def test_a_study_comes_back_from_what_the_log_keeps_of_it(study: Study) -> None:
    kept = study_of(study.id, document(study, Standing(StudyState.DRAFT)))
    assert kept == study
    assert list(kept.titles) == list(study.titles)


acts = st.sampled_from(Step) | st.sampled_from(["put", "revert"])


@settings(max_examples=40)
@given(st.lists(st.tuples(acts, studies), max_size=12))
def test_whatever_is_done_the_log_replayed_gives_the_present_and_readers_see_the_published(
    shared: Catalogue, deeds: list[tuple[Step | str, Study]]
) -> None:
    one = StudyId(f"study-{next(names)}")
    shared.put_study(replace(WATER, id=one), state=StudyState.DRAFT)
    for deed, study in deeds:
        with suppress(ForbiddenStepError, StudyNotFoundError, RevisionNotFoundError):
            if isinstance(deed, Step):
                take(shared, one, deed)
            elif deed == "put":
                shared.put_study(replace(study, id=one), state=StudyState.DRAFT)
            else:
                shared.revert(one, to=1, by="anna")
    found = shared.everything().studies_by_id([one]).get(one)
    standing = shared.standing(one) if found else None
    told = document(found, standing) if found and standing else {}
    history = shared.history(one)
    assert dict(replayed(one, history, len(history))) == told
    assert (one in shared.studies_by_id([one])) == (told.get(STATE) == StudyState.PUBLISHED)
    assert [revision.number for revision in history] == list(range(1, len(history) + 1))


def test_studies_that_are_held_back_are_told_from_those_that_were_handed_in(catalogue: Catalogue) -> None:
    ids = new, shown, submitted, published_again, draft = [StudyId(name) for name in "abcde"]
    brought = [Study(id=one, titles={}) for one in ids]
    catalogue.put_studies(brought[:1], held=[new])
    catalogue.put_studies([brought[1], brought[3]])
    for one in (submitted, draft):
        catalogue.add_study(Study(id=one, titles={}), by="anna")
    catalogue.take_step(submitted, Step.SUBMIT, by="anna")
    for one in (shown, published_again):
        catalogue.put_studies([Study(id=one, titles={}, contractor="Anna")], held=[one])
    catalogue.take_step(published_again, Step.PUBLISH, by="anna")
    held = StudySelection(held=True)
    assert set(catalogue.everything().study_ids(held)) == {new, shown}
    assert catalogue.everything().count_studies(held) == 2
    assert catalogue.count_studies(held) == 0, "readers know of none"
    catalogue.take_step(shown, Step.SEND_BACK, by="anna")
    catalogue.take_step(shown, Step.SUBMIT, by="anna")
    assert catalogue.everything().study_ids(held) == [new], "somebody handed it in since"
