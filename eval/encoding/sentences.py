"""Sentences whose meaning is known to be the same, or by how much it differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.encoding.tables import Row, Table, name_of, read_table
from eval.errors import EvaluationDataError
from models.language import Language

_CODES = ", ".join(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bitext:
    """The same sentences in two or three languages, in the same order."""

    name: str
    sentences: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPairs:
    """Pairs of sentences in one language, each with the closeness in meaning that people gave it."""

    name: str
    """Of the file, and of the split where the file has several: ``sick TEST``."""
    language: Language
    first: tuple[str, ...]
    second: tuple[str, ...]
    scores: tuple[float, ...]
    """On any scale, higher is closer; they are not all the same."""


def read_bitext(path: Path) -> Bitext:
    """Read a table with one column for each of two or three languages, named ``fr``, ``nl`` and ``en``.

    Raises:
        EvaluationDataError: a column is no language, there is one alone, or a row is at fault.
    """
    table = read_table(path, _bitext_fault)
    return Bitext(
        name=name_of(path),
        sentences={
            Language(column): tuple(row.text(column) for row in table.rows) for column in table.columns
        },
    )


def read_rated_pairs(path: Path) -> tuple[RatedPairs, ...]:
    """Read a table with a ``score`` and, for each language, the pair of columns ``fr1`` and ``fr2``.

    A column ``split`` cuts the table into sets of their own, in the order in which the splits begin; other
    columns are left alone.

    Raises:
        EvaluationDataError: a column is missing, a row is at fault, or every score of a set is the same.
    """
    table = read_table(path, _pairs_fault)
    return tuple(
        _pairs(path, split, rows, language)
        for split, rows in _splits(table).items()
        for language in Language
        if f"{language}1" in table.columns
    )


def _bitext_fault(columns: tuple[str, ...]) -> str | None:
    strange = next((name for name in columns if name not in list(Language)), None)
    if strange is not None:
        return f"{strange!r} is no language; the first line must name the columns, of {_CODES}"
    return None if len(columns) > 1 else "there is one column alone; a bitext has two or three languages"


def _pairs_fault(columns: tuple[str, ...]) -> str | None:
    if "score" not in columns:
        return "no column is called 'score'; the first line must name the columns"
    there = [[name for name in (f"{language}1", f"{language}2") if name in columns] for language in Language]
    alone = next((names[0] for names in there if len(names) == 1), None)
    if alone is not None:
        return f"the column {alone!r} has no partner; a pair is for example fr1 and fr2"
    return None if any(there) else f"there is no pair of columns such as fr1 and fr2, of {_CODES}"


def _splits(table: Table) -> dict[str | None, list[Row]]:
    if "split" not in table.columns:
        return {None: list(table.rows)}
    splits: dict[str | None, list[Row]] = {}
    for row in table.rows:
        splits.setdefault(row.text("split"), []).append(row)
    return splits


def _pairs(path: Path, split: str | None, rows: list[Row], language: Language) -> RatedPairs:
    pairs = RatedPairs(
        name=f"{name_of(path)} {split}" if split else name_of(path),
        language=language,
        first=tuple(row.text(f"{language}1") for row in rows),
        second=tuple(row.text(f"{language}2") for row in rows),
        scores=tuple(row.number("score") for row in rows),
    )
    if len(set(pairs.scores)) == 1:
        reason = "every score is the same, so that nothing can be compared with them"
        raise EvaluationDataError(path, None, f"{pairs.name}: {reason}")
    return pairs
