"""What a librarian decides about two studies: the catalogue first, then the index, which follows it."""

from corpus.duplicates.decisions import Act, Decision
from corpus.study import StudyId
from ingest.watch import Watch
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.reading import read_files
from search_api.library import Library


def merge(library: Library, kept: StudyId, other: StudyId, watch: Watch, *, by: str) -> Decision:
    """Make two records of one work one; searches tell of it when this ends.

    Raises:
        StudyNotFoundError: one of them is not there.
        DecisionRefusedError: they cannot be merged as they stand; nothing is changed.
    """
    decision = library.catalogue.merge(kept, other, by=by)
    _follow(library, decision, watch)
    return decision


def undo(library: Library, number: int, watch: Watch, *, by: str) -> Decision:
    """Undo a decision; of a merge both records stand as they stood, also in searches.

    Raises:
        DecisionNotFoundError: there is none of this number.
        DecisionRefusedError: it does not stand, or what came after it has to be undone first.
    """
    undoing = library.catalogue.undo(number, by=by)
    (undone,) = (one for one in library.catalogue.pair_decisions() if one.number == number)
    if undone.act is Act.MERGE:
        _follow(library, undone, watch)
    return undoing


def _follow(library: Library, decision: Decision, watch: Watch) -> None:
    studies = library.catalogue.everything().studies_by_id([decision.first, decision.second])
    read_files(library, [file for study in studies.values() for file in study.files], watch)
    sync_index(library, watch)
