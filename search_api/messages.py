"""What is said to readers, in their language: every message in all three, with the same facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from models.language import Language

FALLBACK = Language.EN
"""The language of those who ask for none of the three."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: a key of the table, and the facts that fill its placeholders."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language = FALLBACK) -> str:
        """Return the message in a language."""
        return table()[self.key][language].format_map(self.facts)


def message(key: str, **facts: object) -> Message:
    """Return the message ``key`` with its facts."""
    return Message(key, facts)


def say(key: str, language: Language = FALLBACK, **facts: object) -> str:
    """Return the message ``key`` in a language."""
    return Message(key, facts).text(language)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return every message by key and then by the code of a language, read once."""
    text = resources.files("search_api").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def reader_language(accept_language: str | None) -> Language | None:
    """Return the language that an Accept-Language header prefers among ours (RFC 9110, 12.5.4).

    ``None`` where the header names none of them; what cannot be read in it is passed over.
    """
    wanted = (_choice(part) for part in (accept_language or "").split(","))
    best = max((choice for choice in wanted if choice), key=lambda choice: choice[0], default=None)
    return best[1] if best else None


def _choice(part: str) -> tuple[float, Language] | None:
    tag, _, parameter = part.partition(";")
    code = tag.strip().lower().split("-")[0]
    try:
        weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        return None
    return (weight, Language(code)) if code in set(Language) and 0 < weight <= 1 else None
