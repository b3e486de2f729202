"""The decisions about pairs of studies: written, looked up, and whether they stand."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from corpus.catalogue.duplicates_tables import DecisionRow
from corpus.catalogue.files import batches
from corpus.duplicates.decisions import Act, Decision
from corpus.duplicates.errors import DecisionNotFoundError, DecisionRefusedError, Refusal
from corpus.study import StudyId

_LINKS = (Act.LINK_LANGUAGE.value, Act.LINK_NEWER.value)


def record(session: Session, row: DecisionRow) -> Decision:
    """Write a decision down, with the moment of now."""
    row.made = datetime.now(UTC)
    session.add(row)
    session.flush()
    return _decision(row, None)


def decisions(session: Session) -> Sequence[Decision]:
    """Return all decisions, oldest first."""
    rows = session.scalars(select(DecisionRow).order_by(DecisionRow.number)).all()
    undone = {row.undoes: row.number for row in rows if row.undoes is not None}
    return [_decision(row, undone.get(row.number)) for row in rows]


def standing_decision(session: Session, number: int) -> DecisionRow:
    """Return a decision that can be undone; who undoes it at the same time waits.

    Raises:
        DecisionNotFoundError: there is none of this number.
        DecisionRefusedError: it does not stand, or is an undoing.
    """
    row = session.scalars(
        select(DecisionRow).where(DecisionRow.number == number).with_for_update()
    ).one_or_none()
    if row is None:
        raise DecisionNotFoundError(number)
    ended = session.scalar(select(DecisionRow.number).where(DecisionRow.undoes == number))
    if ended is not None or row.act == Act.UNDO:
        raise DecisionRefusedError(Refusal.NOT_STANDING, number=number)
    return row


def require_undecided(session: Session, first: StudyId, second: StudyId) -> None:
    """Refuse to decide twice about two studies.

    Raises:
        DecisionRefusedError: a decision about them stands, or they are one.
    """
    if first == second:
        raise DecisionRefusedError(Refusal.SAME_STUDY, study=first)
    pair = (first, second)
    between = DecisionRow.first.in_(pair), DecisionRow.second.in_(pair)
    for row in session.scalars(_standing().where(*between)):
        raise DecisionRefusedError(Refusal.STANDS, number=row.number)


def decided_pairs(session: Session) -> set[frozenset[StudyId]]:
    """Return the pairs that a decision stands for."""
    return {frozenset({StudyId(row.first), StudyId(row.second)}) for row in session.scalars(_standing())}


def standing_merges(session: Session) -> Sequence[DecisionRow]:
    """Return the merges that stand, oldest first."""
    merges = _standing().where(DecisionRow.act == Act.MERGE.value)
    return session.scalars(merges.order_by(DecisionRow.number)).all()


def standing_links(session: Session, studies: Iterable[StudyId]) -> Sequence[DecisionRow]:
    """Return the links of studies that stand, oldest first."""
    found: dict[int, DecisionRow] = {}
    for batch in batches(list(studies)):
        of_them = or_(DecisionRow.first.in_(batch), DecisionRow.second.in_(batch))
        links = _standing().where(DecisionRow.act.in_(_LINKS), of_them)
        found |= {row.number: row for row in session.scalars(links)}
    return [found[number] for number in sorted(found)]


_UNDOING = aliased(DecisionRow)


def _standing() -> Select[DecisionRow]:
    undone = select(_UNDOING.number).where(_UNDOING.undoes == DecisionRow.number).exists()
    return select(DecisionRow).where(~undone, DecisionRow.act != Act.UNDO.value)


def _decision(row: DecisionRow, undone: int | None) -> Decision:
    return Decision(
        number=row.number,
        made=row.made,
        by=row.made_by,
        act=Act(row.act),
        first=StudyId(row.first),
        second=StudyId(row.second),
        undoes=row.undoes,
        undone=undone,
    )
