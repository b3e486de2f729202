"""API tokens, as their holders see them."""

from dataclasses import dataclass
from datetime import datetime

from corpus.people.permissions import Permission
from corpus.people.person import PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What is known of a token; all moments are aware."""

    number: int
    person: PersonName
    label: str
    """What it is for, in the words of who made it."""
    scopes: frozenset[Permission]
    """What it may do, as far as its person may."""
    made: datetime
    expires: datetime | None = None
    used: datetime | None = None
    """To the hour."""
    revoked: datetime | None = None

    def works_at(self, moment: datetime) -> bool:
        """Return whether it is neither revoked nor expired."""
        return self.revoked is None and (self.expires is None or moment < self.expires)
