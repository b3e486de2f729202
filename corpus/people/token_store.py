"""API tokens: made, listed, revoked, and what proves them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from corpus.catalogue.people_tables import TokenRow
from corpus.people.accounts import Accounts, person, row_of
from corpus.people.errors import ScopesRefusedError, TokenExpiryError, TokenLabelError, TokenNotFoundError
from corpus.people.history import EventKind, record
from corpus.people.permissions import ALLOWED, Permission, Role
from corpus.people.person import Person, PersonName
from corpus.people.secrets import TOKEN_PREFIX, Secret, new_secret, proof
from corpus.people.tokens import LONGEST_TOKEN, USUAL_TOKEN, ApiToken

MOST_LABEL = 100
"""Characters."""

_USED_EVERY = timedelta(hours=1)


class Tokens(Accounts):
    """What programs sign in with. Each call is one transaction."""

    def make_token(
        self,
        name: PersonName,
        label: str,
        scopes: Iterable[Permission],
        *,
        by: str,
        expires: datetime | None = None,
    ) -> tuple[ApiToken, Secret]:
        """Make a token for a program of somebody; the secret is told this once.

        Args:
            name: whose it is.
            label: what it is for, in their words.
            scopes: what it may do.
            by: who makes it.
            expires: until when it works; ``None``: ``USUAL_TOKEN`` from now.

        Raises:
            PersonNotFoundError: there is none of this name.
            TokenLabelError: there is no label, or it is too long.
            ScopesRefusedError: there is no scope, or one that its person may not use.
            TokenExpiryError: it would be expired already, or work for too long.
        """
        secret, now, told = new_secret(TOKEN_PREFIX), self._now(), " ".join(label.split())
        ends, wanted = expires or now + USUAL_TOKEN, frozenset(scopes)
        if not 0 < len(told) <= MOST_LABEL:
            raise TokenLabelError(MOST_LABEL)
        if not now < ends <= now + LONGEST_TOKEN:
            raise TokenExpiryError(LONGEST_TOKEN.days)
        with self._writing() as session:
            allowed = ALLOWED[Role(row_of(session, name).role)]
            if not wanted or not wanted <= allowed:
                raise ScopesRefusedError(name, sorted(allowed))
            row = TokenRow(
                proof=proof(secret), person=name, label=told, scopes=sorted(wanted), made=now, expires=ends
            )
            session.add(row)
            session.flush()
            facts = {"number": str(row.number), "label": told, "scopes": " ".join(row.scopes)}
            record(session, name, EventKind.TOKEN, by=by, now=now, **facts)
            return _token(row), secret

    def tokens(self, name: PersonName | None = None) -> Sequence[ApiToken]:
        """Return the tokens of somebody, or all; those revoked too, oldest first."""
        query = select(TokenRow).order_by(TokenRow.number)
        with self._looking() as session:
            rows = session.scalars(query if name is None else query.where(TokenRow.person == name))
            return [_token(row) for row in rows]

    def revoke_token(self, number: int, *, by: str, of: PersonName | None = None) -> ApiToken:
        """Make a token work no more, for ever.

        Args:
            number: of the token.
            by: who does it.
            of: whose it must be; ``None``: anybody's.

        Raises:
            TokenNotFoundError: there is no such token.
        """
        with self._writing() as session:
            row = session.get(TokenRow, number) if abs(number) < _BEYOND else None
            if row is None or of not in (None, row.person):
                raise TokenNotFoundError(number)
            if row.revoked is None:
                now = row.revoked = self._now()
                facts = {"number": str(number), "label": row.label}
                record(session, row.person, EventKind.REVOKED, by=by, now=now, **facts)
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


_BEYOND = 2**31
"""No database counts its tokens so far, and some refuse to look for such a number."""


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
