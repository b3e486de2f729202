"""What the pages of the entries of a list work on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from corpus.catalogue.documents import Document
from corpus.lists.entries import CuratedList, Entry, EntryRevision, Listed
from models.language import Language
from search_api.access.forms import Form
from search_api.access.who import Visitor
from search_api.services import Services
from search_api.site import Site
from search_api.web.desk.edit_form import Fields
from search_api.web.desk.frames import DESK
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind(Generic[Entry]):
    """What the entries of one list have of their own."""

    which: CuratedList[Entry]
    path: str
    """Of the list, below the desk."""
    new_path: str
    """Of the form of a new entry."""
    template: str
    new_template: str
    name: Callable[[Entry, Language], str]
    fields: Callable[[Document], Fields]
    document: Callable[[Form], dict[str, Any]]
    read: Callable[[Any, str], Entry]
    told: Callable[[str, Any, Wording], str]
    """What a part says, in words."""
    views: Callable[[Services, str, Fields, Wording], Mapping[str, Any]]
    """What the template needs besides."""


@dataclass(frozen=True, slots=True)
class Desk(Generic[Entry]):
    """Who works on which entry, and where."""

    kind: EntryKind[Entry]
    entry: str
    language: Language
    services: Services
    visitor: Visitor
    site: Site

    @property
    def list_url(self) -> str:
        """Return the address of the page of the list."""
        return f"/{self.language}{DESK}{self.kind.path}"

    @property
    def url(self) -> str:
        """Return the address of the page of the entry."""
        return f"{self.list_url}/{self.entry}"

    def listed(self) -> Listed[Entry]:
        """Return the entry as it is."""
        return self.services.lists.entry(self.kind.which, self.entry)

    def history(self) -> Sequence[EntryRevision]:
        """Return what became of the entry."""
        return self.services.lists.history(self.kind.which, self.entry)
