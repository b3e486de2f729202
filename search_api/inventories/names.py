"""What administrations are called in an inventory that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.study import AdministrationId
from models.language import Language
from search_api.messages import say

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.store import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of administrations in the language of a reader."""

    registry: "Registry"
    unlisted: Mapping[AdministrationId, str]
    """Those that the registry does not know, as they are written."""
    reader: Language

    def of(self, administration: AdministrationId | None) -> str:
        """Return the name of an administration; ``None`` is one that is not known."""
        if administration is None:
            return say("numbers.no_administration", self.reader)
        return self.unlisted.get(administration) or self.registry.label(administration, self.reader)


def names_for(catalogue: "Catalogue", registry: "Registry", reader: Language) -> Names:
    """Return the names for a reader."""
    return Names(registry=registry, unlisted=catalogue.unlisted_administrations(), reader=reader)
