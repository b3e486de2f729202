"""Remarks of inventories, as the report of an import keeps them and as a reader is told them."""

from collections.abc import Mapping
from typing import Any

from corpus.inventory.report import Problem
from corpus.reasons import from_json, to_json
from models.language import Language
from search_api.messages import say
from search_api.telling import said


def note(problem: Problem) -> dict[str, Any]:
    """Return a remark as JSON values."""
    return {
        "source": problem.source,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": to_json(problem.reason),
    }


def tell_note(kept: Any, language: Language) -> str:
    """Return a remark in a language; a sentence that an earlier version kept stays as it is."""
    if isinstance(kept, str):
        return kept
    row = say("import.row", language, row=kept["row"]) if kept["row"] else ""
    place = ", ".join(filter(None, [kept["source"], row, kept["column"]]))
    value = f" “{kept['value']}”" if kept["value"] else ""
    return f"{place}{value}: {said(from_json(kept['reason']), language)}"


def tell_report(report: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Return the report of an import with its remarks in a language."""
    if "notes" not in report:
        return dict(report)
    return {**report, "notes": [tell_note(kept, language) for kept in report["notes"]]}
