"""API tokens, as their holders see them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from corpus.people.errors import TokenExpiryError
from corpus.people.permissions import Permission
from corpus.people.person import PersonName

LONGEST_TOKEN = timedelta(days=2 * 366)
"""How long a token may work."""
USUAL_TOKEN = timedelta(days=365)
"""How long it works where nothing is said."""

_HERE = ZoneInfo("Europe/Brussels")


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


def last_day(text: str) -> datetime | None:
    """Read the last day of a token, such as 2027-01-31, which ends in Brussels; ``None``: nothing is said.

    Raises:
        TokenExpiryError: it is no day.
    """
    if not text.strip():
        return None
    try:
        after = date.fromisoformat(text.strip()) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise TokenExpiryError(LONGEST_TOKEN.days) from error
    return datetime(after.year, after.month, after.day, tzinfo=_HERE)
