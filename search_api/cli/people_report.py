"""What the commands about people and tokens print."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from corpus.people.history import PersonEvent
from corpus.people.person import Person
from corpus.people.secrets import Secret
from corpus.people.tokens import ApiToken
from search_api.cli.terminal import console


def print_people(people: Iterable[Person], *, as_json: bool) -> None:
    """Print accounts."""
    entries = [
        {
            "name": person.name,
            "role": person.role.value,
            "active": person.active,
            "password": person.has_password,
            "identity_provider": person.known_to_provider,
            "made": person.made.isoformat(),
        }
        for person in people
    ]
    _print(entries, ("name", "role", "active", "made"), "Nobody has an account yet.", as_json=as_json)


def print_tokens(tokens: Iterable[ApiToken], *, as_json: bool) -> None:
    """Print tokens, without their secrets, which nobody knows."""
    entries = [_token(token) for token in tokens]
    shown = ("number", "person", "label", "scopes", "state", "expires", "used")
    _print(entries, shown, "There are no tokens.", as_json=as_json)


def print_new_token(token: ApiToken, secret: Secret, *, as_json: bool) -> None:
    """Print a token that was just made, with its secret."""
    if as_json:
        print(json.dumps(_token(token) | {"token": secret}, ensure_ascii=False))
        return
    out = console()
    out.print(f"Token {token.number} of {token.person}, until {_day(token.expires)}. It is not shown again:")
    out.print(secret, markup=False, soft_wrap=True)


def print_events(events: Iterable[PersonEvent], *, as_json: bool) -> None:
    """Print what became of accounts."""
    entries = [
        {
            "number": event.number,
            "made": event.made.isoformat(),
            "by": event.by,
            "person": event.person,
            "kind": event.kind.value,
            "facts": dict(event.facts),
        }
        for event in events
    ]
    _print(entries, ("made", "person", "kind", "facts", "by"), "Nothing has happened yet.", as_json=as_json)


def _token(token: ApiToken) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "number": token.number,
        "person": token.person,
        "label": token.label,
        "scopes": sorted(token.scopes),
        "state": "works" if token.works_at(now) else "revoked" if token.revoked else "expired",
        "made": token.made.isoformat(),
        "expires": _iso(token.expires),
        "used": _iso(token.used),
        "revoked": _iso(token.revoked),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "for ever"


def _print(entries: Sequence[dict[str, Any]], columns: Sequence[str], nothing: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(entries, ensure_ascii=False))
        return
    if not entries:
        console().print(nothing)
        return
    table = Table(*columns, box=None, pad_edge=False)
    for entry in entries:
        table.add_row(*(escape(_cell(entry[column])) for column in columns))
    console().print(table)


def _cell(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case dict():
            return ", ".join(f"{name} {fact}" for name, fact in value.items())
    return str(value)[:16] if _is_moment(value) else str(value)


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and len(value) > 16 and value[10:11] == "T" and value[4:5] == "-"
