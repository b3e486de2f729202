"""Why a change to a list is refused."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import CorpusError

if TYPE_CHECKING:
    from corpus.lists.entries import EntryRevision


class ListError(CorpusError):
    """Anything that keeps a list from being changed."""


class EntryNotFoundError(ListError):
    """An id that no entry of the list has, or that was taken out of it."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"the list has no entry {entry[:120]!r}; the desk shows those that it has")
        self.entry = entry


class EntryExistsError(ListError):
    """An id that an entry has, or had before it was taken out."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"the id {entry!r} is or was that of another entry; choose another one")
        self.entry = entry


class NameTakenError(ListError):
    """A name that means another administration already."""

    def __init__(self, name: str, other: str, label: str) -> None:
        super().__init__(
            f"{name!r} means {label} ({other}) already; leave it out here, or take it away there first"
        )
        self.name, self.other, self.label = name, other, label


class SameConceptError(ListError):
    """An entry of the glossary whose usual terms another one has in all three languages."""

    def __init__(self, other: str, terms: Sequence[str]) -> None:
        super().__init__(f"the entry {other!r} has {', '.join(terms)} already; add to that one what it lacks")
        self.other, self.terms = other, tuple(terms)


class EntryInUseError(ListError):
    """An administration that studies carry."""

    def __init__(self, entry: str, count: int) -> None:
        super().__init__(f"{count} studies carry the administration {entry!r}; give them another one first")
        self.entry, self.count = entry, count


class StaleEntryError(ListError):
    """A change to an entry that somebody else has changed since it was read."""

    def __init__(self, entry: str, expected: int, current: int, since: Sequence["EntryRevision"]) -> None:
        names = ", ".join(sorted({revision.by for revision in since})) or "nobody"
        super().__init__(
            f"the entry {entry!r} is at change {current}, not {expected}; changed meanwhile by {names}: "
            "read it again and make your change on what it says now"
        )
        self.entry, self.expected, self.current, self.since = entry, expected, current, tuple(since)
