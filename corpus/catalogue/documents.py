"""Studies as documents of JSON, field by field: what the log of changes keeps of them, exactly."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from corpus.life import Standing
from corpus.study import (
    AdministrationId,
    Cost,
    DatePrecision,
    DocumentType,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from models.language import Language

Document = Mapping[str, Any]
"""The value of each field that has one; a study that is not there has none at all."""

STATE, REASON, INTO = "state", "reason", "merged_into"
"""The fields of its life; the others are what a librarian writes of the study."""

ABSORBED, REDACTED = "absorbed", "redacted"
"""Fields of the log alone: which studies were merged into one, and what was redacted in it."""


def document(study: Study, standing: Standing) -> Document:
    """Return a study and where it stands."""
    told = {
        "titles": [[language.value, title] for language, title in study.titles.items()],
        "abstracts": dict(sorted(study.abstracts.items())),
        "administrations": list(study.administrations),
        "administrations_as_written": list(study.administrations_as_written),
        "contractor": study.contractor,
        "published": study.published and _published(study.published),
        "cost": study.cost and {"amount": f"{study.cost.amount:.2f}", "vat": study.cost.vat.value},
        "document_type": study.document_type and study.document_type.value,
        "keywords": {code: list(words) for code, words in sorted(study.keywords.items())},
        "files": [_file(file) for file in study.files],
        STATE: standing.state.value,
        REASON: standing.reason,
        INTO: standing.into,
    }
    return {field: value for field, value in told.items() if value not in (None, [], {})}


def study_of(study_id: StudyId, told: Document) -> Study:
    """Return the study of a document."""
    published, cost, kind = told.get("published"), told.get("cost"), told.get("document_type")
    return Study(
        id=study_id,
        titles={Language(code): title for code, title in told.get("titles", ())},
        abstracts={Language(code): text for code, text in told.get("abstracts", {}).items()},
        administrations=tuple(map(AdministrationId, told.get("administrations", ()))),
        administrations_as_written=tuple(told.get("administrations_as_written", ())),
        contractor=told.get("contractor"),
        published=_published_of(published) if published else None,
        cost=Cost(Decimal(cost["amount"]), Vat(cost["vat"])) if cost else None,
        document_type=DocumentType(kind) if kind else None,
        keywords={Language(code): tuple(words) for code, words in told.get("keywords", {}).items()},
        files=tuple(_file_of(file) for file in told.get("files", ())),
    )


def differences(before: Document, after: Document) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field that differs, with its values; ``None`` where it has none."""
    for field in sorted({*before, *after}):
        old, new = before.get(field), after.get(field)
        if json.dumps(old) != json.dumps(new):  # the order of titles counts, and 1 is not true
            yield field, old, new


def _published(published: PublicationDate) -> Document:
    return {
        "first": published.first.isoformat(),
        "last": published.last.isoformat(),
        "precision": published.precision.value,
    }


def _published_of(told: Document) -> PublicationDate:
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    return PublicationDate(first, last, DatePrecision(told["precision"]))


def _file(file: StudyFile) -> Document:
    return {"sha256": file.sha256, "name": file.name, "size": file.size, "language": file.language}


def _file_of(told: Document) -> StudyFile:
    language = told["language"]
    return StudyFile(
        sha256=Sha256(told["sha256"]),
        name=told["name"],
        size=told["size"],
        language=Language(language) if language else None,
    )
