"""One change for many studies, made as one act: first it is found out who refuses, then all is written."""

from collections.abc import Sequence

from corpus.catalogue.revising import Looked, Refused, Then, nothing_more
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
    studies: Sequence[StudyId],
    bulk: Bulk,
    *,
    by: str,
    then: Then = nothing_more,
    watch: Watch = _UNWATCHED,
) -> Refused:
    """Make a change of many studies and return those that refuse it; the index has to follow.

    Of those that shall be published, the ones with personal data nobody has decided about refuse; published
    ones that the change brings such data wait in review. A study refuses too if somebody changes it while
    the others are looked at.

    Args:
        shelf: the library.
        studies: to change.
        bulk: the change.
        by: who makes it.
        then: belongs to the transaction of the change.
        watch: is told how far the looking is; may end it until then.

    Raises:
        WithdrawalReasonError: they are withdrawn without a reason that readers can be told.
    """
    revisions = shelf.catalogue.revisions(studies)
    match bulk:
        case Stepping(step, reason):
            refused = not_showable(shelf, studies, step, watch)
            looked = Looked(revisions=revisions, refused=refused)
            watch.begin(WRITING, 0)
            return shelf.catalogue.take_steps(studies, step, by=by, reason=reason, looked=looked, then=then)
        case Rewriting(_, revise):
            held = _held(shelf, studies, revise, watch)
            looked = Looked(revisions=revisions)
            watch.begin(WRITING, 0)
            return shelf.catalogue.revise_studies(studies, revise, by=by, held=held, looked=looked, then=then)


def _held(shelf: Shelf, studies: Sequence[StudyId], revise: Revise, watch: Watch) -> frozenset[StudyId]:
    published = shelf.catalogue.studies_by_id(studies)
    watch.begin(LOOKING, len(published))
    held = set()
    for study in published.values():
        if brings_undecided(shelf, study, revise(study)):
            held.add(study.id)
        watch.step()
    return frozenset(held)
