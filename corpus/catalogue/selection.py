"""Selections of studies as conditions of a query."""

import json
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

from corpus.catalogue.documents import STATE
from corpus.catalogue.folding import folded
from corpus.catalogue.records import MissingFact, StudyOrder, StudySelection
from corpus.catalogue.tables import AdministrationRow, ChangeRow, FileRow, StudyFileRow, StudyRow, TextRow
from corpus.life import StudyState
from corpus.text import words

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


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
    yield from _standings(selection)
    yield from _costs(selection)
    if selection.languages:
        told = func.coalesce(StudyFileRow.language, FileRow.language)
        files = select(StudyFileRow.study_id).outerjoin(FileRow, FileRow.sha256 == StudyFileRow.sha256)
        yield StudyRow.id.in_(files.where(told.in_(sorted(selection.languages))))
    if selection.file_states:
        states = FileRow.state.in_(sorted(selection.file_states))
        held = select(StudyFileRow.study_id).join(FileRow, FileRow.sha256 == StudyFileRow.sha256)
        yield StudyRow.id.in_(held.where(states))
    for word in words(selection.words):
        yield _said(word)
    if selection.missing:
        yield or_(*(_missing(fact) for fact in sorted(selection.missing)))


def _said(word: str) -> ColumnElement[bool]:
    titles = select(TextRow.study_id).where(folded(TextRow.title).contains(word, autoescape=True))
    told = StudyRow.id, folded(StudyRow.contractor)
    return or_(StudyRow.id.in_(titles), *(text.contains(word, autoescape=True) for text in told))


def _standings(selection: StudySelection) -> Iterator[ColumnElement[bool]]:
    if selection.states:
        yield StudyRow.state.in_(sorted(selection.states))
    if selection.held:
        yield and_(StudyRow.state == StudyState.IN_REVIEW.value, _was_shown())


def _was_shown() -> ColumnElement[bool]:
    """Return what tells studies that were published before they came where they stand, or were to be."""
    shown = json.dumps(StudyState.PUBLISHED.value)
    stood = (
        select(cast(ChangeRow.before, String))
        .where(ChangeRow.study_id == StudyRow.id, ChangeRow.field == STATE)
        .order_by(ChangeRow.revision.desc())
        .limit(1)
        .correlate(StudyRow)
        .scalar_subquery()
    )
    return func.coalesce(stood, shown) == shown  # a new one stood nowhere before


def _missing(fact: MissingFact) -> ColumnElement[bool]:
    match fact:
        case MissingFact.TITLE:
            return StudyRow.id.not_in(select(TextRow.study_id).where(TextRow.title.is_not(None)))
        case MissingFact.ADMINISTRATION:
            named = AdministrationRow.administration_id.is_not(None)
            return StudyRow.id.not_in(select(AdministrationRow.study_id).where(named))
        case MissingFact.AUTHOR:
            return StudyRow.contractor.is_(None)
        case MissingFact.DATE:
            return StudyRow.published_first.is_(None)
        case MissingFact.COST:
            return StudyRow.cost_cents.is_(None)
        case MissingFact.TYPE:
            return StudyRow.document_type.is_(None)
        case MissingFact.FILE:
            return StudyRow.id.not_in(select(StudyFileRow.study_id))


def _costs(selection: StudySelection) -> Iterator[ColumnElement[bool]]:
    least, most = selection.cost_min, selection.cost_max
    unknown = StudyRow.cost_cents.is_(None) if selection.include_unknown_cost else None
    bounds = (
        None if least is None else StudyRow.cost_cents >= _cents(least, ROUND_CEILING),
        None if most is None else StudyRow.cost_cents <= _cents(most, ROUND_FLOOR),
    )
    for bound in bounds:
        if bound is not None:
            yield bound if unknown is None else or_(bound, unknown)


def _cents(euros: Decimal, rounding: str) -> int:
    return int((euros * 100).to_integral_value(rounding))


def ordered(query: Query, order: StudyOrder) -> Query:
    """Return ``query`` with its studies in an order; equal ones by id."""
    keys: dict[StudyOrder, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
        StudyOrder.NEWEST: (StudyRow.published_first.is_(None), StudyRow.published_first.desc()),
        StudyOrder.OLDEST: (StudyRow.published_first.is_(None), StudyRow.published_first.asc()),
        StudyOrder.DEAREST: (StudyRow.cost_cents.is_(None), StudyRow.cost_cents.desc()),
        StudyOrder.CHEAPEST: (StudyRow.cost_cents.is_(None), StudyRow.cost_cents.asc()),
    }
    return query.order_by(*keys[order], StudyRow.id)
