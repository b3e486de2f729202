"""Passwords tried for names."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import AttemptRow
from corpus.people.errors import AccountLockedError
from corpus.people.guessing import locked_until
from corpus.people.person import PersonName

_REMEMBERED = timedelta(days=1)


def count_attempt(session: Session, name: PersonName, now: datetime) -> None:
    """Count a password as wrong before it is looked at, so that many tried at once count as well.

    Raises:
        AccountLockedError: too many came before.
    """
    session.execute(delete(AttemptRow).where(AttemptRow.tried < now - _REMEMBERED))
    row = session.get(AttemptRow, name, with_for_update=True)
    if row is None:
        session.add(AttemptRow(name=name, failures=1, tried=now))
        return
    if row.locked_until and now < row.locked_until:
        raise AccountLockedError(row.locked_until - now)
    row.failures, row.tried = row.failures + 1, now
    row.locked_until = locked_until(row.failures, now)


def forget_attempts(session: Session, name: PersonName) -> None:
    """Begin to count anew."""
    session.execute(delete(AttemptRow).where(AttemptRow.name == name))
