"""People for whom an identity provider vouches."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import PersonRow
from corpus.people.accounts import Accounts, change_role, created, row_of
from corpus.people.errors import IdentityMismatchError, SignInRefusedError, UnknownIdentityError
from corpus.people.history import EventKind, record
from corpus.people.permissions import Role
from corpus.people.person import PersonName
from corpus.people.secrets import Secret
from corpus.people.sessions import begin

PROVIDER = "identity provider"
"""Who makes the changes that follow from what the provider says; no account can have this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody as the provider describes them."""

    name: PersonName
    subject: str
    """Who it is for ever at the provider, while names go from one to another."""
    role: Role | None
    """What the provider makes them; ``None``: it does not say."""


class Identities(Accounts):
    """Sessions of people who prove elsewhere who they are."""

    def admit(self, identity: Identity, *, unknown: bool) -> Secret:
        """Return the secret of a new session; what the provider says of the role is kept.

        Args:
            identity: who it is.
            unknown: whether somebody without an account gets one now.

        Raises:
            UnknownIdentityError: there is no such account, and none is to be made.
            SignInRefusedError: the account is closed.
            IdentityMismatchError: the account is linked with somebody else at the provider.
            LastAdministratorError: the provider makes the last administrator something else.
        """
        now = self._now()
        with self._writing() as session:
            row = self._row(session, identity, unknown=unknown)
            if not row.active:
                raise SignInRefusedError
            if row.subject is None:
                row.subject = identity.subject
                record(session, row.name, EventKind.IDENTITY, by=PROVIDER, now=now)
            if identity.role is not None:
                change_role(session, row, identity.role, by=PROVIDER, now=now)
            return begin(session, PersonName(row.name), now)

    def forget_identity(self, name: PersonName, *, by: str) -> None:
        """Let the next one whom the provider calls so be this person.

        Raises:
            PersonNotFoundError: there is none of this name.
        """
        with self._writing() as session:
            row = row_of(session, name)
            if row.subject is not None:
                row.subject = None
                record(session, name, EventKind.FORGOTTEN, by=by, now=self._now())

    def _row(self, session: Session, identity: Identity, *, unknown: bool) -> PersonRow:
        """Return the account: by subject where it came in before, as the provider may rename people."""
        known = session.scalars(select(PersonRow).where(PersonRow.subject == identity.subject)).one_or_none()
        row = known or session.get(PersonRow, identity.name)
        if row is None and unknown:
            role = identity.role or Role.LIBRARIAN
            return created(session, identity.name, role, None, by=PROVIDER, now=self._now())
        if row is None:
            raise UnknownIdentityError(identity.name)
        if row.subject not in (None, identity.subject):
            raise IdentityMismatchError(identity.name)
        return row
