"""From the rows of studies to others; of a study that changes in one place, only that is written."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from corpus.catalogue.rows import Rows, Values
from corpus.catalogue.tables import AdministrationRow, StudyFileRow, StudyRow, TextRow
from corpus.study import StudyId

_Table = type[TextRow] | type[AdministrationRow] | type[StudyFileRow]

_PARTS: Mapping[str, _Table] = {"texts": TextRow, "administrations": AdministrationRow, "files": StudyFileRow}
"""What a study has several of, and where."""


def rewrite(session: Session, before: Mapping[StudyId, Rows], after: Mapping[StudyId, Rows]) -> None:
    """Bring the tables from some rows to others.

    Args:
        session: a transaction that writes; nothing of the studies may be loaded in it.
        before: the rows of studies as the tables have them, no more than one question takes.
        after: what they shall be; studies without rows here leave.
    """
    gone = [study for study in before if study not in after]
    session.execute(delete(StudyRow).where(StudyRow.id.in_(gone)))
    _insert(session, StudyRow, (rows.study for study, rows in after.items() if study not in before))
    changed = [
        rows.study for study, rows in after.items() if study in before and rows.study != before[study].study
    ]
    if changed:
        session.execute(update(StudyRow), changed)
    for part, table in _PARTS.items():
        _rewrite_part(session, table, _part(before, part), _part(after, part))


def _rewrite_part(
    session: Session,
    table: _Table,
    before: Mapping[StudyId, Sequence[Values]],
    after: Mapping[StudyId, Sequence[Values]],
) -> None:
    differing = [study for study, rows in after.items() if rows != before.get(study, ())]
    session.execute(delete(table).where(table.study_id.in_(differing)))
    _insert(session, table, (row for study in differing for row in after[study]))


def _part(studies: Mapping[StudyId, Rows], part: str) -> Mapping[StudyId, Sequence[Values]]:
    return {study: getattr(rows, part) for study, rows in studies.items()}


def _insert(session: Session, table: type, rows: Iterable[Values]) -> None:
    values = list(rows)
    if values:
        session.execute(insert(table), values)
