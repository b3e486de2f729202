"""How long an account is closed to passwords after wrong ones."""

from datetime import datetime, timedelta

FREE_FAILURES = 4
"""Wrong passwords in a row that cost nothing: people mistype."""

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(minutes=15)
"""Guessing four passwords an hour leads nowhere, and who is kept out by a stranger's guesses can wait."""


def locked_until(failures: int, now: datetime) -> datetime | None:
    """Return until when an account is closed after so many wrong passwords in a row."""
    beyond = failures - FREE_FAILURES
    if beyond <= 0:
        return None
    doublings = min(beyond - 1, 10)
    return now + min(_LONGEST, _FIRST * (1 << doublings))
