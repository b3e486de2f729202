"""Two studies made one in the catalogue, and two again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.decisions import record, require_undecided, standing_merges
from corpus.catalogue.documents import REASON, STATE, document, study_of
from corpus.catalogue.duplicates_tables import DecisionRow
from corpus.catalogue.history import history, latest, replayed
from corpus.catalogue.writing import Kept, change, load
from corpus.duplicates.decisions import Act, Decision
from corpus.duplicates.errors import DecisionRefusedError, Refusal
from corpus.duplicates.merging import merged, parted, with_all
from corpus.errors import StudyNotFoundError
from corpus.life import Standing, StudyState
from corpus.study import Study, StudyId


def merge(session: Session, kept: StudyId, other: StudyId, *, by: str) -> Decision:
    """Make a study part of another one, and write down who did it.

    Raises:
        StudyNotFoundError: one of them is not there.
        DecisionRefusedError: they cannot be merged as they stand.
    """
    before = present(session, kept, other)
    require_undecided(session, kept, other)
    _require_mergeable(before[kept], before[other])

    def decided(study: StudyId, _before: Kept | None, now: datetime) -> Kept:
        if study == other:
            return Kept(before[other].study, Standing(StudyState.MERGED, now, into=kept))
        return Kept(merged(before[kept].study, before[other].study), before[kept].standing)

    change(session, [kept, other], decided, by=by)
    numbers = latest(session, [kept, other])
    row = DecisionRow(act=Act.MERGE.value, first=kept, second=other, made_by=by)
    row.first_revision, row.second_revision = numbers[kept], numbers[other]
    row.second_since = before[other].standing.since
    return record(session, row)


def part(session: Session, decision: DecisionRow, *, by: str) -> None:
    """Undo a merge: the second study stands again where it stood, the first has no more of it.

    Raises:
        DecisionRefusedError: the first one was merged or withdrawn since.
    """
    kept, other = StudyId(decision.first), StudyId(decision.second)
    _require_partable(session, kept)
    earlier = replayed(other, history(session, other), (decision.second_revision or 0) - 1)
    stood = Standing(StudyState(earlier[STATE]), decision.second_since, earlier.get(REASON))
    parted_from = partial(_alone, session, kept, other)

    def decided(study: StudyId, before: Kept | None, _now: datetime) -> Kept | None:
        if before is None or study == other:
            return before and Kept(before.study, stood)
        return Kept(parted_from(before), before.standing)

    change(session, [kept, other], decided, by=by)


def merged_parts(session: Session) -> Mapping[StudyId, Sequence[Study]]:
    """Return, of every study that others were merged into, those as they were then, in that order."""
    parts: defaultdict[StudyId, list[Study]] = defaultdict(list)
    for row in standing_merges(session):
        other = StudyId(row.second)
        told = replayed(other, history(session, other), (row.second_revision or 0) - 1)
        parts[StudyId(row.first)].append(study_of(other, told))
    return parts


def present(session: Session, *studies: StudyId) -> Mapping[StudyId, Kept]:
    """Return studies that a decision is about; who decides about them at the same time waits.

    Raises:
        StudyNotFoundError: one of them is not there.
        DecisionRefusedError: one of them was merged.
    """
    found = load(session, studies)
    for study in studies:
        if study not in found:
            raise StudyNotFoundError(study)
        if into := found[study].standing.into:
            raise DecisionRefusedError(Refusal.MERGED, study=study, into=into)
    return found


def _require_mergeable(kept: Kept, other: Kept) -> None:
    for one in (kept, other):
        if one.standing.state is StudyState.WITHDRAWN:
            raise DecisionRefusedError(Refusal.WITHDRAWN, study=one.study.id)
    shown, joins = (one.standing.state is StudyState.PUBLISHED for one in (kept, other))
    facts = {"kept": kept.study.id, "other": other.study.id}
    if joins and not shown:
        raise DecisionRefusedError(Refusal.HIDES, **facts)
    if shown and not joins and merged(kept.study, other.study) != kept.study:
        raise DecisionRefusedError(Refusal.PUBLISHES, **facts)


def _require_partable(session: Session, kept: StudyId) -> None:
    found = load(session, [kept]).get(kept)
    if found and found.standing.state is StudyState.WITHDRAWN:
        raise DecisionRefusedError(Refusal.KEPT_WITHDRAWN, study=kept)
    for later in standing_merges(session):
        if later.second == kept:
            raise DecisionRefusedError(Refusal.LATER_MERGE, study=kept, number=later.number)


def _alone(session: Session, kept: StudyId, other: StudyId, now: Kept) -> Study:
    """Return what a study is without another one, with all else that was merged into it."""
    base = study_of(kept, replayed(kept, history(session, kept), _base(session, kept)))
    parts = merged_parts(session)[kept]
    rest = [study for study in parts if study.id != other]
    told = (document(one, now.standing) for one in (now.study, with_all(base, parts), with_all(base, rest)))
    return study_of(kept, parted(*told))


def _base(session: Session, kept: StudyId) -> int:
    """Return the revision of a study from before anything that stands, or stood beside it, was merged in."""
    base, standing = 0, set[int]()
    for row in session.scalars(
        select(DecisionRow).where(DecisionRow.first == kept).order_by(DecisionRow.number)
    ):
        if row.act == Act.MERGE:
            base = base if standing else (row.first_revision or 0) - 1
            standing.add(row.number)
        elif row.undoes is not None:
            standing.discard(row.undoes)
    return base
