"""Two records made one by what each says."""

from dataclasses import replace

from hypothesis import given

from corpus.catalogue.documents import document
from corpus.duplicates.merging import merged, parted
from corpus.life import Standing, StudyState
from corpus.study import Study
from tests.corpus.catalogue.test_studies import studies

DRAFT = Standing(StudyState.DRAFT)


@given(studies, studies)
def test_a_merge_keeps_what_the_kept_one_says_and_every_file_of_both(kept: Study, other: Study) -> None:
    whole = merged(kept, other)
    assert whole.id == kept.id
    assert whole.titles.items() >= kept.titles.items()
    assert set(whole.titles) == {*kept.titles, *other.titles}
    assert {file.sha256 for file in whole.files} == {file.sha256 for file in (*kept.files, *other.files)}
    assert whole.files[: len(kept.files)] == kept.files
    assert whole.cost in (kept.cost, other.cost)
    assert kept.cost is None or whole.cost == kept.cost
    assert merged(whole, other) == whole, "merging again changes nothing more"


@given(studies, studies)
def test_what_a_merge_brought_is_taken_away_exactly(kept: Study, other: Study) -> None:
    alone, whole = document(kept, DRAFT), document(merged(kept, other), DRAFT)
    assert parted(whole, whole, alone) == alone


@given(studies, studies)
def test_what_was_written_since_a_merge_stays(kept: Study, other: Study) -> None:
    edited = replace(merged(kept, other), contractor="Somebody else")
    alone, whole = document(kept, DRAFT), document(merged(kept, other), DRAFT)
    expected = document(replace(kept, contractor="Somebody else"), DRAFT)
    assert parted(document(edited, DRAFT), whole, alone) == expected
