"""Links with which people choose a password themselves, once."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import LinkRow
from corpus.people.accounts import Accounts, change_password, row_of
from corpus.people.errors import LinkRefusedError, PersonClosedError
from corpus.people.history import EventKind, record
from corpus.people.person import PersonName
from corpus.people.secrets import Secret, new_secret, proof

LINK_LASTS = timedelta(days=3)
"""A link that is sent on a Friday works on Monday."""


class Links(Accounts):
    """What an administrator sends to somebody who has no password, or forgot it."""

    def make_link(self, name: PersonName, *, by: str) -> Secret:
        """Return the secret of a new link, told this once; an older one of the same person works no more.

        Raises:
            PersonNotFoundError: there is none of this name.
            PersonClosedError: they could not sign in with a password either.
        """
        secret, now = new_secret(), self._now()
        with self._writing() as session:
            if not row_of(session, name).active:
                raise PersonClosedError(name)
            session.execute(delete(LinkRow).where(LinkRow.person == name))
            session.add(LinkRow(person=name, proof=proof(secret), expires=now + LINK_LASTS))
            record(session, name, EventKind.LINK, by=by, now=now)
        return secret

    def of_link(self, secret: str) -> PersonName:
        """Return whose link it is.

        Raises:
            LinkRefusedError: it was used or replaced, is too old or never was.
        """
        with self._looking() as session:
            return self._person(session, secret)

    def use_link(self, secret: str, password: str) -> PersonName:
        """Give the person of a link the password that they chose; the link works no more.

        Raises:
            LinkRefusedError: it was used or replaced, is too old or never was.
            PasswordRefusedError: the password is too easily guessed; the link works still.
        """
        kept = self._passwords.hashed(password, name=self.of_link(secret))
        with self._writing() as session:
            name = self._person(session, secret)
            change_password(session, row_of(session, name), kept, by=name, now=self._now())
            return name

    def _person(self, session: Session, secret: str) -> PersonName:
        query = select(LinkRow).where(LinkRow.proof == proof(secret)).with_for_update()
        row = session.scalars(query).one_or_none()
        if row is None or self._now() >= row.expires:
            raise LinkRefusedError
        return PersonName(row.person)
