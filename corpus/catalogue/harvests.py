"""What the catalogue remembers of other catalogues that studies were taken over from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.documents import Document
from corpus.catalogue.files import batches
from corpus.catalogue.harvest_tables import HarvestRecordRow, HarvestSourceRow
from corpus.catalogue.writing import Kept, change
from corpus.study import StudyId

LONGEST_NAME = 500
"""Characters of the address of a source, and of the identifier of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedRecord:
    """A record of a source and the study that it became."""

    identifier: str
    study: StudyId
    stamp: str | None
    """When it changed, in the words of the source; ``None`` where that does not say."""
    told: Document
    """What it said when it was last taken over, as the log writes studies."""
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestState:
    """How far the harvest of a source is."""

    asked: Mapping[str, str] = field(default_factory=dict)
    """What the harvest that is under way, or else the last one, asked for."""
    token: str | None = None
    """Where it goes on; ``None`` where none is under way."""
    begun: datetime | None = None
    """When the source began to answer it; aware."""
    completed: datetime | None = None
    """When the source began to answer the last harvest that came to its end; aware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source that was harvested."""

    address: str
    records: int
    """That were taken over from it so far."""
    completed: datetime | None
    """When the source began to answer the last harvest that came to its end; aware."""
    cut_short: bool
    """A harvest of it has not come to its end."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of a study and what is remembered of its record; ``None``: all stays as it is."""

    kept: Kept | None
    record: HarvestedRecord | None


Take = Callable[[HarvestedRecord | None, Kept | None, datetime], Taken]
"""From what is remembered of a record, and its study as it is now, to what becomes of both."""


class Harvests(Connected):
    """Whatever the view: curators alone harvest."""

    def harvest_state(self, source: str) -> HarvestState:
        """Return how far the harvest of a source is; an empty state of one never asked."""
        with self._looking() as session:
            row = session.get(HarvestSourceRow, source)
            if row is None:
                return HarvestState()
            return HarvestState(asked=row.asked, token=row.token, begun=row.begun, completed=row.completed)

    def harvest_sources(self) -> Sequence[KnownSource]:
        """Return the sources that were ever harvested, in the order of their addresses."""
        counted = (
            select(HarvestSourceRow, func.count(HarvestRecordRow.identifier))
            .outerjoin(HarvestRecordRow, HarvestRecordRow.source == HarvestSourceRow.source)
            .group_by(HarvestSourceRow.source)
            .order_by(HarvestSourceRow.source)
        )
        with self._looking() as session:
            return [
                KnownSource(
                    address=row.source,
                    records=count,
                    completed=row.completed,
                    cut_short=row.token is not None,
                )
                for row, count in session.execute(counted)
            ]

    def harvested(self, source: str) -> Mapping[str, HarvestedRecord]:
        """Return what is remembered of the records of a source, by identifier."""
        query = select(HarvestRecordRow).where(HarvestRecordRow.source == source)
        with self._looking() as session:
            return {row.identifier: _record(row) for row in session.scalars(query)}

    def take_over(
        self, source: str, takes: Mapping[str, tuple[StudyId, Take]], state: HarvestState, *, by: str
    ) -> None:
        """Take over records of a source in one transaction, with how far its harvest is: all, or nothing.

        Args:
            source: the address of the source.
            takes: by identifier, the id of the study and what becomes of it as it is at that moment.
            state: how far the harvest is afterwards.
            by: who takes over, for the log.
        """
        with self._writing() as session:
            known = _load(session, source, [*takes])
            identifiers = {study: identifier for identifier, (study, _) in takes.items()}
            remembered: list[HarvestRecordRow] = []

            def taken(study: StudyId, before: Kept | None, now: datetime) -> Kept | None:
                identifier = identifiers[study]
                decided = takes[identifier][1](known.get(identifier), before, now)
                if decided.record:
                    remembered.append(_row(source, decided.record))
                return decided.kept or before

            change(session, [*identifiers], taken, by=by)
            for row in remembered:
                session.merge(row)
            session.merge(
                HarvestSourceRow(
                    source=source,
                    asked=dict(state.asked),
                    token=state.token,
                    begun=state.begun,
                    completed=state.completed,
                )
            )


def _load(session: Session, source: str, identifiers: Sequence[str]) -> dict[str, HarvestedRecord]:
    query = select(HarvestRecordRow).where(HarvestRecordRow.source == source)
    return {
        row.identifier: _record(row)
        for batch in batches(identifiers)
        for row in session.scalars(query.where(HarvestRecordRow.identifier.in_(batch)))
    }


def _record(row: HarvestRecordRow) -> HarvestedRecord:
    return HarvestedRecord(
        identifier=row.identifier,
        study=StudyId(row.study_id),
        stamp=row.stamp,
        told=row.told,
        deleted=row.deleted,
    )


def _row(source: str, record: HarvestedRecord) -> HarvestRecordRow:
    return HarvestRecordRow(
        source=source,
        identifier=record.identifier,
        study_id=record.study,
        stamp=record.stamp,
        told=dict(record.told),
        deleted=record.deleted,
    )
