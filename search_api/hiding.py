"""What the index still finds and readers may not see: studies that left them since it was written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.study import StudyId

if TYPE_CHECKING:
    from corpus.catalogue.store import Catalogue


@dataclass(frozen=True, slots=True)
class _Known:
    change: int
    indexed: frozenset[StudyId]
    hidden: frozenset[StudyId]


class HiddenStudies:
    """Compares what is indexed with what readers see, whenever one of the two has changed.

    In between it costs one look at the number of the last change, some tenths of a millisecond.
    """

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue = catalogue
        self._known: _Known | None = None

    def __call__(self, indexed: frozenset[StudyId]) -> frozenset[StudyId]:
        """Return those of the indexed studies that readers may not see.

        Raises:
            CatalogueError: the catalogue cannot be read.
        """
        change = self._catalogue.last_change()  # before the studies: what comes between is seen next time
        known = self._known
        if known is None or known.change != change or known.indexed is not indexed:
            hidden = indexed.difference(self._catalogue.study_ids())
            self._known = known = _Known(change, indexed, hidden)
        return known.hidden
