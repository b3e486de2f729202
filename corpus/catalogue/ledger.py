"""A few facts of every study, read without the studies: what is added up, and when files came in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.rows import cost
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow
from corpus.study import AdministrationId, Cost, StudyId
from models.language import Language


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the files of a study came into the library: the first of them and the latest; aware."""

    first: datetime
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What is counted and added up of a study."""

    id: StudyId
    administrations: frozenset[AdministrationId]
    published: tuple[date, date] | None
    """First and last possible day."""
    cost: Cost | None
    languages: frozenset[Language]
    """Of its files, as declared or else as read."""


def ledger(session: Session) -> Sequence[LedgerEntry]:
    """Return an entry for each study, by id."""
    administrations = _several(session, _ADMINISTRATIONS)
    languages = _several(session, _LANGUAGES)
    return [
        LedgerEntry(
            id=StudyId(study),
            administrations=frozenset(map(AdministrationId, administrations.get(study, ()))),
            published=None if first is None or last is None else (first, last),
            cost=cost(cents, vat),
            languages=frozenset(map(Language, languages.get(study, ()))),
        )
        for study, first, last, cents, vat in session.execute(_STUDIES)
    ]


def arrivals(session: Session) -> Mapping[StudyId, Arrival]:
    """Return when the files of every study came in; a study without a recorded file is left out."""
    seen = func.min(FileRow.seen), func.max(FileRow.seen)
    query = select(StudyFileRow.study_id, *seen).join(FileRow, FileRow.sha256 == StudyFileRow.sha256)
    rows = session.execute(query.group_by(StudyFileRow.study_id))
    return {StudyId(study): Arrival(first, latest) for study, first, latest in rows}


_STUDIES = select(
    StudyRow.id, StudyRow.published_first, StudyRow.published_last, StudyRow.cost_cents, StudyRow.cost_vat
).order_by(StudyRow.id)

_ADMINISTRATIONS = select(AdministrationRow.study_id, AdministrationRow.administration_id)

_LANGUAGES = select(StudyFileRow.study_id, func.coalesce(StudyFileRow.language, FileRow.language)).outerjoin(
    FileRow, FileRow.sha256 == StudyFileRow.sha256
)


def _several(session: Session, query: Executable) -> dict[str, set[str]]:
    """Return the values of each study, without the missing ones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for study, value in session.execute(query):
        if value is not None:
            found[study].add(value)
    return found
