"""The catalogue: studies and files in a database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Engine, delete, func, select
from sqlalchemy.orm import Session, selectinload

from corpus.administrations import UNLISTED
from corpus.catalogue import engine as connections
from corpus.catalogue.faults import translated
from corpus.catalogue.files import batches, files_of, withdraw
from corpus.catalogue.judging import JudgedQuestion, Judgement, grades, newest, record
from corpus.catalogue.ledger import Arrival, LedgerEntry, arrivals, ledger
from corpus.catalogue.migrate import migrate
from corpus.catalogue.records import FileRecord, StudyOrder, StudySelection
from corpus.catalogue.rows import file_record, study, study_row, update_file_row
from corpus.catalogue.selection import ordered, selected
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow
from corpus.errors import StudyNotFoundError
from corpus.study import AdministrationId, FileState, Sha256, Study, StudyId

_WHOLE = tuple(selectinload(part) for part in (StudyRow.texts, StudyRow.administrations, StudyRow.files))


class Catalogue:
    """The truth about studies and files. Safe to share between threads; each call is one transaction.

    Other processes may read while one writes, and see what it committed. Every method raises
    ``CatalogueError`` kinds for what the database refuses, and nothing of the call is kept then.
    """

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._writer = connections.for_writing(engine)
        self.location = location

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Open the catalogue at a database URL (``sqlite_url`` makes one of a path), new or old.

        Raises:
            CatalogueNewerError: a newer version of the program migrated it.
            CatalogueUnavailableError: it cannot be reached, read or written.
        """
        parsed = connections.parse(url)
        location = connections.location_of(parsed)
        engine = connections.connect(parsed)
        try:
            with translated(location):
                migrate(engine, location)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, location)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put_study(self, study: Study) -> None:
        """Store a study; one with the same id is replaced as a whole, its file list included."""
        self.put_studies([study])

    def put_studies(self, studies: Iterable[Study]) -> None:
        """Store studies in one transaction: all of them, or none.

        Files that only the replaced versions held are withdrawn. A withdrawn file that a study holds
        again stays so until it is recorded anew.
        """
        entries = list({entry.id: entry for entry in studies}.values())
        with self._writing() as session:
            dropped: dict[str, StudyFileRow] = {}
            for batch in batches(entries):
                ids = [entry.id for entry in batch]
                dropped |= files_of(session, ids)
                session.execute(delete(StudyRow).where(StudyRow.id.in_(ids)))
                session.expunge_all()
                session.add_all(study_row(entry) for entry in batch)
                session.flush()
            withdraw(session, dropped)

    def remove_study(self, study_id: StudyId) -> None:
        """Forget a study. Its files stay recorded, as withdrawn where no other study holds them.

        Raises:
            StudyNotFoundError: there is no such study.
        """
        with self._writing() as session:
            if session.get(StudyRow, study_id) is None:
                raise StudyNotFoundError(study_id)
            dropped = files_of(session, [study_id])
            session.execute(delete(StudyRow).where(StudyRow.id == study_id))
            withdraw(session, dropped)

    def study(self, study_id: StudyId) -> Study:
        """Return one study.

        Raises:
            StudyNotFoundError: there is no such study.
        """
        with self._reading() as session:
            row = session.get(StudyRow, study_id, options=_WHOLE)
            if row is None:
                raise StudyNotFoundError(study_id)
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
        query = ordered(selected(select(StudyRow), selection).options(*_WHOLE), order)
        with self._reading() as session:
            return [study(row) for row in session.scalars(query.offset(offset).limit(limit))]

    def study_ids(self, selection: StudySelection | None = None) -> Sequence[StudyId]:
        """Return the ids of studies, by publication date, latest first day first."""
        query = ordered(selected(select(StudyRow.id), selection), StudyOrder.NEWEST)
        with self._reading() as session:
            return [StudyId(found) for found in session.scalars(query)]

    def arrivals(self) -> Mapping[StudyId, Arrival]:
        """Return when the files of every study came in; a study without a recorded file is left out."""
        with self._reading() as session:
            return arrivals(session)

    def ledger(self) -> Sequence[LedgerEntry]:
        """Return what is counted and added up of every study, by id."""
        with self._reading() as session:
            return ledger(session)

    def studies_by_id(self, ids: Sequence[StudyId]) -> Mapping[StudyId, Study]:
        """Return the studies with these ids; ids that are not there are left out."""
        query = select(StudyRow).options(*_WHOLE)
        with self._reading() as session:
            return {
                StudyId(row.id): study(row)
                for batch in batches(ids)
                for row in session.scalars(query.where(StudyRow.id.in_(batch)))
            }

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
        query = select(StudyFileRow.study_id).where(StudyFileRow.sha256 == sha256).distinct()
        with self._reading() as session:
            return [StudyId(found) for found in sorted(session.scalars(query))]

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

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with translated(self.location), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with translated(self.location), Session(self._writer) as session, session.begin():
            yield session
