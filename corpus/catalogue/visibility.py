"""Who sees which studies: the one place that decides it."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, event, select
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from corpus.catalogue.editions import UNNARROWED, end_of, moved_files
from corpus.catalogue.tables import AdministrationRow, StudyFileRow, StudyRow, TextRow
from corpus.duplicates.errors import StudyMergedError
from corpus.errors import CorpusError, StudyNotFoundError, StudyWithdrawnError
from corpus.life import StudyState
from corpus.study import StudyId

_KNOWN_TO_READERS = (StudyState.PUBLISHED, StudyState.WITHDRAWN)


def for_readers(session: Session) -> Session:
    """Make every question of a session pass over all that belongs to studies that are not published.

    Whatever is asked, now or by code that is yet to be written: the condition is put into each statement.
    """
    event.listen(session, "do_orm_execute", _narrow)
    return session


def absent(session: Session, study: StudyId) -> CorpusError:
    """Return what a reader is told of a study that they do not see: drafts were never there."""
    end = end_of(session, study)
    facts = select(StudyRow.state, StudyRow.state_reason, StudyRow.state_since).where(StudyRow.id == end)
    for state, reason, since in session.execute(facts, execution_options=UNNARROWED):
        if end != study and state in _KNOWN_TO_READERS:
            return StudyMergedError(study, end, moved_files(session, study, end))
        if state == StudyState.WITHDRAWN and reason is not None and since is not None:
            return StudyWithdrawnError(study, reason, since)
    return StudyNotFoundError(study)


def _narrow(asked: ORMExecuteState) -> None:
    # What is loaded with a study that was found belongs to a visible one.
    narrow = not UNNARROWED.items() <= asked.execution_options.items()
    if asked.is_select and not asked.is_relationship_load and narrow:
        asked.statement = asked.statement.options(*_OPTIONS)


def _options() -> Iterator[LoaderCriteriaOption]:
    published: ColumnElement[bool] = StudyRow.state == StudyState.PUBLISHED.value
    yield with_loader_criteria(StudyRow, published, propagate_to_loaders=False)
    visible = select(StudyRow.id).where(published)
    for part in (TextRow, AdministrationRow, StudyFileRow):
        yield with_loader_criteria(part, part.study_id.in_(visible), propagate_to_loaders=False)


_OPTIONS = tuple(_options())
