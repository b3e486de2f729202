"""Files that came in and became part of no study: an import that was stopped leaves such ones."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Text, cast, delete, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.files import withdraw
from corpus.catalogue.jobs_tables import JobRow, TodoRow
from corpus.catalogue.personal_tables import PersonalDecisionRow
from corpus.catalogue.tables import ChangeRow, FileRow, StudyFileRow
from corpus.jobs import JobKind, JobState
from corpus.study import Sha256

_BRINGING = (JobKind.IMPORT.value, JobKind.HARVEST.value)


class LooseFiles(Connected):
    """Lets go of files that no study holds."""

    def let_go(self, files: Iterable[Sha256], discard: Callable[[Sha256], None]) -> None:
        """Forget files to which nothing refers, and record as withdrawn those that only the past refers to.

        A file that a study holds stays as it is. So do all while a job brings files in, which may be about
        to give one to a study; none begins before this has ended. A file leaves the disk before its record
        leaves the catalogue: one of which this was cut short is still known, and let go the next time.

        Args:
            files: that were recorded.
            discard: deletes what the library keeps of a file; nothing may be there any more.
        """
        with self._writing() as session:
            if session.scalar(_under_way().limit(1)) is not None:
                return
            for row in list(_loose(session, files)):
                if _is_remembered(session, row.sha256):
                    gone = StudyFileRow(sha256=row.sha256, name=row.name, size=row.size)
                    withdraw(session, {row.sha256: gone})
                else:
                    discard(Sha256(row.sha256))
                    session.execute(delete(FileRow).where(FileRow.sha256 == row.sha256))


def _under_way() -> Any:
    return select(JobRow.id).where(JobRow.kind.in_(_BRINGING), JobRow.state == JobState.RUNNING.value)


def _loose(session: Session, files: Iterable[Sha256]) -> Iterator[FileRow]:
    for sha256 in files:
        row = session.get(FileRow, sha256)
        held = select(StudyFileRow.study_id).where(StudyFileRow.sha256 == sha256).limit(1)
        if row is not None and session.scalar(held) is None:
            yield row


def _is_remembered(session: Session, sha256: str) -> bool:
    """Tell whether the history of a study, a question or a decision about personal data names a file."""
    changes = (ChangeRow.before, ChangeRow.after)
    named = (
        *(
            select(ChangeRow.number).where(ChangeRow.field == "files", _names(told, sha256))
            for told in changes
        ),
        select(TodoRow.id).where(_names(TodoRow.facts, sha256)),
        select(PersonalDecisionRow.number).where(PersonalDecisionRow.holder.contains(sha256)),
    )
    return any(session.scalar(query.limit(1)) is not None for query in named)


def _names(told: Any, sha256: str) -> Any:
    return cast(told, Text).contains(sha256)
