"""People of the desk, as the library knows them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from corpus.people.errors import PersonNameError
from corpus.people.permissions import ALLOWED, Permission, Role

PersonName = NewType("PersonName", str)
"""What somebody signs in with and what the history of studies calls them: lower-case."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account."""

    name: PersonName
    role: Role
    active: bool = True
    """Whether they may sign in; who has left stays, as the history speaks of them."""
    has_password: bool = True
    """``False``: they come from the identity provider alone."""
    known_to_provider: bool = False
    """Whether they have come in through the identity provider."""
    made: datetime
    """Aware."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do."""
        return ALLOWED[self.role] if self.active else frozenset()


def person_name(text: str) -> PersonName:
    """Read a name as people type it.

    Raises:
        PersonNameError: no account can have this name.
    """
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise PersonNameError(text)
    return PersonName(name)
