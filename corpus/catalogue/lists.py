"""The lists of a library: what ships, with what librarians added and corrected."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from corpus.administrations import Administration, Registry
from corpus.administrations import registry as shipped_registry
from corpus.catalogue.carriers import adopt, carriers, require_unused
from corpus.catalogue.connected import Connected
from corpus.catalogue.documents import Document
from corpus.catalogue.lists_log import listed, revisions, write
from corpus.catalogue.lists_tables import ListChangeRow
from corpus.lists.administrations import ADMINISTRATIONS, registry_of
from corpus.lists.entries import Act, CuratedList, Entry, EntryRevision, Listed, ListName, Origin, standing
from corpus.lists.errors import EntryExistsError, EntryNotFoundError, StaleEntryError
from corpus.study import AdministrationId


class Lists(Connected):
    """Reads and changes lists. Safe to share between threads; what anybody changes is seen at once.

    What is made of a list is kept until its log grows, which one short look tells.
    """

    def __init__(self, engine: Engine, location: str, *, everything: bool = False) -> None:
        super().__init__(engine, location, everything=everything)
        self._registry: tuple[int, Registry] = 0, shipped_registry()

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
            return _known(listed(session, which), entry)

    def history(self, which: CuratedList[Entry], entry: str) -> Sequence[EntryRevision]:
        """Return what librarians made of an entry, oldest first; nothing of one that is as it ships.

        Raises:
            EntryNotFoundError: there is none and never was.
        """
        with self._looking() as session:
            _known(listed(session, which), entry)
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
            change = _Change(session, which, entry, by)
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
            change = _Change(session, which, entry, by)
            if which.write(change.expected(expected)) != which.write(value):
                change.put(Act.CHANGED, value)

    def remove(self, which: CuratedList[Entry], entry: str, *, expected: int, by: str) -> None:
        """Take an entry out of a list; its history stays, and it can be restored.

        Raises:
            EntryNotFoundError: it is not in the list.
            StaleEntryError: it was changed after the expected revision.
            EntryInUseError: studies carry it.
        """
        with self._writing() as session:
            change = _Change(session, which, entry, by)
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
            change = _Change(session, which, entry, by)
            change.require(expected)
            if (value := change.restored()) is None:
                raise EntryNotFoundError(entry)
            if change.before and change.before.origin is not Origin.SHIPPED:
                change.put(Act.RESTORED, value)


class _Change(Generic[Entry]):
    """What is about to become of one entry, in a transaction that writes."""

    def __init__(self, session: Session, which: CuratedList[Entry], entry: str, by: str) -> None:
        self._session, self._which, self._entry, self._by = session, which, entry, by
        self._known = listed(session, which)
        self.before = self._known.get(entry)

    def require(self, expected: int) -> Listed[Entry]:
        """Return the entry where its latest revision is the expected one."""
        before = _known(self._known, self._entry)
        if before.revision != expected:
            found = revisions(self._session, self._which.name, self._entry)
            since = [revision for revision in found if revision.number > expected]
            raise StaleEntryError(self._entry, expected, before.revision, since)
        return before

    def expected(self, expected: int) -> Entry:
        """Return what the entry says, where it is in the list and at the expected revision."""
        before = self.require(expected)
        if before.entry is None:
            raise EntryNotFoundError(self._entry)
        return before.entry

    def restored(self) -> Entry | None:
        """Return what the entry shall be again; ``None``: there is nothing."""
        shipped = self._which.shipped().get(self._entry)
        if shipped is not None or self.before is None or self.before.entry is not None:
            return shipped
        last = revisions(self._session, self._which.name, self._entry)[-1]
        return self._which.read(self._entry, last.before) if last.before else None

    def put(self, act: Act, value: Entry) -> None:
        """Put a content into the list, if it goes with the others."""
        others = {one: entry for one, entry in standing(self._known).items() if one != self._entry}
        self._which.check(others, self._entry, value)
        self.log(act, value)
        if isinstance(value, Administration):
            bodies = [one for one in (*others.values(), value) if isinstance(one, Administration)]
            adopt(self._session, registry_of(bodies), self._entry, by=self._by)

    def log(self, act: Act, value: Entry | None) -> None:
        """Write down what the entry was and is now."""
        before = self.before.entry if self.before else None
        states = self._written(before), self._written(value)
        number = (self.before.revision if self.before else 0) + 1
        write(self._session, self._which.name, self._entry, act, states, number=number, by=self._by)

    def _written(self, value: Entry | None) -> Document | None:
        return None if value is None else self._which.write(value)


def _known(known: Mapping[str, Listed[Entry]], entry: str) -> Listed[Entry]:
    if entry not in known:
        raise EntryNotFoundError(entry)
    return known[entry]
