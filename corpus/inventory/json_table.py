"""Inventories and sidecars as JSON Lines, JSON and TOML: records whose keys are the columns.

Nested keys are read as words one after the other: ``{"titles": {"fr": …}}`` is a column "titles fr",
``{"cost": {"amount": …, "vat": …}}`` a column "amount" and a column "vat". A list of mappings, such as
``files``, becomes one column for each of their keys.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.errors import InventoryError
from corpus.inventory.cells import Cell, Scalar
from corpus.inventory.columns import read_columns, read_header
from corpus.inventory.files import decode, read_bytes
from corpus.inventory.report import Problem, Severity
from corpus.inventory.tables import MAX_COLUMNS, MAX_ROWS, PEEK, SheetRow, Table
from corpus.reasons import reason

Record = dict[str, Cell]


def read_json_lines(path: Path, *, peek: bool = False) -> Table:
    """Read one object a line; a line that is none becomes a problem.

    Args:
        path: The file.
        peek: Read only the first lines.

    Raises:
        InventoryError: no line holds an object, or there are more than ``MAX_ROWS``.
    """
    text, note = decode(path, read_bytes(path))
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > MAX_ROWS:
        raise InventoryError(path, reason("inventory.too-many-rows", most=MAX_ROWS))
    rows: list[tuple[int, Record]] = []
    problems = [Problem.of_table(path.name, note)] if note else []
    for number, line in lines[:PEEK] if peek else lines:
        try:
            rows.append((number, _record(_parse(line))))
        except ValueError as error:
            told = reason("row.no-record", fault=str(error))
            problems.append(Problem.of_row(path.name, number, line, told, Severity.ROW_REJECTED))
    if not rows:
        raise InventoryError(path, reason("inventory.no-record"))
    return _table(path, rows, problems)


def read_record(path: Path) -> Table:
    """Read a JSON or TOML file that describes one study.

    Raises:
        InventoryError: it is not of its format, or holds no object.
    """
    text, _ = decode(path, read_bytes(path))
    try:
        data = tomllib.loads(text, parse_float=Decimal) if path.suffix.lower() == ".toml" else _parse(text)
        return _table(path, [(1, _record(data))], [])
    except (ValueError, RecursionError) as error:
        raise InventoryError(path, reason("inventory.broken-record", fault=str(error))) from error


def _parse(text: str) -> object:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_without_repeats
        )
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key!r} stands in it twice")
        found[key] = value
    return found


def _record(data: object) -> Record:
    if not isinstance(data, Mapping):
        raise ValueError("an object with the columns as keys was expected")
    flat: Record = {}
    _flatten((), data, flat)
    if len(flat) > MAX_COLUMNS:
        raise ValueError(f"it has more than {MAX_COLUMNS} values")
    return flat


def _flatten(path: tuple[str, ...], value: object, into: Record) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _flatten((*path, str(key)), inner, into)
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        keys = dict.fromkeys(key for item in value if isinstance(item, Mapping) for key in item)
        for key in keys:
            into[_name((*path, str(key)))] = tuple(
                _scalar(item.get(key)) if isinstance(item, Mapping) else None for item in value
            )
    elif isinstance(value, list):
        into[_name(path)] = tuple(_scalar(item) for item in value)
    else:
        into[_name(path)] = _scalar(value)


def _name(path: tuple[str, ...]) -> str:
    """Return the header of a nested value: its last key where that has a meaning of its own."""
    alone = len(path) == 2 and path[0] == "cost" and read_header(path[-1], 0)
    return path[-1] if alone else " ".join(path)


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, str | int | float | Decimal | date | time):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _table(path: Path, records: Sequence[tuple[int, Record]], problems: Sequence[Problem]) -> Table:
    headers = tuple(dict.fromkeys(name for _, record in records for name in record))
    if len(headers) > MAX_COLUMNS:
        raise InventoryError(path, reason("inventory.too-many-keys", most=MAX_COLUMNS))
    rows = [SheetRow(number, tuple(record.get(name) for name in headers)) for number, record in records]
    return Table(path.name, headers, read_columns(headers), rows, problems=tuple(problems))
