"""Spreadsheets to Elements, through unstructured."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.decode import read_text
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.ooxml import core_facts, damaged
from ingest.partition.parsed import Facts, Parsed
from ingest.partition.tablehtml import rows_of
from ingest.passage import Element, ElementKind
from ingest.source import Limits


def partition_sheets(path: Path, *, legacy: bool) -> Parsed:
    """Read an Excel file: a table for each sheet, under the sheet's name.

    Raises:
        UnreadableFileError: it is damaged or protected.
    """
    prepare_unstructured()
    from openpyxl.utils.exceptions import InvalidFileException
    from unstructured.errors import UnprocessableEntityError
    from unstructured.partition.xlsx import partition_xlsx as read
    from xlrd import XLRDError  # type: ignore[import-untyped]

    try:
        # Looking for several tables on one sheet takes unstructured minutes where a sheet has 5,000 rows.
        found = read(file=io.BytesIO(path.read_bytes()), languages=NO_LANGUAGE, find_subtable=False)
    except (XLRDError, UnprocessableEntityError) as error:
        raise UnreadableFileError(reason("file.workbook")) from error
    except unstructured_faults(InvalidFileException) as error:
        raise damaged("Excel") from error
    return Parsed(elements=tuple(_sheet_elements(found)), facts=Facts() if legacy else core_facts(path))


def _sheet_elements(found: Iterable[Any]) -> Iterator[Element]:
    for sheet in found:
        text = rows_of(sheet.metadata.text_as_html or "")
        if text:
            yield Element(text=sheet.metadata.page_name or "", kind=ElementKind.TITLE, level=1)
            yield Element(text=text, kind=ElementKind.TABLE)


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
