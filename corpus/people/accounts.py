"""Accounts in the database of the catalogue."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.people_tables import AttemptRow, EventRow, LinkRow, PersonRow, SessionRow
from corpus.people.errors import LastAdministratorError, PersonExistsError, PersonNotFoundError
from corpus.people.history import EventKind, PersonEvent, event, record
from corpus.people.passwords import Passwords
from corpus.people.permissions import Role
from corpus.people.person import Person, PersonName


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts(Connected):
    """People who may change the library. Every change says who makes it (``by``), for the log."""

    def __init__(
        self,
        engine: Engine,
        location: str,
        *,
        everything: bool = False,
        passwords: Passwords | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(engine, location, everything=everything)
        self._passwords, self._now = passwords or Passwords(), now

    def people(self) -> Sequence[Person]:
        """Return all accounts, by name."""
        with self._looking() as session:
            return [person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.name))]

    def anybody(self) -> bool:
        """Return whether there is an account at all: without one the desk is closed."""
        with self._looking() as session:
            return session.scalar(select(PersonRow.name).limit(1)) is not None

    def person(self, name: PersonName) -> Person:
        """Return one account.

        Raises:
            PersonNotFoundError: there is none of this name.
        """
        with self._looking() as session:
            return person(row_of(session, name))

    def events(self, name: PersonName | None = None, *, most: int | None = None) -> Sequence[PersonEvent]:
        """Return what became of an account, or of all; the latest first, ``most`` of them."""
        query = select(EventRow).order_by(EventRow.number.desc()).limit(most)
        with self._looking() as session:
            rows = session.scalars(query if name is None else query.where(EventRow.person == name))
            return [event(row) for row in rows]

    def create(self, name: PersonName, role: Role, password: str | None, *, by: str) -> Person:
        """Make an account; without a password a link or the identity provider lets them in.

        Raises:
            PersonExistsError: the name is taken.
            PasswordRefusedError: the password is too easily guessed.
        """
        kept = None if password is None else self._passwords.hashed(password, name=name)
        try:
            with self._writing() as session:
                return person(created(session, name, role, kept, by=by, now=self._now()))
        except IntegrityError as error:  # somebody else made it at the same moment
            raise PersonExistsError(name) from error

    def set_role(self, name: PersonName, role: Role, *, by: str) -> Person:
        """Give somebody a role.

        Raises:
            PersonNotFoundError: there is none of this name.
            LastAdministratorError: nobody would be left to manage people.
        """
        with self._writing() as session:
            row = row_of(session, name)
            change_role(session, row, role, by=by, now=self._now())
            return person(row)

    def set_active(self, name: PersonName, active: bool, *, by: str) -> Person:
        """Let somebody sign in again, or no more: their sessions end at once, and their tokens rest.

        Raises:
            PersonNotFoundError: there is none of this name.
            LastAdministratorError: nobody would be left to manage people.
        """
        with self._writing() as session:
            row = row_of(session, name)
            if row.active is not active:
                if not active:
                    _leave_an_administrator(session, name)
                row.active = active
                let_out(session, name)
                kind = EventKind.OPENED if active else EventKind.CLOSED
                record(session, name, kind, by=by, now=self._now())
            return person(row)

    def set_password(self, name: PersonName, password: str, *, by: str) -> Person:
        """Give somebody a new password; their sessions end, and what was guessed wrongly is forgotten.

        Raises:
            PersonNotFoundError: there is none of this name.
            PasswordRefusedError: the password is too easily guessed.
        """
        kept = self._passwords.hashed(password, name=name)
        with self._writing() as session:
            row = row_of(session, name)
            change_password(session, row, kept, by=by, now=self._now())
            return person(row)


def row_of(session: Session, name: str) -> PersonRow:
    """Return the row of an account.

    Raises:
        PersonNotFoundError: there is none of this name.
    """
    row = session.get(PersonRow, name)
    if row is None:
        raise PersonNotFoundError(name)
    return row


def person(row: PersonRow) -> Person:
    """Return the account that a row keeps."""
    return Person(
        name=PersonName(row.name),
        role=Role(row.role),
        active=row.active,
        has_password=row.password is not None,
        known_to_provider=row.subject is not None,
        made=row.made,
    )


def created(
    session: Session, name: PersonName, role: Role, password: str | None, *, by: str, now: datetime
) -> PersonRow:
    """Add an account.

    Raises:
        PersonExistsError: the name is taken.
    """
    if session.get(PersonRow, name):
        raise PersonExistsError(name)
    row = PersonRow(name=name, role=role.value, password=password, active=True, made=now)
    session.add(row)
    session.flush()
    record(session, name, EventKind.CREATED, by=by, now=now, role=role.value)
    return row


def change_role(session: Session, row: PersonRow, role: Role, *, by: str, now: datetime) -> None:
    """Give an account a role.

    Raises:
        LastAdministratorError: nobody would be left to manage people.
    """
    if row.role == role.value:
        return
    if role is not Role.ADMINISTRATOR:
        _leave_an_administrator(session, row.name)
    facts = {"before": row.role, "after": role.value}
    row.role = role.value
    record(session, row.name, EventKind.ROLE, by=by, now=now, **facts)


def change_password(session: Session, row: PersonRow, kept: str, *, by: str, now: datetime) -> None:
    """Give an account a password, and let nobody in who knew an older one."""
    row.password = kept
    let_out(session, row.name)
    session.execute(delete(AttemptRow).where(AttemptRow.name == row.name))
    record(session, row.name, EventKind.PASSWORD, by=by, now=now)


def let_out(session: Session, name: str) -> None:
    """End the sessions of somebody, and make their link for a password worth nothing."""
    session.execute(delete(SessionRow).where(SessionRow.person == name))
    session.execute(delete(LinkRow).where(LinkRow.person == name))


def _leave_an_administrator(session: Session, name: str) -> None:
    """Let pass unless ``name`` is the last administrator; two who leave at once wait for each other."""
    query = select(PersonRow.name).where(PersonRow.role == Role.ADMINISTRATOR.value, PersonRow.active)
    if [*session.scalars(query.order_by(PersonRow.name).with_for_update())] == [name]:
        raise LastAdministratorError(name)
