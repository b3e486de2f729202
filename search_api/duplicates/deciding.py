"""What a librarian decides about two studies: the catalogue first, then the index, which follows it."""

from collections.abc import Mapping

from corpus.catalogue.writing import NOTHING_EXPECTED
from corpus.duplicates.decisions import Act, Decision
from corpus.study import StudyId
from search_api.library import Desk


def merge(
    desk: Desk, kept: StudyId, other: StudyId, *, by: str, expected: Mapping[StudyId, int] = NOTHING_EXPECTED
) -> Decision:
    """Make two records of one work one.

    Raises:
        StudyNotFoundError: one of them is not there.
        DecisionRefusedError: they cannot be merged as they stand; nothing is changed.
        StaleRevisionError: one of them was changed since it was seen; nothing is changed.
    """
    decision = desk.shelf.catalogue.merge(kept, other, by=by, expected=expected)
    desk.follow()
    return decision


def undo(desk: Desk, number: int, *, by: str, expected: Mapping[StudyId, int] = NOTHING_EXPECTED) -> Decision:
    """Undo a decision; of a merge both records stand as they stood.

    Raises:
        DecisionNotFoundError: there is none of this number.
        DecisionRefusedError: it does not stand, or what came after it has to be undone first.
        StaleRevisionError: one of its studies was changed since it was seen; nothing is changed.
    """
    catalogue = desk.shelf.catalogue
    undoing = catalogue.undo(number, by=by, expected=expected)
    (undone,) = (one for one in catalogue.pair_decisions() if one.number == number)
    if undone.act is Act.MERGE:
        desk.follow()
    return undoing
