"""Selections of studies as conditions of a query."""

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from corpus.catalogue.records import StudyOrder, StudySelection
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow

Query = TypeVar("Query", bound=Select[Any])


def selected(query: Query, selection: StudySelection | None) -> Query:
    """Return ``query``, which selects from the studies, narrowed to a selection."""
    return query.where(*_conditions(selection)) if selection else query


def _conditions(selection: StudySelection) -> Iterator[ColumnElement[bool]]:
    if selection.administrations:
        named = AdministrationRow.administration_id.in_(selection.administrations)
        yield StudyRow.id.in_(select(AdministrationRow.study_id).where(named))
    if selection.date_from is not None:
        yield StudyRow.published_last >= selection.date_from
    if selection.date_to is not None:
        yield StudyRow.published_first <= selection.date_to
    if selection.document_types:
        yield StudyRow.document_type.in_(sorted(selection.document_types))
    if bounds := list(_cost_bounds(selection)):
        unknown = [StudyRow.cost_cents.is_(None)] if selection.include_unknown_cost else []
        yield or_(and_(*bounds), *unknown)
    if selection.languages:
        written = func.coalesce(StudyFileRow.language, FileRow.language)
        files = select(StudyFileRow.study_id).outerjoin(FileRow, FileRow.sha256 == StudyFileRow.sha256)
        yield StudyRow.id.in_(files.where(written.in_(sorted(selection.languages))))
    if selection.file_states:
        states = FileRow.state.in_(sorted(selection.file_states))
        held = select(StudyFileRow.study_id).join(FileRow, FileRow.sha256 == StudyFileRow.sha256)
        yield StudyRow.id.in_(held.where(states))


def _cost_bounds(selection: StudySelection) -> Iterator[ColumnElement[bool]]:
    if selection.cost_min is not None:
        yield StudyRow.cost_cents >= int(selection.cost_min * 100)
    if selection.cost_max is not None:
        yield StudyRow.cost_cents <= int(selection.cost_max * 100)


def ordered(query: Query, order: StudyOrder) -> Query:
    """Return ``query`` with its studies in an order; equal ones by id."""
    keys: dict[StudyOrder, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
        StudyOrder.NEWEST: (StudyRow.published_first.is_(None), StudyRow.published_first.desc()),
        StudyOrder.OLDEST: (StudyRow.published_first.is_(None), StudyRow.published_first.asc()),
        StudyOrder.DEAREST: (StudyRow.cost_cents.is_(None), StudyRow.cost_cents.desc()),
        StudyOrder.CHEAPEST: (StudyRow.cost_cents.is_(None), StudyRow.cost_cents.asc()),
    }
    return query.order_by(*keys[order], StudyRow.id)
