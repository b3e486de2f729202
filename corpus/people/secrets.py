"""Secrets that are handed out once: the library keeps what proves them, not the secrets."""

import hashlib
import secrets
from typing import NewType

Secret = NewType("Secret", str)
"""What a cookie or a program holds; 256 random bits, so that a plain hash of it cannot be guessed back."""

TOKEN_PREFIX = "savoir_"
"""What API tokens begin with, so that scanners recognise one that was published by mistake."""


def new_secret(prefix: str = "") -> Secret:
    """Return a secret that nobody has seen."""
    return Secret(prefix + secrets.token_urlsafe(32))


def proof(secret: str) -> str:
    """Return what is kept of a secret: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
