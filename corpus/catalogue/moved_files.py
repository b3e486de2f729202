"""Open questions about files that another answer gave to a study, or took out of one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.jobs_tables import TodoRow
from corpus.jobs import OF_A_FILE, TodoKind, TodoState
from corpus.study import Sha256, Study, StudyId

Changes = Mapping[StudyId, tuple[Study, Study | None]]
"""Studies as they were and as they are."""


def follow(session: Session, changes: Changes, homes: Mapping[Sha256, StudyId], *, by: str) -> None:
    """Let the open questions about files go where the files go.

    What is asked about a file that left its study is asked of the study that has it now, and of nobody
    where none has. A row that asked for a file and has it now is answered.

    Args:
        session: that of the changes.
        changes: what became of the studies that were there before.
        homes: where files are now.
        by: who made the changes.
    """
    if not changes:
        return
    for row in _open(session, changes, sorted(OF_A_FILE)):
        before, after = changes[StudyId(row.study_id or "")]
        sha256 = Sha256(row.facts["file"]["sha256"])
        if sha256 in _hashes(before) - _hashes(after):
            _go_on(row, homes.get(sha256), by)
    for study, (before, after) in changes.items():
        for sha256 in sorted(_hashes(after) - _hashes(before)):
            _answer(_open(session, [study], [TodoKind.ROW_WITHOUT_FILE]), before, sha256, by)


def _hashes(study: Study | None) -> set[Sha256]:
    return {file.sha256 for file in study.files} if study else set()


def _open(session: Session, studies: Collection[StudyId], kinds: Sequence[TodoKind]) -> Sequence[TodoRow]:
    query = select(TodoRow).where(
        TodoRow.state == TodoState.OPEN.value,
        TodoRow.kind.in_([kind.value for kind in kinds]),
        TodoRow.study_id.in_(list(studies)),
    )
    return session.scalars(query).all()


def _go_on(row: TodoRow, home: StudyId | None, by: str) -> None:
    if home is None or row.kind == TodoKind.FILE_WITHOUT_ROW.value:
        _settle(row, TodoState.DISMISSED, by)
    else:
        row.study_id = home


def _answer(asked: Sequence[TodoRow], before: Study, sha256: Sha256, by: str) -> None:
    """Answer the one question that proposed a file, or the only one of a study that had no file.

    Of several, nobody can tell which it was.
    """
    proposed = [row for row in asked if sha256 in row.facts.get("files", ())]
    meant = proposed or (asked if not before.files else [])
    if len(meant) == 1:
        _settle(meant[0], TodoState.ACCEPTED, by)
        meant[0].choice = sha256


def _settle(row: TodoRow, state: TodoState, by: str) -> None:
    row.state, row.settled, row.settled_by = state.value, datetime.now(UTC), by
