"""Why something was not taken as it is: a kind and its facts, which can be said in three languages.

The words stand in ``reasons.toml`` beside this module. What is stored are kind and facts, so that each reader
gets them in their own language.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Union

from models.language import Language

Fact = Union[str, int, "Reason"]
"""A number is written with the marks of the reader's language; what is no quantity is a text, or is said."""

AS_WRITTEN = "as-written"
"""The kind of a sentence that somebody else wrote, and that is the same in every language."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of the table and its facts, and what is said after it."""

    kind: str
    facts: tuple[tuple[str, Fact], ...] = ()
    """By name, in the order of the names."""
    then: tuple["Reason", ...] = ()

    def say(self, language: Language) -> str:
        """Return the reason as a sentence, without a capital or a full stop."""
        facts = {name: _fact(value, language) for name, value in self.facts}
        # words may have come to need a fact that an earlier version did not keep
        own = _form(self.kind, dict(self.facts))[language].format_map(defaultdict(lambda: "…", facts))
        mark = " ; " if language is Language.FR else "; "
        return mark.join([own, *(reason.say(language) for reason in self.then)])

    def says(self, kind: str) -> bool:
        """Tell whether it, or what is said after it, is of a kind."""
        return self.kind == kind or any(reason.says(kind) for reason in self.then)

    def __str__(self) -> str:
        return self.say(Language.EN)


def reason(kind: str, /, *then: Reason, **facts: Fact) -> Reason:
    """Return the reason of a kind, followed by others."""
    return Reason(kind, tuple(sorted(facts.items())), then)


def as_written(text: str) -> Reason:
    """Return a sentence that is in one language only."""
    return reason(AS_WRITTEN, text=text)


def together(first: Reason, *others: Reason) -> Reason:
    """Return several reasons as one."""
    return replace(first, then=(*first.then, *others))


def named(kind: str, name: str) -> Fact:
    """Return a fact that is said otherwise in each language, or a name that is the same in all."""
    return reason(kind) if kind in table() else name


def to_json(told: Reason) -> list[Any]:
    """Return a reason as JSON values; ``from_json`` gives the same one back."""
    facts = {name: to_json(fact) if isinstance(fact, Reason) else fact for name, fact in told.facts}
    return [told.kind, facts, [to_json(one) for one in told.then]]


def from_json(values: Any) -> Reason:
    """Read a reason; a text is one that an earlier version wrote down.

    Raises:
        TypeError, ValueError: the values are not those of a reason.
    """
    if isinstance(values, str):
        return as_written(values)
    kind, facts, then = values
    read = {name: from_json(fact) if isinstance(fact, list) else fact for name, fact in facts.items()}
    return reason(kind, *map(from_json, then), **read)


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the words of every kind by the code of a language, read once."""
    import tomllib  # what only keeps reasons, such as the process that reads a file, never says one
    from importlib import resources

    return tomllib.loads(resources.files("corpus").joinpath("reasons.toml").read_text(encoding="utf-8"))


def _form(kind: str, facts: Mapping[str, Fact]) -> Mapping[str, str]:
    """Return the words of a kind; of one that stands in another table, those for what is as written."""
    one = f"{kind}.one" if facts.get("count") == 1 else kind
    words = table()
    return words.get(one) or words.get(kind) or words[AS_WRITTEN]


def _fact(value: Fact, language: Language) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Reason):
        return value.say(language)
    if language is Language.EN:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language.value)
