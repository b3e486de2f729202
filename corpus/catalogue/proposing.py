"""The candidates as the catalogue keeps them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, aliased

from corpus.catalogue.decisions import decided_pairs
from corpus.catalogue.duplicates_tables import CandidateRow
from corpus.catalogue.tables import StudyRow
from corpus.duplicates.candidates import Candidate, Evidence, Kind, Sign
from corpus.life import StudyState
from corpus.study import StudyId


def replace_candidates(session: Session, candidates: Iterable[Candidate]) -> None:
    """Keep these candidates and no other."""
    session.execute(delete(CandidateRow))
    session.add_all(_row(one) for one in candidates)


def open_candidates(session: Session) -> Sequence[Candidate]:
    """Return the candidates that nobody has decided about and that are both there, the surest first."""
    first, second = aliased(StudyRow), aliased(StudyRow)
    there = [study.state != StudyState.MERGED.value for study in (first, second)]
    query = (
        select(CandidateRow)
        .join(first, first.id == CandidateRow.first)
        .join(second, second.id == CandidateRow.second)
        .where(*there)
    )
    decided = decided_pairs(session)
    found = [_candidate(row) for row in session.scalars(query)]
    return sorted((one for one in found if one.pair not in decided), key=_place)


_KINDS = list(Kind)


def _place(one: Candidate) -> tuple[int, float, str, str]:
    return _KINDS.index(one.kind), -one.score, one.first, one.second


def _row(one: Candidate) -> CandidateRow:
    evidence = [[each.sign.value, dict(each.facts)] for each in one.evidence]
    return CandidateRow(
        first=one.first, second=one.second, kind=one.kind.value, score=one.score, evidence=evidence
    )


def _candidate(row: CandidateRow) -> Candidate:
    return Candidate(
        first=StudyId(row.first),
        second=StudyId(row.second),
        kind=Kind(row.kind),
        score=row.score,
        evidence=tuple(Evidence(Sign(sign), facts) for sign, facts in row.evidence),
    )
