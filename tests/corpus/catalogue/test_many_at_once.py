from datetime import UTC, datetime

from corpus.catalogue.records import FileRecord
from corpus.catalogue.store import Catalogue
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from models.language import Language

SEEN = datetime(2026, 1, 2, tzinfo=UTC)
MANY = 1201
"""More than a database takes in one question."""


def digest(number: int) -> Sha256:
    return Sha256(f"{number:064x}")


def test_studies_are_fetched_by_their_ids_and_unknown_ones_left_out(catalogue: Catalogue) -> None:
    studies = {
        StudyId(f"s{number}"): Study(
            id=StudyId(f"s{number}"),
            titles={Language.FR: f"Titre {number}"},
            files=(StudyFile(sha256=digest(number), name="a.pdf", size=1),),
        )
        for number in range(MANY)
    }
    catalogue.put_studies(studies.values())
    assert catalogue.studies_by_id([*studies, StudyId("none")]) == studies
    assert catalogue.studies_by_id([]) == {}


def test_file_records_are_fetched_by_their_hashes_and_unknown_ones_left_out(catalogue: Catalogue) -> None:
    record = FileRecord(
        sha256=digest(7), size=1, name="a.pdf", state=FileState.INDEXED, seen=SEEN, updated=SEEN
    )
    catalogue.record_file(record)
    assert catalogue.files_by_hash([digest(number) for number in range(MANY)]) == {digest(7): record}
