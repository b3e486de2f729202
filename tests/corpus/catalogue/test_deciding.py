"""Decisions about personal data: the newest counts, and all are kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from corpus.catalogue.store import Catalogue
from corpus.life import StudyState
from corpus.personal import Decision, Verdict, record_holder
from corpus.study import Sha256, Study, StudyId
from tests.corpus.conftest import Ask

FILE, OTHER = Sha256("a" * 64), Sha256("b" * 64)
PHONE = Decision(
    holder=FILE,
    key="1" * 32,
    kind="phone",
    verdict=Verdict.REDACTED,
    masked="04…56",
    page=3,
    passage=2,
    start=10,
    end=23,
    by="anna",
    made=datetime(2026, 1, 2, tzinfo=UTC),
)
NAME = replace(PHONE, key="2" * 32, kind="name", masked="Be…ix")
IN_RECORD = replace(
    NAME, holder=record_holder(StudyId("a")), verdict=Verdict.HARMLESS, page=None, passage=None
)


def test_decisions_come_back_as_they_were_made_by_holder_and_key(catalogue: Catalogue) -> None:
    catalogue.decide([PHONE, NAME, IN_RECORD])
    assert catalogue.decisions([FILE, IN_RECORD.holder, OTHER]) == {
        FILE: {PHONE.key: PHONE, NAME.key: NAME},
        IN_RECORD.holder: {IN_RECORD.key: IN_RECORD},
    }
    assert catalogue.everything().decisions([OTHER]) == {}


def test_the_newest_decision_counts_and_the_others_are_kept(catalogue: Catalogue, ask: Ask) -> None:
    catalogue.decide([PHONE, NAME])
    assert catalogue.redactions() == {FILE: {PHONE.key, NAME.key}}
    catalogue.decide([replace(PHONE, verdict=Verdict.HARMLESS, by="bram")])
    assert catalogue.redactions() == {FILE: {NAME.key}}
    assert catalogue.redacted_in(FILE) == {NAME.key: NAME}
    assert catalogue.decisions([FILE])[FILE][PHONE.key].by == "bram"
    catalogue.decide([replace(NAME, verdict=Verdict.HARMLESS)])
    assert catalogue.redactions() == {}
    assert catalogue.redacted_in(FILE) == {}
    assert ask("SELECT count(*) FROM personal_decision") == [(4,)]


@pytest.mark.parametrize("act", ["UPDATE personal_decision SET kind = 'x'", "DELETE FROM personal_decision"])
def test_no_decision_is_changed_or_taken_away(catalogue: Catalogue, ask: Ask, act: str) -> None:
    catalogue.decide([PHONE])
    with pytest.raises(DBAPIError, match="only added"):
        ask(act)


def test_deciding_nothing_writes_nothing(catalogue: Catalogue) -> None:
    catalogue.decide([])
    assert catalogue.redactions() == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, StudyState.IN_REVIEW), (StudyState.PUBLISHED, StudyState.IN_REVIEW), (StudyState.DRAFT, "draft")],
)
def test_a_study_that_is_held_is_not_published_afterwards(
    catalogue: Catalogue, before: StudyState | None, after: str
) -> None:
    study = Study(id=StudyId("a"), titles={})
    if before:
        catalogue.put_study(study, state=before)
    catalogue.put_studies([replace(study, contractor="Bureau")], held=[study.id])
    assert catalogue.standing(study.id).state == after
    assert catalogue.history(study.id)[-1].by == "ingest"


def test_a_study_that_is_brought_back_to_what_it_said_can_be_held(catalogue: Catalogue) -> None:
    study = Study(id=StudyId("a"), titles={})
    catalogue.put_study(study)
    catalogue.put_study(replace(study, contractor="Bureau"))
    catalogue.revert(study.id, to=1, by="anna", held=True)
    assert catalogue.standing(study.id).state is StudyState.IN_REVIEW
    assert catalogue.everything().study(study.id) == study
