"""What differs between two states of a study, in the words of a reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.administrations import Registry
from corpus.catalogue.documents import REASON, REDACTED, STATE, study_of
from corpus.catalogue.history import Change
from corpus.life import StudyState
from corpus.reconciling import parts_of
from corpus.study import Cost, DocumentType, PublicationDate, Study, StudyId
from search_api.messages import say
from search_api.web.desk.names import part_name, state_name, vat_name
from search_api.web.wording import Wording

_WRITTEN = "administrations_as_written"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a part said and says; empty where it said, or says, nothing."""

    name: str
    before: str
    after: str


def differences(before: Study, after: Study, registry: Registry, words: Wording) -> Iterator[Difference]:
    """Yield the parts in which two states of a study differ."""
    old, new = parts_of(before), parts_of(after)
    for part in dict.fromkeys([*old, *new]):
        was, now = old.get(part), new.get(part)
        if was != now:
            told = (told_part(part, value, registry, words) for value in (was, now))
            yield Difference(part_name(part, words), *told)


def change_differences(change: Change, registry: Registry, words: Wording) -> Iterator[Difference]:
    """Yield what a change of the log says, part by part."""
    if change.field == STATE:
        names = (
            state_name(StudyState(value), words) if value else "" for value in (change.before, change.after)
        )
        yield Difference(words.text("State"), *names)
    elif change.field == REASON:
        yield Difference(words.text("Reason"), change.before or "", change.after or "")
    elif change.field == REDACTED:
        yield Difference(words.text("Redacted"), "", _redacted(change.after or (), words))
    elif change.field == _WRITTEN:
        spellings = ("; ".join(value or ()) for value in (change.before, change.after))
        yield Difference(words.text("Administrations, as written"), *spellings)
    else:
        known = {STATE: StudyState.DRAFT.value}
        before, after = (
            study_of(StudyId(""), known if value is None else {**known, change.field: value})
            for value in (change.before, change.after)
        )
        yield from differences(before, after, registry, words)


def told_part(part: str, value: Any, registry: Registry, words: Wording) -> str:
    """Return what a part of a study says; empty where it says nothing."""
    match value:
        case None:
            return ""
        case DocumentType():
            return say(f"type.{value}", words.language)
        case str():
            return value
        case PublicationDate():
            return words.published(value)
        case Cost():
            return _cost(value, words)
    if part == "administrations":
        return "; ".join(registry.label(one, words.language) if one else written for one, written in value)
    if part == "files":
        return "; ".join(f"{file.name} ({file.language or '?'})" for file in value)
    return "; ".join(value)


def _redacted(values: Sequence[Mapping[str, str]], words: Wording) -> str:
    """Return what was taken out for good: of which kind it was, and its ends."""
    kinds = [say(f"personal.{one['kind']}", words.language) for one in values]
    return "; ".join(f"{kind} {one['masked']}" for kind, one in zip(kinds, values, strict=True))


def _cost(cost: Cost, words: Wording) -> str:
    return f"{words.money(cost.amount)} ({vat_name(cost.vat, words)})"
