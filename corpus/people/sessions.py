"""Sessions of browsers: how they begin, what proves them, and how they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import PersonRow, SessionRow
from corpus.people.accounts import Accounts, person, row_of
from corpus.people.attempts import count_attempt, forget_attempts
from corpus.people.errors import SignInRefusedError
from corpus.people.history import EventKind, record
from corpus.people.person import Person, PersonName
from corpus.people.secrets import Secret, new_secret, proof

IDLE = timedelta(hours=12)
"""A session that nobody used for so long ends."""
LONGEST = timedelta(days=7)
"""Every session ends after so long."""

_SEEN_EVERY = timedelta(minutes=5)
_ID = 16
"""Digits of a proof that name its session; a session cannot be taken over with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A browser in which somebody is signed in; both moments are aware."""

    id: str
    made: datetime
    seen: datetime
    """To five minutes."""


class Sessions(Accounts):
    """Who is signed in where. Each call is one transaction, but for passwords: hashing takes long."""

    def sign_in(self, name: PersonName, password: str) -> Secret:
        """Return the secret of a new session.

        Raises:
            AccountLockedError: too many wrong passwords came before; the right one waits too.
            SignInRefusedError: there is no such account, it is closed, or the password is wrong; which, is
                not told, nor can it be told from the time that the answer takes.
        """
        kept = self._verified(name, password)
        with self._writing() as session:
            row = session.get(PersonRow, name)
            # It may have been closed, or given another password, while this one was hashed.
            if row is None or not row.active or row.password != kept:
                raise SignInRefusedError
            forget_attempts(session, name)
            return begin(session, name, self._now())

    def check_password(self, name: PersonName, password: str) -> None:
        """Let somebody pass who knows their password; wrong ones count as those of ``sign_in`` do.

        Raises:
            AccountLockedError: too many wrong passwords came before.
            SignInRefusedError: it is wrong.
        """
        self._verified(name, password)
        with self._writing() as session:
            forget_attempts(session, name)

    def begin_session(self, name: PersonName) -> Secret:
        """Return the secret of a new session of somebody who has proved already who they are.

        Raises:
            SignInRefusedError: there is no such account, or it is closed.
        """
        with self._writing() as session:
            row = session.get(PersonRow, name)
            if row is None or not row.active:
                raise SignInRefusedError
            return begin(session, name, self._now())

    def in_session(self, secret: str) -> Person | None:
        """Return whose session it is; ``None`` where it has ended or never was."""
        now, kept = self._now(), proof(secret)
        with self._looking() as session:
            row = session.get(SessionRow, kept)
            if row is None or now > row.seen + IDLE or now > row.made + LONGEST:
                return None
            found, stale = person(row_of(session, row.person)), now > row.seen + _SEEN_EVERY
        if stale:
            with self._writing() as session:
                if again := session.get(SessionRow, kept):
                    again.seen = now
        return found if found.active else None

    def sessions(self, name: PersonName) -> Sequence[OpenSession]:
        """Return where somebody is signed in, the latest first."""
        now = self._now()
        lasting = SessionRow.seen >= now - IDLE, SessionRow.made >= now - LONGEST
        query = select(SessionRow).where(SessionRow.person == name, *lasting)
        with self._looking() as session:
            rows = session.scalars(query.order_by(SessionRow.made.desc(), SessionRow.proof))
            return [OpenSession(id=row.proof[:_ID], made=row.made, seen=row.seen) for row in rows]

    def sign_out(self, secret: str) -> None:
        """End a session, if it has not ended."""
        with self._writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.proof == proof(secret)))

    def end_sessions(self, name: PersonName, ids: Sequence[str], *, by: str) -> None:
        """End sessions of somebody, as ``sessions`` names them; those that ended already are passed over."""
        with self._writing() as session:
            rows = session.scalars(select(SessionRow).where(SessionRow.person == name))
            ending = [row for row in rows if row.proof[:_ID] in ids]
            for row in ending:
                session.delete(row)
            if ending:
                record(session, name, EventKind.SESSIONS, by=by, now=self._now(), count=len(ending))

    def _verified(self, name: PersonName, password: str) -> str:
        """Return the hash that a password fits."""
        try:
            kept = self._counted(name)
        except IntegrityError:  # a first attempt for this name came at the same moment
            kept = self._counted(name)
        if not self._passwords.fits(password, kept) or kept is None:
            raise SignInRefusedError
        return kept

    def _counted(self, name: PersonName) -> str | None:
        with self._writing() as session:
            count_attempt(session, name, self._now())
            row = session.get(PersonRow, name)
            return row.password if row and row.active else None


def session_id(secret: str) -> str:
    """Return what ``Sessions.sessions`` calls a session."""
    return proof(secret)[:_ID]


def begin(session: Session, name: PersonName, now: datetime) -> Secret:
    """Begin a session of a browser, and forget those that have ended."""
    ended = or_(SessionRow.seen < now - IDLE, SessionRow.made < now - LONGEST)
    session.execute(delete(SessionRow).where(ended))
    secret = new_secret()
    session.add(SessionRow(proof=proof(secret), person=name, made=now, seen=now))
    return secret
