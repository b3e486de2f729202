"""One change for many studies, made as one act: first it is found out who refuses, then all is written."""

from collections.abc import Sequence

from corpus.catalogue.revising import Looked, Refused, Then, nothing_more
from corpus.study import StudyId
from ingest.watch import Unwatched, Watch
from search_api.editing.bulk import Bulk, Revise, Rewriting, Stepping
from search_api.editing.guarding import LOOKING, Desk, not_showable
from search_api.personal.holding import brings_undecided

WRITING = "Writing changes"
"""The last step of the work; until it begins, nothing is changed."""

_UNWATCHED = Unwatched()


def change_many(
    desk: Desk,
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
        desk: the library.
        studies: to change.
        bulk: the change.
        by: who makes it.
        then: belongs to the transaction of the change.
        watch: is told how far the looking is; may end it until then.

    Raises:
        WithdrawalReasonError: they are withdrawn without a reason that readers can be told.
    """
    revisions = desk.catalogue.revisions(studies)
    match bulk:
        case Stepping(step, reason):
            refused = not_showable(desk, studies, step, watch)
            looked = Looked(revisions=revisions, refused=refused)
            watch.begin(WRITING, 0)
            return desk.catalogue.take_steps(studies, step, by=by, reason=reason, looked=looked, then=then)
        case Rewriting(_, revise):
            held = _held(desk, studies, revise, watch)
            looked = Looked(revisions=revisions)
            watch.begin(WRITING, 0)
            return desk.catalogue.revise_studies(studies, revise, by=by, held=held, looked=looked, then=then)


def _held(desk: Desk, studies: Sequence[StudyId], revise: Revise, watch: Watch) -> frozenset[StudyId]:
    published = desk.catalogue.studies_by_id(studies)
    watch.begin(LOOKING, len(published))
    held = set()
    for study in published.values():
        if brings_undecided(desk, study, revise(study)):
            held.add(study.id)
        watch.step()
    return frozenset(held)
