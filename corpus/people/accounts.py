"""Accounts in the database of the catalogue."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.connected import Connected
from corpus.catalogue.people_tables import PersonRow, SessionRow
from corpus.errors import LastAdministratorError, PersonExistsError, PersonNotFoundError
from corpus.people.passwords import Passwords
from corpus.people.permissions import Role
from corpus.people.person import Person, PersonName


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts(Connected):
    """People who may change the library."""

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

    def create(self, name: PersonName, role: Role, password: str | None) -> Person:
        """Make an account; without a password it is one of the identity provider.

        Raises:
            PersonExistsError: the name is taken.
            PasswordRefusedError: the password is too easily guessed.
        """
        kept = None if password is None else self._passwords.hashed(password, name=name)
        with self._writing() as session:
            if session.get(PersonRow, name):
                raise PersonExistsError(name)
            row = PersonRow(
                name=name, role=role.value, password=kept, active=True, made=self._now(), failures=0
            )
            session.add(row)
            session.flush()
            return person(row)

    def set_role(self, name: PersonName, role: Role) -> Person:
        """Give somebody a role.

        Raises:
            PersonNotFoundError: there is none of this name.
            LastAdministratorError: nobody would be left to manage people.
        """
        return self._changed(name, lambda row: setattr(row, "role", role.value))

    def set_active(self, name: PersonName, active: bool) -> Person:
        """Let somebody sign in again, or no more: their sessions end at once, and their tokens rest.

        Raises:
            PersonNotFoundError: there is none of this name.
            LastAdministratorError: nobody would be left to manage people.
        """
        return self._changed(name, lambda row: setattr(row, "active", active), ends_sessions=not active)

    def set_password(self, name: PersonName, password: str) -> Person:
        """Give somebody a new password; their sessions end.

        Raises:
            PersonNotFoundError: there is none of this name.
            PasswordRefusedError: the password is too easily guessed.
        """
        kept = self._passwords.hashed(password, name=name)

        def changed(row: PersonRow) -> None:
            row.password, row.failures, row.locked_until = kept, 0, None

        return self._changed(name, changed, ends_sessions=True)

    def _changed(
        self, name: PersonName, change: Callable[[PersonRow], None], *, ends_sessions: bool = False
    ) -> Person:
        with self._writing() as session:
            row = row_of(session, name)
            had_one = _has_administrator(session)
            change(row)
            session.flush()
            if had_one and not _has_administrator(session):
                raise LastAdministratorError(name)
            if ends_sessions:
                session.execute(delete(SessionRow).where(SessionRow.person == name))
            return person(row)


def row_of(session: Session, name: PersonName) -> PersonRow:
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
        made=row.made,
    )


def _has_administrator(session: Session) -> bool:
    query = select(func.count()).where(PersonRow.role == Role.ADMINISTRATOR.value, PersonRow.active)
    return bool(session.scalar(query))
