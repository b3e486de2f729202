"""A row of an inventory as a draft of a study."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from corpus.administrations import Registry
from corpus.errors import StudyIdError
from corpus.ids import given_study_id
from corpus.inventory.cells import Cell, CellFault, Reading, as_text
from corpus.inventory.company_numbers import check_company_numbers
from corpus.inventory.costs import CostColumns, read_row_cost
from corpus.inventory.dates import read_date
from corpus.inventory.document_types import read_document_type
from corpus.inventory.languages import read_languages
from corpus.inventory.names import NamedAdministration, read_administrations
from corpus.inventory.report import FileName, Place, Severity
from corpus.inventory.row_cells import RowCells
from corpus.inventory.row_files import read_files
from corpus.inventory.texts import Identify, read_keywords, read_texts
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import Reason, reason
from corpus.study import Cost, DocumentType, PublicationDate, StudyId
from models.language import Language


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a reader of inventories knows besides the inventory."""

    registry: Registry
    today: date
    identify: Identify


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one row says of a study."""

    place: Place
    given_id: StudyId | None
    titles: Mapping[Language, str]
    abstracts: Mapping[Language, str]
    administrations: tuple[NamedAdministration, ...]
    contractor: str | None
    published: PublicationDate | None
    cost: Cost | None
    document_type: DocumentType | None
    keywords: Mapping[Language, tuple[str, ...]]
    files: tuple[FileName, ...]


def read_row(cells: RowCells, costs: CostColumns, knowledge: Knowledge) -> Draft | None:
    """Return what a row says, or ``None`` where it is rejected; both add to the problems of ``cells``."""
    declared = cells.read(Meaning.LANGUAGE, read_languages) or ()
    titles = read_texts(cells, Meaning.TITLE, declared, knowledge.identify)
    files = read_files(cells, declared)
    if rejection := _rejection(cells, titles, files, knowledge.registry):
        cells.add(None, _shown(cells), rejection, Severity.ROW_REJECTED)
        return None
    _check_company(cells)
    return Draft(
        place=cells.place,
        given_id=cells.read(Meaning.ID, _read_id),
        titles=titles,
        abstracts=read_texts(cells, Meaning.ABSTRACT, declared, knowledge.identify),
        administrations=_administrations(cells, knowledge.registry),
        contractor=cells.read(Meaning.CONTRACTOR, lambda cell: Reading(as_text(cell))),
        published=cells.read(Meaning.DATE, partial(read_date, today=knowledge.today)),
        cost=read_row_cost(cells, costs),
        document_type=cells.read(Meaning.TYPE, lambda cell: Reading(read_document_type(cell))),
        keywords=read_keywords(cells, declared, knowledge.identify),
        files=files,
    )


def _rejection(
    cells: RowCells, titles: Mapping[Language, str], files: tuple[FileName, ...], registry: Registry
) -> Reason | None:
    if not titles and not files:
        return reason("row.nameless")
    told = sum(bool(cells.known(meaning)) for meaning in Meaning)
    if told == 1 and titles and all(registry.resolve(title) for title in titles.values()):
        return reason("row.administration-alone")
    return None


def _shown(cells: RowCells) -> str:
    return " | ".join(text for cell in cells.row.cells if (text := as_text(cell)))


def _read_id(cell: Cell) -> Reading[StudyId]:
    text = as_text(cell)
    try:
        return Reading(given_study_id(text))
    except StudyIdError as error:
        if not error.suggestion:
            raise CellFault(reason("id.refused")) from error
        return Reading(given_study_id(error.suggestion), reason("id.rewritten", id=error.suggestion))


def _administrations(cells: RowCells, registry: Registry) -> tuple[NamedAdministration, ...]:
    known = cells.known(Meaning.ADMINISTRATION)
    named = read_administrations([cell for _, cell in known], registry)
    for one in named:
        if not one.listed:
            unknown = reason("administration.unknown")
            cells.add(known[0][0], one.written, unknown, proposals=_nearest(registry, one.written))
    return tuple(named)


@lru_cache(maxsize=1024)
def _nearest(registry: Registry, name: str) -> tuple[str, ...]:
    return registry.nearest(name)


def _check_company(cells: RowCells) -> None:
    for column, cell in cells.known(Meaning.COMPANY_NUMBER):
        try:
            check_company_numbers(cell)
        except CellFault as fault:
            cells.add(column, cell, fault.reason)
