"""Spreadsheets to Elements, through unstructured."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from corpus.reasons import reason
from corpus.workbooks import without_blanks
from ingest.errors import FileTooLargeError, IngestError, UnreadableFileError
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.decode import read_text
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.ooxml import core_facts, damaged
from ingest.partition.parsed import Facts, Parsed
from ingest.partition.tablehtml import row_line
from ingest.passage import Element, ElementKind
from ingest.source import Limits

_MOST_CELLS = "XLSX_MAX_CELLS"


def partition_sheets(path: Path, *, legacy: bool) -> Parsed:
    """Read an Excel file: a table for each sheet, under the sheet's name, without what is empty in it.

    Raises:
        UnreadableFileError: it is damaged or protected.
        FileTooLargeError: its sheets span more cells than unstructured reads.
    """
    prepare_unstructured()
    from openpyxl.utils.exceptions import InvalidFileException
    from unstructured.errors import UnprocessableEntityError
    from xlrd import XLRDError  # type: ignore[import-untyped]

    try:
        content = path.read_bytes()
        elements = tuple(_sheet_elements(content if legacy else without_blanks(content)))
    except UnprocessableEntityError as error:
        raise _refused(error) from error
    except XLRDError as error:
        raise UnreadableFileError(reason("file.workbook")) from error
    except unstructured_faults(InvalidFileException, zipfile.BadZipFile) as error:
        raise damaged("Excel") from error
    return Parsed(elements=elements, facts=Facts() if legacy else core_facts(path))


def _refused(error: Exception) -> IngestError:
    """Return why unstructured refuses a workbook; of one that is too large it names its setting."""
    from unstructured.partition.utils.config import env_config

    if _MOST_CELLS in str(error):
        return FileTooLargeError(reason("file.sheet-cells", most=getattr(env_config, _MOST_CELLS)))
    return UnreadableFileError(reason("file.workbook"))


def _sheet_elements(workbook: bytes) -> Iterator[Element]:
    """Read one sheet after the other through unstructured's reader.

    Its ``partition_xlsx`` writes each row as HTML and parses it again, which takes minutes for a far cell.
    """
    from unstructured.partition.xlsx import open_excel_workbook

    with open_excel_workbook(workbook, compact_empty_rows=True) as reader:
        for name in reader.sheet_names:
            frame = reader.parse(name).dropna(how="all").dropna(axis="columns", how="all")
            lines = (row_line(map(_written, row)) for row in frame.itertuples(index=False, name=None))
            if text := "\n".join(filter(None, lines)):
                yield Element(text=name, kind=ElementKind.TITLE, level=1)
                yield Element(text=text, kind=ElementKind.TABLE)


def _written(value: Any) -> str:
    """Return what a cell holds as a reader would write it; pandas makes 2019 a 2019.0 beside empty cells."""
    if value is None or value != value:  # NaN and NaT alone differ from themselves
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    return str(value)


def partition_csv(path: Path, limits: Limits) -> Parsed:
    """Read a CSV file as one table; unstructured finds the delimiter.

    Raises:
        UnreadableFileError: its rows make no table.
    """
    prepare_unstructured()
    from unstructured.partition.csv import partition_csv as read

    text, shortfalls = read_text(path, limits)
    try:
        found = read(file=io.BytesIO(text.encode("utf-8")), languages=NO_LANGUAGE)
    except unstructured_faults() as error:
        raise UnreadableFileError(reason("file.csv")) from error
    return Parsed(elements=tuple(converted(found)), shortfalls=shortfalls)
