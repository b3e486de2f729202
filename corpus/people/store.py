"""Signing in: sessions of browsers and tokens of programs."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import PersonRow, SessionRow, TokenRow
from corpus.errors import AccountLockedError, SignInRefusedError, TokenNotFoundError
from corpus.people.accounts import Accounts, person, row_of
from corpus.people.guessing import locked_until
from corpus.people.permissions import Permission
from corpus.people.person import Person, PersonName
from corpus.people.secrets import TOKEN_PREFIX, Secret, new_secret, proof
from corpus.people.tokens import ApiToken

IDLE = timedelta(hours=12)
"""A session that nobody used for so long ends."""
LONGEST = timedelta(days=7)
"""Every session ends after so long."""

_SEEN_EVERY = timedelta(minutes=5)
_USED_EVERY = timedelta(hours=1)


class People(Accounts):
    """Who may change the library, and how they prove it. Each call is one transaction."""

    def sign_in(self, name: PersonName, password: str) -> Secret:
        """Return the secret of a new session.

        Raises:
            AccountLockedError: too many wrong passwords came before; the right one waits too.
            SignInRefusedError: there is no such account, it is closed, or the password is wrong; which, is
                not told.
        """
        now = self._now()
        with self._looking() as session:
            row = session.get(PersonRow, name)
            kept = row.password if row and row.active else None
            if row and row.locked_until and now < row.locked_until:
                raise AccountLockedError(row.locked_until - now)
        right = self._passwords.fits(password, kept)  # hashing takes long: no transaction waits for it
        with self._writing() as session:
            if row:
                _count(row_of(session, name), right, now)
            secret = _begin(session, name, now) if right else None
        if secret is None:
            raise SignInRefusedError
        return secret

    def begin_session(self, name: PersonName) -> Secret:
        """Return the secret of a new session of somebody whom an identity provider vouches for.

        Raises:
            SignInRefusedError: there is no such account, or it is closed.
        """
        with self._writing() as session:
            row = session.get(PersonRow, name)
            if row is None or not row.active:
                raise SignInRefusedError
            return _begin(session, name, self._now())

    def in_session(self, secret: str) -> Person | None:
        """Return whose session it is; ``None`` where it has ended or never was."""
        now, kept = self._now(), proof(secret)
        with self._looking() as session:
            row = session.get(SessionRow, kept)
            if row is None or now > row.seen + IDLE or now > row.made + LONGEST:
                return None
            found, stale = person(row_of(session, PersonName(row.person))), now > row.seen + _SEEN_EVERY
        if stale:
            with self._writing() as session:
                if again := session.get(SessionRow, kept):
                    again.seen = now
        return found if found.active else None

    def sign_out(self, secret: str) -> None:
        """End a session, if it has not ended."""
        with self._writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.proof == proof(secret)))

    def make_token(
        self,
        name: PersonName,
        label: str,
        scopes: Iterable[Permission],
        *,
        expires: datetime | None = None,
    ) -> tuple[ApiToken, Secret]:
        """Make a token for a program of somebody; the secret is told this once.

        Raises:
            PersonNotFoundError: there is none of this name.
        """
        secret = new_secret(TOKEN_PREFIX)
        with self._writing() as session:
            row_of(session, name)
            row = TokenRow(
                proof=proof(secret),
                person=name,
                label=label,
                scopes=sorted(scope.value for scope in scopes),
                made=self._now(),
                expires=expires,
            )
            session.add(row)
            session.flush()
            return _token(row), secret

    def tokens(self, name: PersonName | None = None) -> Sequence[ApiToken]:
        """Return the tokens of somebody, or all; those revoked too, oldest first."""
        query = select(TokenRow).order_by(TokenRow.number)
        with self._looking() as session:
            rows = session.scalars(query if name is None else query.where(TokenRow.person == name))
            return [_token(row) for row in rows]

    def revoke_token(self, number: int, *, of: PersonName | None = None) -> ApiToken:
        """Make a token work no more, for ever.

        Args:
            number: of the token.
            of: whose it must be; ``None``: anybody's.

        Raises:
            TokenNotFoundError: there is no such token.
        """
        with self._writing() as session:
            row = session.get(TokenRow, number)
            if row is None or of not in (None, row.person):
                raise TokenNotFoundError(number)
            row.revoked = row.revoked or self._now()
            return _token(row)

    def with_token(self, secret: str) -> tuple[Person, ApiToken] | None:
        """Return whose token it is; ``None`` where it works no more or never did."""
        now = self._now()
        with self._looking() as session:
            row = session.scalars(select(TokenRow).where(TokenRow.proof == proof(secret))).one_or_none()
            if row is None or not (token := _token(row)).works_at(now):
                return None
            found = person(row_of(session, token.person))
        if token.used is None or now > token.used + _USED_EVERY:
            with self._writing() as session:
                if again := session.get(TokenRow, token.number):
                    again.used = now
        return (found, token) if found.active else None


def _count(row: PersonRow, right: bool, now: datetime) -> None:
    row.failures = 0 if right else row.failures + 1
    row.locked_until = locked_until(row.failures, now)


def _begin(session: Session, name: PersonName, now: datetime) -> Secret:
    ended = or_(SessionRow.seen < now - IDLE, SessionRow.made < now - LONGEST)
    session.execute(delete(SessionRow).where(ended))
    secret = new_secret()
    session.add(SessionRow(proof=proof(secret), person=name, made=now, seen=now))
    return secret


def _token(row: TokenRow) -> ApiToken:
    return ApiToken(
        number=row.number,
        person=PersonName(row.person),
        label=row.label,
        scopes=frozenset(map(Permission, row.scopes)),
        made=row.made,
        expires=row.expires,
        used=row.used,
        revoked=row.revoked,
    )
