"""Studies of which one part is read and nothing else: thousands take a tenth of the time of whole ones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.files import batches
from corpus.catalogue.rows import cost
from corpus.catalogue.tables import AdministrationRow, StudyRow, TextRow
from corpus.study import AdministrationId, DocumentType, Study, StudyId
from models.language import Language


class Part(StrEnum):
    """What is read of a study."""

    FACTS = "facts"
    """Author, type and cost."""
    KEYWORDS = "keywords"
    ADMINISTRATIONS = "administrations"


def outlines(session: Session, studies: Sequence[StudyId], part: Part) -> Iterator[Study]:
    """Yield the studies that are there, in order, with what one part says and nothing else."""
    for batch in batches(studies):
        found = {study.id: study for study in _READ[part](session, batch)}
        yield from (found[study] for study in batch if study in found)


def _facts(session: Session, studies: Sequence[StudyId]) -> Iterator[Study]:
    told = StudyRow.contractor, StudyRow.document_type, StudyRow.cost_cents, StudyRow.cost_vat
    query = select(StudyRow.id, *told).where(StudyRow.id.in_(studies))
    for study, contractor, kind, cents, vat in session.execute(query):
        yield Study(
            id=StudyId(study),
            titles={},
            contractor=contractor,
            document_type=DocumentType(kind) if kind else None,
            cost=cost(cents, vat),
        )


def _keywords(session: Session, studies: Sequence[StudyId]) -> Iterator[Study]:
    told: defaultdict[str, dict[Language, tuple[str, ...]]] = defaultdict(dict)
    query = select(TextRow.study_id, TextRow.language, TextRow.keywords).where(TextRow.study_id.in_(studies))
    for study, language, keywords in session.execute(query.order_by(TextRow.position)):
        if keywords is not None:
            told[study][Language(language)] = tuple(keywords)
    for study in _there(session, studies):
        yield Study(id=study, titles={}, keywords=told.get(study, {}))


def _administrations(session: Session, studies: Sequence[StudyId]) -> Iterator[Study]:
    told: defaultdict[str, list[tuple[Any, Any]]] = defaultdict(list)
    pair = AdministrationRow.administration_id, AdministrationRow.as_written
    query = select(AdministrationRow.study_id, *pair).where(AdministrationRow.study_id.in_(studies))
    for study, identity, written in session.execute(query.order_by(AdministrationRow.position)):
        told[study].append((identity, written))
    for study in _there(session, studies):
        pairs = told.get(study, ())
        yield Study(
            id=study,
            titles={},
            administrations=tuple(AdministrationId(one) for one, _ in pairs if one is not None),
            administrations_as_written=tuple(written for _, written in pairs if written is not None),
        )


def _there(session: Session, studies: Sequence[StudyId]) -> list[StudyId]:
    return [StudyId(found) for found in session.scalars(select(StudyRow.id).where(StudyRow.id.in_(studies)))]


_READ = {Part.FACTS: _facts, Part.KEYWORDS: _keywords, Part.ADMINISTRATIONS: _administrations}
