"""Personal data leaves a record and its history for good; the log says that, and keeps a bar in its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corpus.administrations import UNLISTED
from corpus.catalogue.documents import ABSORBED, INTO, REDACTED, STATE
from corpus.catalogue.duplicates_tables import CandidateRow
from corpus.catalogue.harvest_tables import HarvestRecordRow
from corpus.catalogue.history import latest, rows, write
from corpus.catalogue.jobs_tables import JobRow, TodoRow
from corpus.catalogue.rows import standing, study
from corpus.catalogue.tables import ChangeRow, FileRow, StudyRow
from corpus.catalogue.writing import WHOLE, Kept, told_of
from corpus.personal import Erasure
from corpus.reasons import from_json, to_json
from corpus.redaction import covering, covering_all
from corpus.study import StudyId
from corpus.text import slug

Cover = Callable[[Any], Any]
"""Puts bars into all texts of a value of JSON."""

_NO_TEXT = (STATE, INTO, ABSORBED, REDACTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Covers:
    text: Cover
    contractor: Cover
    administration: Cover
    """For ids, which are made of names."""


def erase(session: Session, erasure: Erasure, number: int) -> None:
    """Take values out of a study, its history and what else the catalogue remembers of it.

    Args:
        session: a transaction that writes.
        erasure: the values.
        number: of the decision to redact them, which the entries of the log refer to.
    """
    covers = _covers(erasure)
    query = select(StudyRow).options(*WHOLE).where(StudyRow.id == erasure.study).with_for_update()
    row = session.scalars(query).one_or_none()
    if row is not None:
        _cover_study(session, row, covers)
    _cover_log(session, erasure.study, covers, number)
    _cover_beside(session, erasure.study, covers.text)
    session.flush()
    _tell(session, row, erasure)


def _covers(erasure: Erasure) -> _Covers:
    everywhere = erasure.spellings | erasure.spellings_of_others
    identity = covering({*everywhere, *filter(None, map(slug, everywhere))})

    def covered_id(name: str) -> str:
        return identity(name) if name.startswith(UNLISTED) else name

    return _Covers(
        text=covering_all(covering(everywhere)),
        contractor=covering_all(covering(erasure.spellings)),
        administration=covering_all(covered_id),
    )


def _cover_study(session: Session, row: StudyRow, covers: _Covers) -> None:
    row.state_reason, row.contractor = covers.text(row.state_reason), covers.contractor(row.contractor)
    for text in row.texts:
        _cover_columns(text, covers.text, "title", "abstract", "keywords")
    for body in row.administrations:
        body.as_written = covers.text(body.as_written)
        body.administration_id = covers.administration(body.administration_id)
    for file in row.files:
        file.name = covers.text(file.name)
        seen = session.get(FileRow, file.sha256)
        if seen is not None:
            seen.name = covers.text(seen.name)


def _cover_log(session: Session, study_id: StudyId, covers: _Covers, number: int) -> None:
    cover_of = {"contractor": covers.contractor, "administrations": covers.administration}
    query = select(ChangeRow).where(ChangeRow.study_id == study_id, ChangeRow.field.not_in(_NO_TEXT))
    for row in session.scalars(query):
        cover = cover_of.get(row.field, covers.text)
        _cover_columns(row, cover, "before", "after")
        if session.is_modified(row):
            row.redaction = number


def _cover_beside(session: Session, study_id: StudyId, cover: Cover) -> None:
    """Cover the values in what imports, harvests and duplicates tell; jobs are few, and name no study."""
    for todo in session.scalars(select(TodoRow).where(TodoRow.study_id == study_id)):
        _cover_columns(todo, cover, "value", "proposals", "facts", "choice")
        _cover_reason(todo, cover)
    for record in session.scalars(select(HarvestRecordRow).where(HarvestRecordRow.study_id == study_id)):
        _cover_columns(record, cover, "told")
    with_it = or_(CandidateRow.first == study_id, CandidateRow.second == study_id)
    for pair in session.scalars(select(CandidateRow).where(with_it)):
        _cover_columns(pair, cover, "evidence")
    for job in session.scalars(select(JobRow)):
        _cover_columns(job, cover, "asked", "report")
        _cover_reason(job, cover)


def _cover_columns(row: Any, cover: Cover, *columns: str) -> None:
    for column in columns:
        setattr(row, column, cover(getattr(row, column)))


def _cover_reason(row: TodoRow | JobRow, cover: Cover) -> None:
    if row.reason is not None:
        row.reason = from_json(cover(to_json(row.reason)))


def _tell(session: Session, row: StudyRow | None, erasure: Erasure) -> None:
    """Write into the log that something was redacted, by whom and when, and of what kind it was."""
    one, last = erasure.study, erasure.decisions[-1]
    told: Mapping[str, Any] = {}
    if row is not None:
        told = told_of(session, {one: Kept(study(row), standing(row))})[one]
    what = [{"kind": decision.kind, "masked": decision.masked} for decision in erasure.decisions]
    known = latest(session, [one]).get(one, 0)
    write(session, [*rows(one, told, {**told, REDACTED: what}, known=known, by=last.by, made=last.made)])
