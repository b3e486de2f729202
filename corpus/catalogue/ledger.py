"""The few facts of every study that are counted and added up, read without the studies themselves."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.records import LedgerEntry
from corpus.catalogue.rows import cost
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow
from corpus.study import AdministrationId, StudyId
from models.language import Language


def ledger(session: Session) -> Sequence[LedgerEntry]:
    """Return an entry for each study, by id."""
    administrations = _several(session, _ADMINISTRATIONS)
    languages = _several(session, _LANGUAGES)
    return [
        LedgerEntry(
            id=StudyId(study),
            administrations=frozenset(map(AdministrationId, administrations.get(study, ()))),
            published=None if first is None or last is None else (first, last),
            cost=cost(cents, vat),
            languages=frozenset(map(Language, languages.get(study, ()))),
        )
        for study, first, last, cents, vat in session.execute(_STUDIES)
    ]


_STUDIES = select(
    StudyRow.id, StudyRow.published_first, StudyRow.published_last, StudyRow.cost_cents, StudyRow.cost_vat
).order_by(StudyRow.id)

_ADMINISTRATIONS = select(AdministrationRow.study_id, AdministrationRow.administration_id)

_LANGUAGES = select(StudyFileRow.study_id, func.coalesce(StudyFileRow.language, FileRow.language)).outerjoin(
    FileRow, FileRow.sha256 == StudyFileRow.sha256
)


def _several(session: Session, query: Executable) -> dict[str, set[str]]:
    """Return the values of each study, without the missing ones."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for study, value in session.execute(query):
        if value is not None:
            found[study].add(value)
    return found
