"""The other editions of a study, and where a merged study went."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.decisions import standing_links
from corpus.catalogue.duplicates_tables import DecisionRow
from corpus.catalogue.tables import StudyFileRow, StudyRow
from corpus.duplicates.decisions import Act, Related, Relation
from corpus.study import StudyId

UNNARROWED: Mapping[str, bool] = {"savoir_unnarrowed": True}
"""Of a statement that asks whatever the view."""


def editions(session: Session, study: StudyId) -> tuple[Related, ...]:
    """Return the other editions of a study that the view of the session shows, as they were linked.

    What was linked to a study that was merged since is linked to what it was merged into.
    """
    family = _family(session, study)
    found: dict[StudyId, Relation] = {}
    for row in standing_links(session, family):
        first = row.first in family
        other = end_of(session, StudyId(row.second if first else row.first))
        if other not in family:
            found.setdefault(other, _relation(row, first=first))
    seen = set(session.scalars(select(StudyRow.id).where(StudyRow.id.in_(found))))
    return tuple(Related(other, relation) for other, relation in found.items() if other in seen)


def end_of(session: Session, study: StudyId) -> StudyId:
    """Return what a study was merged into in the end; itself where it was not."""
    query = select(StudyRow.merged_into).where(StudyRow.id == study)
    into = session.scalar(query, execution_options=UNNARROWED)
    return end_of(session, StudyId(into)) if into else study


def moved_files(session: Session, study: StudyId, into: StudyId) -> Mapping[int, int]:
    """Return the numbers that the files of a study, by theirs, have in another one."""
    there = {sha256: number for number, sha256 in reversed(_files(session, into))}
    return {number: there[sha256] for number, sha256 in _files(session, study) if sha256 in there}


def _files(session: Session, study: StudyId) -> Sequence[tuple[int, str]]:
    query = select(StudyFileRow.sha256).where(StudyFileRow.study_id == study)
    found = session.scalars(query.order_by(StudyFileRow.position), execution_options=UNNARROWED)
    return list(enumerate(found, 1))


def _family(session: Session, study: StudyId) -> set[StudyId]:
    """Return a study with all that was merged into it, also by way of others."""
    family, new = {study}, {study}
    while new:
        new = _merged_into(session, new) - family
        family |= new
    return family


def _merged_into(session: Session, studies: Iterable[StudyId]) -> set[StudyId]:
    query = select(StudyRow.id).where(StudyRow.merged_into.in_(studies))
    return {StudyId(found) for found in session.scalars(query, execution_options=UNNARROWED)}


def _relation(row: DecisionRow, *, first: bool) -> Relation:
    if row.act == Act.LINK_LANGUAGE:
        return Relation.LANGUAGE
    return Relation.OLDER if first else Relation.NEWER
