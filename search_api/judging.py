"""Who may judge results: a name and a token, which a browser proves to have been given by a signed cookie."""

import hashlib
import hmac
import re
from collections.abc import Mapping

LEAST_TOKEN = 16
"""Characters of a token: none that can be guessed."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,60}")
_TOKEN = re.compile(rf"[!-~]{{{LEAST_TOKEN},200}}")


def read_judges(written: str) -> Mapping[str, str]:
    """Return the tokens by name from "name:token", several between commas.

    Raises:
        ValueError: one is no such pair, or a name or a token is there twice; no token is repeated in it.
    """
    judges: dict[str, str] = {}
    for number, pair in enumerate(filter(None, (part.strip() for part in written.split(","))), start=1):
        name, _, token = pair.partition(":")
        if not (_NAME.fullmatch(name) and _TOKEN.fullmatch(token)):
            raise ValueError(
                f"pair {number} is no name:token, with letters, digits, '.', '_' and '-' in the name and at "
                f"least {LEAST_TOKEN} characters without spaces in the token"
            )
        if name in judges or token in judges.values():
            raise ValueError(f"the name or the token of pair {number} is that of another one")
        judges[name] = token
    return judges


def judge_with(token: str, judges: Mapping[str, str]) -> str | None:
    """Return whose token it is; every one is compared, in a time that tells nothing."""
    found = None
    for name, known in judges.items():
        if hmac.compare_digest(token.encode(), known.encode()):
            found = name
    return found


def signed(judge: str, judges: Mapping[str, str]) -> str:
    """Return what the cookie of a judge holds: the token itself never lies in a browser."""
    return f"{judge}:{_signature(judge, judges[judge])}"


def judge_of(cookie: str, judges: Mapping[str, str]) -> str | None:
    """Return the judge that a cookie was given to; ``None`` also where the token has changed since."""
    name, _, signature = cookie.partition(":")
    expected = _signature(name, judges[name]) if name in judges else ""
    same = hmac.compare_digest(signature.encode(), expected.encode())
    return name if same and expected else None


def _signature(judge: str, token: str) -> str:
    return hmac.new(token.encode(), f"savoir judge {judge}".encode(), hashlib.sha256).hexdigest()
