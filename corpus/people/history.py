"""What became of accounts and tokens: who changed whom, and when. Nothing is ever overwritten or deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from corpus.catalogue.people_tables import EventRow
from corpus.people.person import PersonName


class EventKind(StrEnum):
    """What can become of an account."""

    CREATED = "created"
    ROLE = "role-changed"
    CLOSED = "closed"
    OPENED = "opened"
    PASSWORD = "password-set"
    LINK = "link-made"
    TOKEN = "token-made"
    REVOKED = "token-revoked"
    SESSIONS = "sessions-ended"
    IDENTITY = "identity-linked"
    FORGOTTEN = "identity-forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEvent:
    """One change of one account."""

    number: int
    made: datetime
    """Aware."""
    by: str
    person: PersonName
    kind: EventKind
    facts: Mapping[str, str]
    """What is to be known of it: roles before and after, the number and label of a token. Never a secret."""


def record(
    session: Session, person: str, kind: EventKind, *, by: str, now: datetime, **facts: str | int
) -> None:
    """Add to the log, in the transaction of the change itself."""
    kept = {name: str(fact) for name, fact in facts.items()}
    session.add(EventRow(made=now, made_by=by, person=person, kind=kind.value, facts=kept))


def event(row: EventRow) -> PersonEvent:
    """Return the change that a row keeps."""
    return PersonEvent(
        number=row.number,
        made=row.made,
        by=row.made_by,
        person=PersonName(row.person),
        kind=EventKind(row.kind),
        facts=row.facts,
    )
