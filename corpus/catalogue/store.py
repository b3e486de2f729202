"""The catalogue: studies and files in a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from corpus.administrations import UNLISTED
from corpus.catalogue.deciding import Deciding
from corpus.catalogue.departures import Departure, changed, departures
from corpus.catalogue.disclosing import Disclosing
from corpus.catalogue.files import batches
from corpus.catalogue.harvests import Harvests
from corpus.catalogue.judging import JudgedQuestion, Judgement, grades, newest, record
from corpus.catalogue.ledger import Arrival, LedgerEntry, arrivals, ledger
from corpus.catalogue.outlines import Part, outlines
from corpus.catalogue.pairing import Pairing
from corpus.catalogue.records import FileRecord, StudyOrder, StudySelection
from corpus.catalogue.revising import Revising
from corpus.catalogue.rows import cost, file_record, study, update_file_row
from corpus.catalogue.selection import ordered, selected
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow
from corpus.catalogue.visibility import absent
from corpus.catalogue.writing import WHOLE
from corpus.life import StudyState
from corpus.study import AdministrationId, Cost, FileState, Sha256, Study, StudyId


class Catalogue(Pairing, Deciding, Disclosing, Harvests, Revising):
    """The truth about studies and files, as readers see it: published studies are all there are.

    ``everything()`` is the curator's view. Files that no visible study holds are known in both.
    """

    def study(self, study_id: StudyId) -> Study:
        """Return one study.

        Raises:
            StudyNotFoundError: there is no such study, or it was never published.
            StudyWithdrawnError: it was published, and withdrawn.
            StudyMergedError: it was merged into another one.
        """
        query = select(StudyRow).options(*WHOLE).where(StudyRow.id == study_id)
        with self._reading() as session:
            row = session.scalars(query).one_or_none()
            if row is None:
                raise absent(session, study_id)
            return study(row)

    def studies(
        self,
        *,
        offset: int = 0,
        limit: int | None = None,
        selection: StudySelection | None = None,
        order: StudyOrder = StudyOrder.NEWEST,
    ) -> Sequence[Study]:
        """Return studies in an order: by publication date that is by its first day."""
        query = ordered(selected(select(StudyRow), selection).options(*WHOLE), order)
        with self._reading() as session:
            return [study(row) for row in session.scalars(query.offset(offset).limit(limit))]

    def study_ids(self, selection: StudySelection | None = None) -> Sequence[StudyId]:
        """Return the ids of studies, by publication date, latest first day first."""
        query = ordered(selected(select(StudyRow.id), selection), StudyOrder.NEWEST)
        with self._reading() as session:
            return [StudyId(found) for found in session.scalars(query)]

    def costs(self, selection: StudySelection | None = None) -> Mapping[StudyId, Cost | None]:
        """Return what studies cost; ``None`` where that is unknown."""
        query = selected(select(StudyRow.id, StudyRow.cost_cents, StudyRow.cost_vat), selection)
        with self._reading() as session:
            return {StudyId(found): cost(cents, vat) for found, cents, vat in session.execute(query)}

    def arrivals(self) -> Mapping[StudyId, Arrival]:
        """Return when the files of every study came in; a study without a recorded file is left out."""
        with self._reading() as session:
            return arrivals(session)

    def changed(self) -> Mapping[StudyId, datetime]:
        """Return when each study changed last, where the log knows of a change."""
        with self._reading() as session:
            return changed(session)

    def departures(self) -> Sequence[Departure]:
        """Return the studies that were published and are no longer, whatever the view, by id."""
        with self._looking() as session:
            return departures(session)

    def ledger(self) -> Sequence[LedgerEntry]:
        """Return what is counted and added up of every study, by id."""
        with self._reading() as session:
            return ledger(session)

    def studies_by_id(self, ids: Sequence[StudyId]) -> Mapping[StudyId, Study]:
        """Return the studies with these ids; ids that are not there are left out."""
        query = select(StudyRow).options(*WHOLE)
        with self._reading() as session:
            return {
                StudyId(row.id): study(row)
                for batch in batches(ids)
                for row in session.scalars(query.where(StudyRow.id.in_(batch)))
            }

    def outlines(self, ids: Sequence[StudyId], part: Part) -> Sequence[Study]:
        """Return the studies with these ids, in order, with one part of them and nothing else.

        Ids that are not there are left out.
        """
        with self._reading() as session:
            return list(outlines(session, ids, part))

    def count_states(self) -> Mapping[StudyState, int]:
        """Return how many studies are in each state; a state without studies is missing."""
        query = select(StudyRow.state, func.count()).group_by(StudyRow.state)
        with self._reading() as session:
            return {StudyState(state): count for state, count in session.execute(query)}

    def count_studies(self, selection: StudySelection | None = None) -> int:
        """Return how many studies there are."""
        with self._reading() as session:
            return session.scalar(selected(select(func.count()).select_from(StudyRow), selection)) or 0

    def record_file(self, record: FileRecord) -> None:
        """Record where a file ended. The name and the time of its first record are kept."""
        with self._writing() as session:
            row = session.get(FileRow, record.sha256)
            if row is None:
                row = FileRow(sha256=record.sha256, name=record.name, seen=record.seen)
                session.add(row)
            update_file_row(row, record)

    def file(self, sha256: Sha256) -> FileRecord | None:
        """Return what is recorded of a file; ``None`` for one never seen."""
        with self._reading() as session:
            row = session.get(FileRow, sha256)
            return file_record(row) if row else None

    def files_by_hash(self, hashes: Sequence[Sha256]) -> Mapping[Sha256, FileRecord]:
        """Return what is recorded of these files; those never seen are left out."""
        with self._reading() as session:
            return {
                Sha256(row.sha256): file_record(row)
                for batch in batches(hashes)
                for row in session.scalars(select(FileRow).where(FileRow.sha256.in_(batch)))
            }

    def files(self, state: FileState | None = None) -> Sequence[FileRecord]:
        """Return the files ever seen, or those in one state, by name and then by hash."""
        query = select(FileRow).order_by(FileRow.name, FileRow.sha256)
        if state is not None:
            query = query.where(FileRow.state == state.value)
        with self._reading() as session:
            return [file_record(row) for row in session.scalars(query)]

    def count_files(self) -> Mapping[FileState, int]:
        """Return how many files are in each state; a state without files is missing."""
        query = select(FileRow.state, func.count()).group_by(FileRow.state)
        with self._reading() as session:
            return {FileState(state): count for state, count in session.execute(query)}

    def studies_of_file(self, sha256: Sha256) -> Sequence[StudyId]:
        """Return the ids of the studies that hold a file, in order."""
        return self.studies_of_files([sha256]).get(sha256, [])

    def studies_of_files(self, hashes: Sequence[Sha256]) -> Mapping[Sha256, Sequence[StudyId]]:
        """Return the ids of the studies that hold each file, in order; files without any are absent."""
        held = select(StudyFileRow.sha256, StudyFileRow.study_id).distinct().order_by(StudyFileRow.study_id)
        found: dict[Sha256, list[StudyId]] = {}
        with self._reading() as session:
            for batch in batches(hashes):
                for sha256, study in session.execute(held.where(StudyFileRow.sha256.in_(batch))):
                    found.setdefault(Sha256(sha256), []).append(StudyId(study))
        return found

    def unlisted_administrations(self) -> Mapping[AdministrationId, str]:
        """Return the administrations in use that the registry does not know, as most studies write them."""
        used = AdministrationRow.administration_id, AdministrationRow.as_written
        query = (
            select(*used)
            .where(used[0].startswith(UNLISTED, autoescape=True))
            .group_by(*used)
            .order_by(used[0], func.count().desc(), used[1])
        )
        with self._reading() as session:
            names: dict[AdministrationId, str] = {}
            for found, written in session.execute(query):
                if found is not None:
                    names.setdefault(AdministrationId(found), written or found.removeprefix(UNLISTED))
            return names

    def record_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; those that the judge gave before stay, and count no more."""
        with self._writing() as session:
            record(session, judgement)

    def judgements(self) -> Sequence[Judgement]:
        """Return the newest judgement of each judge of each study for each question, oldest first."""
        with self._reading() as session:
            return newest(session)

    def grades(self, question: JudgedQuestion, judge: str) -> Mapping[StudyId, int]:
        """Return the grades that a judge gave for a question."""
        with self._reading() as session:
            return grades(session, question, judge)
