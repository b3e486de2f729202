"""Pairs of studies and decisions about them, as the pages of the desk read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.duplicates.decisions import Act, Decision
from search_api.duplicates.presenting import FieldPair, SideBySide, TextStart
from search_api.web.wording import Wording

SHOWN = 50
"""Pairs and decisions on one page: the others come when these are decided."""


class Choice(StrEnum):
    """What may be decided about two studies that lie side by side."""

    KEEP_FIRST = "keep-first"
    KEEP_SECOND = "keep-second"
    LANGUAGES = "languages"
    FIRST_NEWER = "first-newer"
    SECOND_NEWER = "second-newer"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedView:
    """A decision in a list."""

    number: int
    text: str
    told: str
    """By whom and when."""
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One thing that two studies say, in words."""

    name: str
    first: str
    second: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two studies side by side."""

    ids: tuple[str, str]
    evidence: tuple[str, ...]
    fields: tuple[FieldView, ...]
    texts: tuple[Sequence[TextStart], Sequence[TextStart]]


def pair_view(both: SideBySide, words: Wording) -> PairView:
    """Return two studies with what differs, in words."""
    return PairView(
        ids=(both.first, both.second),
        evidence=tuple(both.candidate.evidence) if both.candidate else (),
        fields=tuple(_field(one, words) for one in both.fields if one.field in _names(words)),
        texts=both.texts,
    )


def decided_views(decisions: Sequence[Decision], words: Wording) -> tuple[DecidedView, ...]:
    """Return the decisions, the newest first."""
    newest = sorted(decisions, key=lambda one: -one.number)[:SHOWN]
    return tuple(
        DecidedView(
            number=one.number,
            text=_said(one, words),
            told=words.text("%(who)s, %(day)s", who=one.by, day=words.day(one.made.date())),
            stands=one.undone is None and one.act is not Act.UNDO,
        )
        for one in newest
    )


def _said(one: Decision, words: Wording) -> str:
    facts = {"first": one.first, "second": one.second}
    match one.act:
        case Act.MERGE:
            return words.text("%(second)s was merged into %(first)s", **facts)
        case Act.LINK_LANGUAGE:
            return words.text("%(first)s and %(second)s are one work in two languages", **facts)
        case Act.LINK_NEWER:
            return words.text("%(first)s is a newer edition of %(second)s", **facts)
        case Act.APART:
            return words.text("%(first)s and %(second)s are different works", **facts)
        case Act.UNDO:
            return words.text("Decision %(number)s was undone", number=one.undoes)


def _field(one: FieldPair, words: Wording) -> FieldView:
    return FieldView(
        name=_names(words)[one.field],
        first=_in_words(one.first),
        second=_in_words(one.second),
        differs=one.differs,
    )


def _names(words: Wording) -> dict[str, str]:
    """Return the fields that are shown, as readers call them."""
    return {
        "state": words.text("State"),
        "titles": words.text("Title"),
        "abstracts": words.text("Abstract"),
        "administrations": words.text("Administration"),
        "contractor": words.text("Author"),
        "published": words.text("Date of publication"),
        "cost": words.text("Cost"),
        "document_type": words.text("Type"),
        "keywords": words.text("Keywords"),
        "files": words.text("Files"),
    }


def _in_words(value: Any) -> str:
    """Return a value of the log of changes as a cell shows it."""
    match value:
        case None | {} | []:
            return "–"
        case {"name": str(name)}:
            return name
        case dict():
            return "\n".join(f"{key}: {_in_words(one)}" for key, one in value.items())
        case list():
            return "\n".join(map(_in_words, value))
        case str():
            return value
    return json.dumps(value)
