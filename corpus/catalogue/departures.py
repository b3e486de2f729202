"""What those who keep copies of the catalogue are told: which studies readers lost, and what changed when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue.tables import AdministrationRow, ChangeRow, StudyRow
from corpus.life import StudyState
from corpus.study import AdministrationId, StudyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A study that was published and is no longer: withdrawn, or removed."""

    study: StudyId
    since: datetime
    """Aware."""
    administrations: frozenset[AdministrationId]


def departures(session: Session) -> Sequence[Departure]:
    """Return the studies that readers lost and have not got back, by id."""
    published = set(session.scalars(select(StudyRow.id).where(StudyRow.state == StudyState.PUBLISHED.value)))
    gone = {departure.study: departure for departure in (*_removed(session), *_withdrawn(session))}
    return [gone[study] for study in sorted(gone) if study not in published]


def changed(session: Session) -> Mapping[StudyId, datetime]:
    """Return when each study changed last; one that has not changed since the log began is left out."""
    query = select(ChangeRow.study_id, func.max(ChangeRow.made)).join(
        StudyRow, StudyRow.id == ChangeRow.study_id
    )
    return {StudyId(study): made for study, made in session.execute(query.group_by(ChangeRow.study_id))}


def _withdrawn(session: Session) -> Iterator[Departure]:
    query = (
        select(StudyRow.id, StudyRow.state_since, AdministrationRow.administration_id)
        .outerjoin(AdministrationRow, AdministrationRow.study_id == StudyRow.id)
        .where(StudyRow.state == StudyState.WITHDRAWN.value)
    )
    found: dict[str, tuple[datetime, set[AdministrationId]]] = {}
    for study, since, administration in session.execute(query):
        if since is None:
            continue
        named = found.setdefault(study, (since, set()))[1]
        named |= {AdministrationId(administration)} if administration else set()
    for study, (since, named) in found.items():
        yield Departure(study=StudyId(study), since=since, administrations=frozenset(named))


def _removed(session: Session) -> Iterator[Departure]:
    """Yield the last removal of each study that was published then; the log alone knows of it."""
    last: dict[str, ChangeRow] = {}
    removals = select(ChangeRow).where(ChangeRow.field == "state", ChangeRow.after.is_(None))
    for row in session.scalars(removals.order_by(ChangeRow.number)):
        if row.before == StudyState.PUBLISHED.value:
            last[row.study_id] = row
    for study, row in last.items():
        named = session.scalar(
            select(ChangeRow.before).where(
                ChangeRow.study_id == study,
                ChangeRow.revision == row.revision,
                ChangeRow.field == "administrations",
            )
        )
        administrations = frozenset(map(AdministrationId, named or ()))
        yield Departure(study=StudyId(study), since=row.made, administrations=administrations)
