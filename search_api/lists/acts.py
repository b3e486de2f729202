"""What the desk does to lists: the list first, then what follows it where studies changed too."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from corpus.errors import TodoSettledError
from corpus.ids import study_id
from corpus.jobs import TodoKind, TodoState
from corpus.lists.entries import CuratedList, Entry, Listed, ListName, merged
from corpus.lists.errors import StaleEntryError
from search_api.services import Services


@dataclass(frozen=True, slots=True)
class Clash:
    """What keeps a change from being saved: parts that somebody else changed too, meanwhile."""

    document: Mapping[str, Any]
    """Both changes together, mine where both changed a part."""
    stale: StaleEntryError
    parts: tuple[str, ...]


def free_id(services: Services, which: CuratedList[Entry], name: str) -> str:
    """Return an id made of a name, which no entry has or had."""
    return study_id(name, None, services.lists.entries(which))


def add(services: Services, which: CuratedList[Entry], entry: str, value: Entry, *, by: str) -> None:
    """Add an entry; what it raises is told at ``Lists.add``."""
    with _followed(services, which, by):
        services.lists.add(which, entry, value, by=by)


def save(
    services: Services, which: CuratedList[Entry], entry: str, value: Entry, *, expected: int, by: str
) -> None:
    """Change an entry; what it raises is told at ``Lists.change``."""
    with _followed(services, which, by):
        services.lists.change(which, entry, value, expected=expected, by=by)


def save_merged(
    services: Services, which: CuratedList[Entry], entry: str, value: Entry, *, expected: int, by: str
) -> Clash | None:
    """Change an entry together with what others changed meanwhile; nothing is stored where both meet.

    Raises:
        StaleEntryError: it was taken out meanwhile, changed again while this tried, or never at that state.
        ListError: it cannot be changed so.
    """
    try:
        save(services, which, entry, value, expected=expected, by=by)
    except StaleEntryError as stale:
        if not stale.since or stale.since[-1].after is None:
            raise
        document, parts = merged(stale.since, which.write(value))
        if parts:
            return Clash(document, stale, tuple(parts))
        together = which.read(entry, document)
        save(services, which, entry, together, expected=stale.current, by=by)
    return None


def remove(services: Services, which: CuratedList[Entry], entry: str, *, expected: int, by: str) -> None:
    """Take an entry out; what it raises is told at ``Lists.remove``."""
    services.lists.remove(which, entry, expected=expected, by=by)


def restore(
    services: Services, which: CuratedList[Entry], entry: str, *, expected: int, by: str
) -> Listed[Entry]:
    """Let an entry be as it ships or was, and return it; what it raises is told at ``Lists.restore``."""
    with _followed(services, which, by):
        services.lists.restore(which, entry, expected=expected, by=by)
    return services.lists.entry(which, entry)


@contextmanager
def _followed(services: Services, which: CuratedList[Any], by: str) -> Iterator[None]:
    """Let the inbox and the index follow if studies come to carry another administration."""
    before = services.catalogue.last_change()
    yield
    if which.name is ListName.ADMINISTRATIONS:
        _settle(services, by)
    if services.catalogue.last_change() != before:
        services.queue.follow()


def _settle(services: Services, by: str) -> None:
    """Settle the questions about names that the list knows now: their studies carry the administration."""
    registry, book = services.registry, services.queue.todo
    for todo in book.todos():
        if todo.question.kind is not TodoKind.UNKNOWN_ADMINISTRATION:
            continue
        if meant := registry.resolve(todo.question.value or ""):
            with suppress(TodoSettledError):
                book.settle(todo.id, TodoState.ACCEPTED, by=by, choice=meant.id)
