"""What readers are suggested while they type."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.study import AdministrationId
from models.language import Language
from search_api.answers import SuggestionAnswer
from search_api.directory import Entry, Kind

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from search_api.services import Services


def suggestions(
    entries: Iterable[Entry], services: "Services", reader: Language | None
) -> list[SuggestionAnswer]:
    """Return suggestions; an administration found by an acronym is named in the reader's language."""
    registry = services.registry
    return [
        SuggestionAnswer(
            kind=entry.kind, text=_text(entry, registry, reader), id=entry.id, language=entry.language
        )
        for entry in entries
    ]


def _text(entry: Entry, registry: "Registry", reader: Language | None) -> str:
    if entry.kind is not Kind.ADMINISTRATION or not entry.id or entry.language or not reader:
        return entry.text
    known = registry.get(AdministrationId(entry.id))
    return known.names[reader] if known else entry.text
