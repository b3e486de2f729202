"""What readers are suggested while they type."""

from typing import TYPE_CHECKING

from corpus.study import AdministrationId
from models.language import Language
from search_api.answers import SuggestionAnswer
from search_api.directory import Entry, Kind

if TYPE_CHECKING:
    from search_api.services import Services


def suggestion(entry: Entry, services: "Services", reader: Language | None) -> SuggestionAnswer:
    """Return a suggestion; an administration found by an acronym is named in the reader's language."""
    text = entry.text
    if entry.kind is Kind.ADMINISTRATION and entry.id and entry.language is None and reader:
        identity = AdministrationId(entry.id)
        text = services.registry.label(identity, reader) if services.registry.get(identity) else text
    return SuggestionAnswer(kind=entry.kind, text=text, id=entry.id, language=entry.language)
