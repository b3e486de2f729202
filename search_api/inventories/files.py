"""The inventory as a file."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.inventory.guarding import guarded
from corpus.inventory.writing import WrittenCell, inventory_header, inventory_row
from corpus.study import Study
from models.language import Language
from search_api.exporting.sheet import MEDIA_TYPE, sheet
from search_api.reading import clean

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from corpus.administrations import Registry

_SHEET = {Language.FR: "Inventaire", Language.NL: "Inventaris"}

Header = Sequence[str]
Rows = Iterable[Sequence[WrittenCell]]


class InventoryFormat(StrEnum):
    """How an inventory is written."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class InventoryForm:
    """A format: how it is sent and written."""

    media_type: str
    write: Callable[[Header, Rows, str], bytes]


def write_inventory(
    studies: Iterable[Study], form: InventoryFormat, language: Language, registry: "Registry"
) -> bytes:
    """Return the inventory of these studies in French or Dutch, such as ``savoir ingest`` reads."""
    rows = (inventory_row(study, language, registry) for study in studies)
    return FORMS[form].write(inventory_header(language), rows, _SHEET[language])


def _csv(header: Header, rows: Rows, _name: str) -> bytes:
    return sheet(header, rows).encode()


def _xlsx(header: Header, rows: Rows, name: str) -> bytes:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(name)
    page.append(header)
    for row in rows:
        page.append([*_cells(page, row)])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _cells(page: "WriteOnlyWorksheet", row: Sequence[WrittenCell]) -> Iterator["Cell | Decimal | None"]:
    from openpyxl.cell import WriteOnlyCell

    for value in row:
        if isinstance(value, str):
            cell = WriteOnlyCell(page, guarded(clean(value)))
            cell.data_type = "s"  # openpyxl takes "#N/A" for an error
            yield cell
        else:
            yield value


FORMS: Mapping[InventoryFormat, InventoryForm] = {
    InventoryFormat.XLSX: InventoryForm(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx
    ),
    InventoryFormat.CSV: InventoryForm(MEDIA_TYPE, _csv),
}
