"""What becomes of files that a study no longer holds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.tables import FileRow, StudyFileRow
from corpus.reasons import reason
from corpus.study import FileState, StudyId

NO_STUDY = reason("file.no-study")
"""The reason that a withdrawn file is recorded with."""

_BATCH = 500

Item = TypeVar("Item")


def files_of(session: Session, studies: Sequence[StudyId]) -> dict[str, StudyFileRow]:
    """Return the files that these studies hold now, by hash."""
    rows = session.scalars(select(StudyFileRow).where(StudyFileRow.study_id.in_(studies)))
    return {row.sha256: row for row in rows}


def withdraw(session: Session, dropped: Mapping[str, StudyFileRow]) -> None:
    """Record those files as withdrawn that no study holds any more."""
    now = datetime.now(UTC)
    for batch in batches(list(dropped)):
        held = set(session.scalars(select(StudyFileRow.sha256).where(StudyFileRow.sha256.in_(batch))))
        known = {row.sha256: row for row in session.scalars(select(FileRow).where(FileRow.sha256.in_(batch)))}
        for sha256 in batch:
            if sha256 not in held:
                row = known.get(sha256) or _never_recorded(dropped[sha256], now)
                row.state, row.reason, row.updated = FileState.WITHDRAWN.value, NO_STUDY, now
                session.add(row)


def _never_recorded(held: StudyFileRow, now: datetime) -> FileRow:
    """A file whose ingest never came to an end is remembered too."""
    return FileRow(sha256=held.sha256, name=held.name, size=held.size, seen=now)


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield ``items`` in order, as many at a time as a database takes in one question."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
