"""Ids of points."""

from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from corpus.study import StudyId
from index.ids import STUDY_HALF, point_id


@given(st.text(), st.text())
def test_ids_are_uuids_written_as_engines_write_them(study: str, name: str) -> None:
    id_ = point_id(StudyId(study), name)
    assert str(UUID(id_)) == id_
    assert (UUID(id_).version, UUID(id_).variant) == (8, RFC_4122)


def test_the_points_of_a_study_share_half_their_id_and_no_more() -> None:
    ids = {point_id(StudyId(study), name) for study in ("a", "b") for name in ("0", "1", "title/fr")}
    assert len(ids) == 6
    assert len({id_[STUDY_HALF] for id_ in ids}) == 2


def test_a_name_cannot_be_read_as_part_of_the_study() -> None:
    assert point_id(StudyId("a"), "b/0") != point_id(StudyId("a/b"), "0")
