"""Passwords: kept as Argon2id hashes (RFC 9106), never as they are."""

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.people.errors import PasswordRefusedError

if TYPE_CHECKING:
    from argon2 import PasswordHasher  # a thirtieth of a second that commands without passwords do not pay

LEAST_PASSWORD = 12
"""Characters."""
MOST_PASSWORD = 200
"""Characters: more would let anybody keep the server busy hashing."""
LEAST_DIFFERENT = 5
"""Characters that differ from one another."""

_TELLING_NAME = 4
"""Characters of a name that a password may not hold; "al" is in too many words."""


class Passwords:
    """Hashes and verifies. The parameters are the defaults of the argon2 package unless given."""

    def __init__(self, hasher: "PasswordHasher | None" = None) -> None:
        self._given = hasher

    def hashed(self, password: str, *, name: str) -> str:
        """Return what is kept of a new password.

        Raises:
            PasswordRefusedError: it is too short, too long, of too few characters, or has the name in it.
        """
        typed = _as_typed_anywhere(password)
        repeats = len(set(typed)) < LEAST_DIFFERENT
        named = len(name) >= _TELLING_NAME and name in typed.lower()
        if not LEAST_PASSWORD <= len(typed) <= MOST_PASSWORD or repeats or named:
            raise PasswordRefusedError(LEAST_PASSWORD, MOST_PASSWORD, LEAST_DIFFERENT)
        return self._hasher.hash(typed)

    def fits(self, password: str, kept: str | None) -> bool:
        """Return whether a password is the one kept; it takes as long where none is."""
        from argon2.exceptions import InvalidHashError, VerificationError

        typed = _as_typed_anywhere(password)[: MOST_PASSWORD + 1]  # too long for any that is kept
        try:
            return self._hasher.verify(kept or self._nobodys, typed) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")


def _as_typed_anywhere(password: str) -> str:
    """Return a password in the one form that every keyboard leads to (RFC 8265, 4.2); no lone surrogates."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode()
