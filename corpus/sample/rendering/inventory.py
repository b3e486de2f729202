"""Writes the inventory: a table of studies as offices keep it, with the faults that such tables have."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from corpus.sample.rendering.archives import MOMENT, steady
from corpus.sample.rendering.errors import SourceError
from corpus.sample.rendering.source import SourceStudy
from models.language import Language

INVENTORY = "inventory.xlsx"
TITLES = (
    "Inventaris van de studies / Inventaire des études – 2009-2024",
    "Bijgewerkt op 3 juni 2024 – Mis à jour le 3 juin 2024 – données fictives / fictieve gegevens",
)
EMPTY_ROW_AFTER = "titres-services-emploi"
SECOND_HEADER_AFTER = "accessible-digital-services"
WIDTHS = (28, 38, 17, 46, 46, 46, 36, 20, 14, 18, 24, 44, 52)

Value: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: how the inventory spells its cells, and the study it means, if there is one."""

    id: str
    cells: Mapping[str, Any]
    study: SourceStudy | None

    def title(self, language: Language) -> Value:
        """Return the title in one language."""
        if self.study:
            return self.study.titles.get(language)
        titles: Mapping[str, str] = self.cells["titles"]
        return titles.get(language)

    def keywords(self) -> Value:
        """Return the keywords in each language that the study is written in."""
        if not self.study:
            return None
        languages = dict.fromkeys(file.language for file in self.study.files)
        return "; ".join(word for language in languages for word in self.study.keywords[language])

    def files(self) -> Value:
        """Return the names of the files."""
        return "; ".join(file.name for file in self.study.files) if self.study else None


COLUMNS: Sequence[tuple[str, Callable[[Entry], Value]]] = (
    ("Réf. / Ref.", lambda entry: entry.study.id if entry.study else None),
    ("Administration / Bestuur", lambda entry: entry.cells.get("administrations")),
    ("N° entreprise / Ondernemingsnr", lambda entry: entry.cells.get("company")),
    ("Titre FR", lambda entry: entry.title(Language.FR)),
    ("Titel NL", lambda entry: entry.title(Language.NL)),
    ("Title EN", lambda entry: entry.title(Language.EN)),
    ("Auteur / Opdrachtnemer", lambda entry: entry.study.contractor if entry.study else None),
    ("Date de publication / Publicatiedatum", lambda entry: entry.cells.get("published")),
    ("Langue(s) / Taal", lambda entry: entry.cells.get("languages")),
    ("Type", lambda entry: entry.cells.get("type")),
    ("Montant/Bedrag 2021 (€ HTVA)", lambda entry: entry.cells.get("cost")),
    ("Mots-clés / Trefwoorden", Entry.keywords),
    ("Fichier(s) / Bestand(en)", Entry.files),
)
HEADERS = tuple(header for header, _ in COLUMNS)
AMOUNT = HEADERS.index("Montant/Bedrag 2021 (€ HTVA)")


def write_inventory(studies: Sequence[SourceStudy], spellings: Path) -> bytes:
    """Return the workbook; ``spellings`` tells how it writes each study, and in which order.

    Raises:
        SourceError: A study has no spellings.
    """
    workbook = Workbook()
    workbook.properties.creator = "Documentation / Documentatie"
    workbook.properties.created = datetime(*MOMENT)
    sheet = workbook.worksheets[0]
    sheet.title = "Études-Studies"
    for row in _rows(_entries(studies, spellings)):
        sheet.append(list(row))
    _decorate(sheet)
    target = BytesIO()
    workbook.save(target)
    return steady(target.getvalue())


def _entries(studies: Sequence[SourceStudy], spellings: Path) -> list[Entry]:
    by_id = {study.id: study for study in studies}
    data = tomllib.loads(spellings.read_text("utf-8"))
    if missing := by_id.keys() - data.keys():
        raise SourceError(spellings, f"says nothing of {', '.join(sorted(missing))}")
    return [Entry(key, cells, by_id.get(key)) for key, cells in data.items()]


def _rows(entries: Sequence[Entry]) -> Iterator[Sequence[Value]]:
    for title in TITLES:
        yield [title]
    yield HEADERS
    for entry in entries:
        yield [read(entry) for _, read in COLUMNS]
        if entry.id == EMPTY_ROW_AFTER:
            yield []
        if entry.id == SECOND_HEADER_AFTER:
            yield HEADERS
    yield _total(entries)


def _total(entries: Sequence[Entry]) -> Sequence[Value]:
    # A spreadsheet's SUM passes over amounts that are text, and so does this one.
    amounts = [entry.cells.get("cost") for entry in entries]
    total = sum(amount for amount in amounts if isinstance(amount, int | float))
    return ["Total / Totaal", *[None] * (AMOUNT - 1), total]


def _decorate(sheet: Worksheet) -> None:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for cell in row:
            _decorate_cell(cell, in_title=number <= len(TITLES))
    for number in range(1, len(TITLES) + 1):
        sheet.cell(number, 1).font = Font(bold=True, size=15 - number)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(HEADERS))
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"B{len(TITLES) + 2}"


def _decorate_cell(cell: Cell | MergedCell, *, in_title: bool) -> None:
    cell.alignment = Alignment(wrap_text=not in_title, vertical="top")
    if cell.value in HEADERS:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="D9E4EA")
    elif isinstance(cell.value, date):
        cell.number_format = "dd/mm/yyyy"
