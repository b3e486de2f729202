"""The list of administrations as librarians keep it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from corpus.administrations import (
    Administration,
    AdministrationKind,
    FormerName,
    Registry,
    registry,
)
from corpus.catalogue.documents import Document
from corpus.lists.entries import CuratedList, ListName
from corpus.lists.errors import NameTakenError
from corpus.study import AdministrationId
from models.language import Language


def _shipped() -> Mapping[str, Administration]:
    return {entry.id: entry for entry in registry()}


def _document(entry: Administration) -> Document:
    return {
        "kind": entry.kind.value,
        "names": {code.value: name for code, name in entry.names.items()},
        "acronyms": list(entry.acronyms),
        "aliases": list(entry.aliases),
        "former": [_former_document(former) for former in entry.former],
        "company": entry.company_number,
    }


def _former_document(former: FormerName) -> Document:
    return {
        "names": {code.value: name for code, name in former.names.items()},
        "acronyms": list(former.acronyms),
        "until": former.until,
    }


def _entry(identity: str, told: Document) -> Administration:
    return Administration(
        id=AdministrationId(identity),
        kind=AdministrationKind(told["kind"]),
        names=_names(told["names"]),
        acronyms=tuple(told.get("acronyms", ())),
        aliases=tuple(told.get("aliases", ())),
        former=tuple(_former(former) for former in told.get("former", ())),
        company_number=told.get("company"),
    )


def _former(told: Document) -> FormerName:
    return FormerName(names=_names(told["names"]), acronyms=tuple(told["acronyms"]), until=told.get("until"))


def _names(told: Mapping[str, str]) -> Mapping[Language, str]:
    return MappingProxyType({Language(code): name for code, name in told.items()})


def _require_free(others: Mapping[str, Administration], identity: str, entry: Administration) -> None:
    """Refuse a name that means another administration.

    Raises:
        NameTakenError: one does.
    """
    known = registry_of(others.values())
    for spelling in (identity, *entry.spellings()):
        if other := known.spelt(spelling):
            raise NameTakenError(spelling, other.id, other.names[Language.EN])


def registry_of(entries: Iterable[Administration]) -> Registry:
    """Return the registry of a list; a spelling that two entries claim is that of the first."""
    return Registry(entries, first_counts=True)


ADMINISTRATIONS = CuratedList(
    name=ListName.ADMINISTRATIONS,
    shipped=_shipped,
    write=_document,
    read=_entry,
    check=_require_free,
)
