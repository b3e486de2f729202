"""A change of one entry of a list: what stands against it, and what becomes of the entry."""

from collections.abc import Mapping
from typing import Generic

from sqlalchemy.orm import Session

from corpus.administrations import Administration
from corpus.catalogue.carriers import adopt
from corpus.catalogue.documents import Document
from corpus.catalogue.lists_log import revisions, write
from corpus.lists.administrations import registry_of
from corpus.lists.entries import Act, CuratedList, Entry, Listed, Origin, standing
from corpus.lists.errors import EntryNotFoundError, StaleEntryError


class ListChange(Generic[Entry]):
    """What is about to become of one entry, in a transaction that writes."""

    def __init__(
        self,
        session: Session,
        which: CuratedList[Entry],
        known: dict[str, Listed[Entry]],
        entry: str,
        by: str,
    ) -> None:
        """Take what is known of the list (``locked``); it is kept up to date with the change."""
        self._session, self._which, self._known = session, which, known
        self._entry, self._by = entry, by
        self.before = known.get(entry)

    def require(self, expected: int) -> Listed[Entry]:
        """Return the entry where its latest revision is the expected one."""
        before = entry_of(self._known, self._entry)
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

    def differs(self, value: Entry) -> bool:
        """Tell whether the entry does not say this yet."""
        before = self.before.entry if self.before else None
        return before is None or self._which.write(before) != self._which.write(value)

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
        origin = self.before.origin if self.before else Origin.ADDED
        self._known[self._entry] = Listed(id=self._entry, entry=value, origin=origin, revision=number)

    def _written(self, value: Entry | None) -> Document | None:
        return None if value is None else self._which.write(value)


def entry_of(known: Mapping[str, Listed[Entry]], entry: str) -> Listed[Entry]:
    """Return an entry of a list.

    Raises:
        EntryNotFoundError: there is none and never was.
    """
    if entry not in known:
        raise EntryNotFoundError(entry)
    return known[entry]
