"""One change for many studies, made as one act: first it is found out who refuses, then all is written."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from corpus.catalogue.revising import Looked, Refused, Then, nothing_more
from corpus.errors import StaleRevisionError
from corpus.study import StudyId
from ingest.watch import Unwatched, Watch
from search_api.editing.bulk import Bulk, Revise, Rewriting, Stepping
from search_api.editing.guarding import LOOKING, not_showable
from search_api.library import Shelf
from search_api.personal.holding import brings_undecided

WRITING = "Writing changes"
"""The last step of the work; until it begins, nothing is changed."""

_UNWATCHED = Unwatched()


def change_many(
    shelf: Shelf,
    seen: Mapping[StudyId, int],
    bulk: Bulk,
    *,
    by: str,
    then: Then = nothing_more,
    watch: Watch = _UNWATCHED,
) -> Refused:
    """Make a change of many studies and return those that refuse it; the index has to follow.

    Of those that shall be published, the ones with personal data nobody has decided about refuse; published
    ones that the change brings such data wait in review. A study refuses too if somebody has changed it since
    it was seen.

    Args:
        shelf: the library.
        seen: the studies to change, each with the revision that whoever wants it has seen.
        bulk: the change.
        by: who makes it.
        then: belongs to the transaction of the change.
        watch: is told how far the looking is; may end it until then.

    Raises:
        WithdrawalReasonError: they are withdrawn without a reason that readers can be told.
    """
    studies = list(seen)
    match bulk:
        case Stepping(step, reason):
            refused = not_showable(shelf, studies, step, watch)
            looked = Looked(revisions=seen, refused=refused)
            watch.begin(WRITING, 0)
            return shelf.catalogue.take_steps(studies, step, by=by, reason=reason, looked=looked, then=then)
        case Rewriting(_, revise):
            held = _held(shelf, studies, revise, watch)
            looked = Looked(revisions=seen)
            watch.begin(WRITING, 0)
            return shelf.catalogue.revise_studies(studies, revise, by=by, held=held, looked=looked, then=then)


def all_as_seen(_session: Session, refused: Refused) -> None:
    """Take a change of many studies back if one of them was changed since it was seen.

    Raises:
        StaleRevisionError: one was.
    """
    for error in refused.values():
        if isinstance(error, StaleRevisionError):
            raise error


def _held(shelf: Shelf, studies: Sequence[StudyId], revise: Revise, watch: Watch) -> frozenset[StudyId]:
    published = shelf.catalogue.studies_by_id(studies)
    watch.begin(LOOKING, len(published))
    held = set()
    for study in published.values():
        if brings_undecided(shelf, study, revise(study)):
            held.add(study.id)
        watch.step()
    return frozenset(held)
