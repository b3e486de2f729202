from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalogue.ledger import Arrival
from corpus.catalogue.records import FileRecord, StudySelection
from corpus.catalogue.store import Catalogue
from corpus.reasons import reason
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from models.language import Language

FIRST = Sha256("a" * 64)
SECOND = Sha256("b" * 64)
THIRD = Sha256("c" * 64)
SEEN = datetime(2024, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def record(sha256: Sha256 = FIRST, state: FileState = FileState.INDEXED) -> FileRecord:
    return FileRecord(
        sha256=sha256,
        size=10,
        name="rapport.pdf",
        state=state,
        seen=SEEN,
        updated=SEEN,
        pages_found=12,
        pages_with_text=11,
        language=Language.NL,
        reason=reason("pages.silent", pages="3", count=1),
        extractor="7",
    )


def study(name: str, *files: Sha256) -> Study:
    return Study(
        id=StudyId(name),
        titles={},
        files=tuple(StudyFile(sha256=sha256, name=f"{sha256[0]}.pdf", size=10) for sha256 in files),
    )


def state_of(catalogue: Catalogue, sha256: Sha256) -> FileState:
    found = catalogue.file(sha256)
    assert found is not None
    return found.state


def test_a_record_comes_back_exactly(catalogue: Catalogue) -> None:
    catalogue.record_file(record())
    assert catalogue.file(FIRST) == record()
    assert catalogue.file(SECOND) is None


def test_a_moment_in_another_time_zone_is_the_same_moment(catalogue: Catalogue) -> None:
    brussels = SEEN.astimezone(timezone(timedelta(hours=2)))
    catalogue.record_file(replace(record(), seen=brussels, updated=brussels))
    assert catalogue.file(FIRST) == record()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(record(), updated=datetime(2024, 3, 1))


def test_a_later_record_keeps_the_first_name_and_the_first_time(catalogue: Catalogue) -> None:
    catalogue.record_file(record())
    later = SEEN + timedelta(days=3)
    catalogue.record_file(
        replace(record(state=FileState.FAILED), name="copy.pdf", seen=later, updated=later, reason=None)
    )
    assert catalogue.file(FIRST) == replace(record(), state=FileState.FAILED, updated=later, reason=None)


def test_files_are_listed_by_state_and_counted(catalogue: Catalogue) -> None:
    catalogue.record_file(record(SECOND, FileState.FAILED))
    catalogue.record_file(record(FIRST))
    assert [entry.sha256 for entry in catalogue.files()] == [FIRST, SECOND]
    assert [entry.sha256 for entry in catalogue.files(FileState.FAILED)] == [SECOND]
    assert catalogue.count_files() == {FileState.INDEXED: 1, FileState.FAILED: 1}


def test_studies_with_a_failed_file_can_be_selected(catalogue: Catalogue) -> None:
    catalogue.put_studies([study("a", FIRST), study("b", SECOND, FIRST), study("c")])
    catalogue.record_file(record(SECOND, FileState.FAILED))
    failed = StudySelection(file_states=frozenset({FileState.FAILED, FileState.PARTIAL}))
    assert [entry.id for entry in catalogue.studies(selection=failed)] == ["b"]


def test_studies_are_selected_by_the_language_declared_or_else_read(catalogue: Catalogue) -> None:
    catalogue.put_studies([study("a", FIRST), study("b", SECOND), study("c", THIRD), study("d")])
    declared = StudyFile(sha256=FIRST, name="fr.pdf", size=1, language=Language.FR)
    catalogue.put_study(replace(study("a", FIRST), files=(declared,)))
    for sha256 in (FIRST, SECOND):
        catalogue.record_file(replace(record(sha256), language=Language.NL))
    chosen = {language: StudySelection(languages=frozenset({language})) for language in Language}
    assert {language: catalogue.study_ids(selection) for language, selection in chosen.items()} == {
        Language.FR: ["a"],
        Language.NL: ["b"],
        Language.EN: [],
    }


def test_a_study_came_in_with_its_first_file_and_grew_with_its_latest(catalogue: Catalogue) -> None:
    later = SEEN + timedelta(days=2)
    catalogue.put_studies([study("a", FIRST, SECOND), study("b", SECOND), study("c", THIRD), study("d")])
    catalogue.record_file(record())
    catalogue.record_file(replace(record(SECOND), seen=later))
    assert catalogue.arrivals() == {"a": Arrival(SEEN, later), "b": Arrival(later, later)}


def test_the_studies_of_a_file_are_named_once_each(catalogue: Catalogue) -> None:
    catalogue.put_studies([study("b", FIRST, FIRST), study("a", FIRST), study("c", SECOND)])
    assert catalogue.studies_of_file(FIRST) == ["a", "b"]


def test_files_of_a_removed_study_stay_recorded_as_withdrawn(catalogue: Catalogue) -> None:
    catalogue.put_study(study("a", FIRST))
    catalogue.record_file(record())
    catalogue.remove_study(StudyId("a"))
    found = catalogue.file(FIRST)
    assert found is not None
    assert (found.state, found.pages_found, found.seen) == (FileState.WITHDRAWN, 12, SEEN)
    assert found.reason is not None
    assert found.updated > SEEN


def test_a_file_that_was_never_extracted_is_remembered_when_its_study_goes(catalogue: Catalogue) -> None:
    catalogue.put_study(study("a", FIRST))
    catalogue.remove_study(StudyId("a"))
    found = catalogue.file(FIRST)
    assert found is not None
    assert (found.state, found.name, found.size, found.extractor) == (
        FileState.WITHDRAWN,
        "a.pdf",
        10,
        None,
    )


def test_a_file_that_another_study_holds_is_not_withdrawn(catalogue: Catalogue) -> None:
    catalogue.put_studies([study("a", FIRST), study("b", FIRST)])
    catalogue.record_file(record())
    catalogue.remove_study(StudyId("a"))
    assert state_of(catalogue, FIRST) is FileState.INDEXED


def test_a_file_replaced_by_another_is_withdrawn(catalogue: Catalogue) -> None:
    catalogue.put_study(study("a", FIRST))
    catalogue.record_file(record())
    catalogue.put_study(study("a", SECOND))
    assert state_of(catalogue, FIRST) is FileState.WITHDRAWN
    assert catalogue.file(SECOND) is None


def test_a_file_that_moves_between_studies_in_one_transaction_is_not_withdrawn(
    catalogue: Catalogue,
) -> None:
    catalogue.put_study(study("a", FIRST))
    catalogue.record_file(record())
    catalogue.put_studies([study("a"), study("b", FIRST)])
    assert state_of(catalogue, FIRST) is FileState.INDEXED


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.integers(0, 3))), max_size=8))
def test_a_file_is_withdrawn_once_the_last_study_that_held_it_lets_go(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[int]]]
) -> None:
    held: dict[str, set[int]] = {}
    let_go: set[int] = set()
    url = f"sqlite:///{tmp_path_factory.mktemp('steps')}/catalogue.sqlite"
    with Catalogue.open(url) as catalogue:
        for name, numbers in steps:
            catalogue.put_study(study(name, *(Sha256(f"{number:064x}") for number in sorted(numbers))))
            before = held.get(name, set())
            held[name] = numbers
            let_go |= before - set().union(*held.values())
        assert {int(entry.sha256, 16) for entry in catalogue.files(FileState.WITHDRAWN)} == let_go
