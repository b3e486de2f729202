"""What the lists have in common: an entry as it ships, and what librarians made of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from corpus.catalogue.documents import Document, differences
from corpus.catalogue.history import Change, Revision

Entry = TypeVar("Entry")


class ListName(StrEnum):
    """Which list."""

    ADMINISTRATIONS = "administrations"
    GLOSSARY = "glossary"


class Act(StrEnum):
    """What a librarian did to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    """From then on the entry is again as it ships, whatever a later release makes of it."""


class Origin(StrEnum):
    """Whose word an entry is."""

    SHIPPED = "shipped"
    CORRECTED = "corrected"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedList(Generic[Entry]):
    """A list: what ships of it, how its entries are written down, and what is refused."""

    name: ListName
    shipped: Callable[[], Mapping[str, Entry]]
    write: Callable[[Entry], Document]
    read: Callable[[str, Document], Entry]
    check: Callable[[Mapping[str, Entry], str, Entry], None]
    """Refuses an entry beside the others; raises ``ListError`` kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRevision(Revision):
    """What one act made of an entry."""

    act: Act
    before: Document | None
    """The whole entry as it was; ``None``: it was not in the list."""
    after: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Entry]):
    """An entry of a list, and whose word it is."""

    id: str
    entry: Entry | None
    """``None``: librarians took it out."""
    origin: Origin
    revision: int = 0
    """The number of its latest change; 0: it is as it ships and always was."""


def overlaid(which: CuratedList[Entry], latest: Mapping[str, EntryRevision]) -> dict[str, Listed[Entry]]:
    """Return a list as librarians made it: what they touched is theirs, all else is as it ships.

    Theirs come first, so that a spelling which a later release gives to another entry stays theirs.
    """
    shipped = which.shipped()
    touched = {entry: _touched(which, entry, change) for entry, change in latest.items()}
    untouched = {
        entry: Listed(id=entry, entry=value, origin=Origin.SHIPPED) for entry, value in shipped.items()
    }
    theirs = {entry: one for entry, one in touched.items() if one.origin is not Origin.SHIPPED}
    return theirs | {entry: touched.get(entry, one) for entry, one in untouched.items()} | touched


def _touched(which: CuratedList[Entry], entry: str, change: EntryRevision) -> Listed[Entry]:
    shipped = which.shipped().get(entry)
    if change.act is Act.RESTORED and shipped is not None:
        return Listed(id=entry, entry=shipped, origin=Origin.SHIPPED, revision=change.number)
    if change.after is None:
        return Listed(id=entry, entry=None, origin=Origin.REMOVED, revision=change.number)
    origin = Origin.ADDED if shipped is None else Origin.CORRECTED
    return Listed(id=entry, entry=which.read(entry, change.after), origin=origin, revision=change.number)


def standing(listed: Mapping[str, Listed[Entry]]) -> dict[str, Entry]:
    """Return the entries that are in the list, by id."""
    return {entry: one.entry for entry, one in listed.items() if one.entry is not None}


def changes(before: Document | None, after: Document | None) -> tuple[Change, ...]:
    """Return what differs between two states of an entry, part by part ("names.fr")."""
    return tuple(Change(*one) for one in differences(parts(before), parts(after)))


def parts(document: Document | None) -> dict[str, Any]:
    """Return the parts of an entry that have a value; those of an object are parts of their own."""
    return {name: value for name, value in _parts(document or {}) if value not in (None, [], "")}


def _parts(document: Document) -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
        else:
            yield name, value


def merged(since: Iterable[EntryRevision], mine: Document) -> tuple[dict[str, Any], Sequence[str]]:
    """Bring a change together with those that others made since, oldest first.

    Returns the parts as they should be then, and those that both changed, where mine stands.
    """
    revisions = list(since)
    base, theirs, wanted = parts(revisions[0].before), parts(revisions[-1].after), parts(mine)
    both = []
    for part in {**base, **theirs, **wanted}:
        if theirs.get(part) == base.get(part) or theirs.get(part) == wanted.get(part):
            continue
        if wanted.get(part) == base.get(part):
            wanted[part] = theirs.get(part)
        else:
            both.append(part)
    return whole(wanted), both


def whole(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of its parts."""
    document: dict[str, Any] = {}
    for part, value in parts.items():
        name, _, key = part.partition(".")
        if value is None:
            continue
        if key:
            document.setdefault(name, {})[key] = value
        else:
            document[name] = value
    return document
