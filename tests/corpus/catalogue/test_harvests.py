"""What is remembered of other catalogues: with the studies, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.catalogue.harvests import HarvestedRecord, HarvestState, Take, Taken
from corpus.catalogue.store import Catalogue
from corpus.catalogue.writing import Kept
from corpus.life import Standing, StudyState
from corpus.study import Study, StudyId

SOURCE, NAME, TOLL = "https://source.example/oai", "oai:source.example:1", StudyId("toll")
RECORD = HarvestedRecord(identifier=NAME, study=TOLL, stamp="2026-01-01", told={"titles": [["fr", "Péage"]]})
STATE = HarvestState(asked={"set": "a"}, token="two", begun=datetime(2026, 1, 2, tzinfo=UTC))


def brought(_record: HarvestedRecord | None, _held: Kept | None, now: datetime) -> Taken:
    return Taken(Kept(Study(id=TOLL, titles={}), Standing(StudyState.DRAFT, now)), RECORD)


def test_a_source_never_asked_has_an_empty_state(catalogue: Catalogue) -> None:
    assert catalogue.harvest_state(SOURCE) == HarvestState()
    assert catalogue.harvested(SOURCE) == {}


def test_studies_records_and_state_are_kept_together(catalogue: Catalogue) -> None:
    catalogue.take_over(SOURCE, {NAME: (TOLL, brought)}, STATE, by="harvest")
    assert catalogue.harvest_state(SOURCE) == STATE
    assert catalogue.harvested(SOURCE) == {NAME: RECORD}
    assert catalogue.standing(TOLL).state is StudyState.DRAFT
    assert catalogue.history(TOLL)[0].by == "harvest"


def test_a_fault_keeps_nothing_of_a_page(catalogue: Catalogue) -> None:
    def broken(_record: HarvestedRecord | None, _held: Kept | None, _now: datetime) -> Taken:
        raise RuntimeError("power cut")

    other = StudyId("other")
    takes: dict[str, tuple[StudyId, Take]] = {NAME: (TOLL, brought), "b": (other, broken)}
    with pytest.raises(RuntimeError, match="power cut"):
        catalogue.take_over(SOURCE, takes, STATE, by="harvest")
    assert catalogue.everything().count_studies() == 0
    assert catalogue.harvest_state(SOURCE) == HarvestState()


def test_what_is_decided_is_decided_of_the_study_as_it_is(catalogue: Catalogue) -> None:
    catalogue.take_over(SOURCE, {NAME: (TOLL, brought)}, STATE, by="harvest")
    seen: list[tuple[HarvestedRecord | None, Kept | None]] = []

    def look(record: HarvestedRecord | None, held: Kept | None, _now: datetime) -> Taken:
        seen.append((record, held))
        return Taken(None, replace(RECORD, deleted=True))

    catalogue.take_over(SOURCE, {NAME: (TOLL, look)}, replace(STATE, token=None), by="harvest")
    ((record, held),) = seen
    assert record == RECORD
    assert held is not None
    assert held.study.id == TOLL
    assert catalogue.harvested(SOURCE)[NAME].deleted
    assert len(catalogue.history(TOLL)) == 1, "a study that was left as it is has no new entry"
