"""Passwords: kept as Argon2id hashes (RFC 9106), never as they are."""

from functools import cached_property
from typing import TYPE_CHECKING

from corpus.errors import PasswordRefusedError

if TYPE_CHECKING:
    from argon2 import PasswordHasher  # a thirtieth of a second that commands without passwords do not pay

LEAST_PASSWORD = 12
"""Characters."""
MOST_PASSWORD = 200
"""Characters: more would let anybody keep the server busy hashing."""


class Passwords:
    """Hashes and verifies. The parameters are the defaults of the argon2 package unless given."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        self._given = hasher

    def hashed(self, password: str, *, name: str) -> str:
        """Return what is kept of a new password.

        Raises:
            PasswordRefusedError: it is too short, too long, or has the name in it.
        """
        if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or name in password.lower():
            raise PasswordRefusedError(LEAST_PASSWORD, MOST_PASSWORD)
        return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """Return whether a password is the one kept; it takes as long where none is."""
        from argon2.exceptions import InvalidHashError, VerificationError

        if len(password) > MOST_PASSWORD:
            return False
        try:
            return self._hasher.verify(kept or self._nobodys, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")
