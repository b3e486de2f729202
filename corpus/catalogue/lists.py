"""The lists of a library: what ships, with what librarians added and corrected."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select

from corpus.administrations import Registry
from corpus.administrations import registry as shipped_registry
from corpus.catalogue.carriers import carriers, require_unused
from corpus.catalogue.connected import Connected
from corpus.catalogue.list_change import ListChange, entry_of
from corpus.catalogue.lists_log import listed, locked, revisions
from corpus.catalogue.lists_tables import ListChangeRow
from corpus.lists.administrations import ADMINISTRATIONS, registry_of
from corpus.lists.concepts import GLOSSARY
from corpus.lists.entries import Act, CuratedList, Entry, EntryRevision, Listed, ListName, Origin, standing
from corpus.lists.errors import EntryExistsError, EntryNotFoundError
from corpus.study import AdministrationId
from models.glossary import Glossary, by_phrase
from models.glossary import glossary as shipped_glossary
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many entries came into a list, and how many were changed."""

    added: int
    changed: int


class Lists(Connected):
    """Reads and changes lists. Safe to share between threads; what anybody changes is seen at once.

    What is made of a list is kept until its log grows, which one short look tells.
    """

    def __init__(self, engine: Engine, location: str, *, everything: bool = False) -> None:
        super().__init__(engine, location, everything=everything)
        self._registry: tuple[int, Registry] = 0, shipped_registry()
        self._glossaries: tuple[int, dict[Language, Glossary]] = 0, {}

    def last_change(self, which: CuratedList[Any] | None = None) -> int:
        """Return a number that grows whenever a list changes, or any list; 0 at the beginning."""
        query = select(func.max(ListChangeRow.number))
        if which is not None:
            query = query.where(ListChangeRow.list == which.name.value)
        with self._looking() as session:
            return session.scalar(query) or 0

    def registry(self) -> Registry:
        """Return the administrations as they are now: the same object until one of them changes."""
        change = self.last_change(ADMINISTRATIONS)  # before the list: what comes between is seen next time
        known = self._registry
        if known[0] != change:
            self._registry = known = change, registry_of(standing(self.entries(ADMINISTRATIONS)).values())
        return known[1]

    def glossary(self, language: Language) -> Glossary:
        """Return the glossary by the phrases of a language: the same object until an entry changes."""
        change = self.last_change(GLOSSARY)
        if not change:
            return shipped_glossary(language)
        known = self._glossaries
        if known[0] != change:
            self._glossaries = known = change, {}
        if language not in known[1]:
            concepts = standing(self.entries(GLOSSARY)).values()
            known[1][language] = by_phrase([*concepts], language)
        return known[1][language]

    def entries(self, which: CuratedList[Entry]) -> Mapping[str, Listed[Entry]]:
        """Return a list by id: those that librarians touched first, also those that they took out."""
        with self._looking() as session:
            return listed(session, which)

    def entry(self, which: CuratedList[Entry], entry: str) -> Listed[Entry]:
        """Return one entry, also one that was taken out.

        Raises:
            EntryNotFoundError: there is none and never was.
        """
        with self._looking() as session:
            return entry_of(listed(session, which), entry)

    def history(self, which: CuratedList[Entry], entry: str) -> Sequence[EntryRevision]:
        """Return what librarians made of an entry, oldest first; nothing of one that is as it ships.

        Raises:
            EntryNotFoundError: there is none and never was.
        """
        with self._looking() as session:
            entry_of(listed(session, which), entry)
            return revisions(session, which.name, entry)

    def carriers(self) -> Mapping[AdministrationId, int]:
        """Return how many studies, in whatever state, carry each administration."""
        with self._looking() as session:
            return carriers(session)

    def add(self, which: CuratedList[Entry], entry: str, value: Entry, *, by: str) -> None:
        """Add an entry to a list.

        Raises:
            EntryExistsError: its id is, or was, that of another one.
            ListError: it does not go with the others.
        """
        with self._writing() as session:
            change = ListChange(session, which, locked(session, which), entry, by)
            if change.before:
                raise EntryExistsError(entry)
            change.put(Act.ADDED, value)

    def change(self, which: CuratedList[Entry], entry: str, value: Entry, *, expected: int, by: str) -> None:
        """Give an entry another content; nothing is written where it is the same.

        Raises:
            EntryNotFoundError: it is not in the list.
            StaleEntryError: it was changed after the revision that the change was made on.
            ListError: it does not go with the others.
        """
        with self._writing() as session:
            change = ListChange(session, which, locked(session, which), entry, by)
            change.expected(expected)
            if change.differs(value):
                change.put(Act.CHANGED, value)

    def take(self, which: CuratedList[Entry], entries: Mapping[str, Entry], *, by: str) -> Taken:
        """Put entries into a list in one transaction: what differs is changed, what is new is added.

        Others stay as they are; one that was taken out comes back as it is given.

        Raises:
            ListError: one does not go with the others; nothing is stored.
        """
        acts: Counter[Act] = Counter()
        with self._writing() as session:
            known = locked(session, which)
            for entry, value in entries.items():
                change = ListChange(session, which, known, entry, by)
                if change.differs(value):
                    act = Act.CHANGED if change.before else Act.ADDED
                    change.put(act, value)
                    acts[act] += 1
        return Taken(added=acts[Act.ADDED], changed=acts[Act.CHANGED])

    def remove(self, which: CuratedList[Entry], entry: str, *, expected: int, by: str) -> None:
        """Take an entry out of a list; its history stays, and it can be restored.

        Raises:
            EntryNotFoundError: it is not in the list.
            StaleEntryError: it was changed after the expected revision.
            EntryInUseError: studies carry it.
        """
        with self._writing() as session:
            change = ListChange(session, which, locked(session, which), entry, by)
            change.expected(expected)
            if which.name is ListName.ADMINISTRATIONS:
                require_unused(session, entry)
            change.log(Act.REMOVED, None)

    def restore(self, which: CuratedList[Entry], entry: str, *, expected: int, by: str) -> None:
        """Let an entry be as it ships again; one that never shipped is what it was before its removal.

        Raises:
            EntryNotFoundError: there is nothing to restore it to.
            StaleEntryError: it was changed after the expected revision.
            ListError: a name of it means another entry by now.
        """
        with self._writing() as session:
            change = ListChange(session, which, locked(session, which), entry, by)
            change.require(expected)
            if (value := change.restored()) is None:
                raise EntryNotFoundError(entry)
            if change.before and change.before.origin is not Origin.SHIPPED:
                change.put(Act.RESTORED, value)
