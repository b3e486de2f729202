"""Points as Qdrant keeps them: what goes into a payload and comes out of it."""

from collections.abc import Mapping
from typing import Any

from corpus.study import Sha256, StudyId
from index.bands import band_of, cents
from index.filters import UNDETERMINED, day_number
from index.port import FacetField, PassagePoint, StoredPassage, StudyFacts, TitlePoint
from ingest.passage import PageSpan
from models.language import Language

KEYWORDS = ("study", "administration", "language", "text_language", "document_type", "cost_band", "kind")
"""Payload fields that are matched by value."""

INTEGERS = ("published_first", "published_last", "cost", "year")
"""Payload fields that are matched by number."""

FACET_KEYS: Mapping[FacetField, str] = {
    FacetField.ADMINISTRATION: "administration",
    FacetField.YEAR: "year",
    FacetField.COST: "cost_band",
    FacetField.LANGUAGE: "language",
    FacetField.DOCUMENT_TYPE: "document_type",
}

PASSAGE, TITLE, PRIMARY = "passage", "title", "primary"
"""Values of ``kind``: a passage, a title, and the one title that stands for its study."""


def passage_payload(point: PassagePoint) -> dict[str, Any]:
    """Return what is kept of a passage besides its vectors."""
    return {
        **_facts(point.facts, point.language),
        "kind": PASSAGE,
        "file": point.file,
        "number": point.number,
        "text": point.text,
        "pages": [point.pages.first, point.pages.last] if point.pages else None,
        "headings": list(point.headings),
    }


def title_payload(point: TitlePoint) -> dict[str, Any]:
    """Return what is kept of a title besides its vectors."""
    kind = PRIMARY if point.primary else TITLE
    return {**_facts(point.facts, point.language), "kind": kind, "fingerprint": point.fingerprint}


def stored_passage(identity: str, payload: Mapping[str, Any]) -> StoredPassage:
    """Return the readable part of a passage from its payload."""
    pages = payload.get("pages")
    return StoredPassage(
        id=identity,
        study=StudyId(payload["study"]),
        file=Sha256(payload["file"]),
        number=payload["number"],
        text=payload["text"],
        language=language_of(payload["text_language"]),
        pages=PageSpan(*pages) if pages else None,
        headings=tuple(payload["headings"]),
    )


def language_of(code: str) -> Language | None:
    """Return the language of a payload's code."""
    return None if code == UNDETERMINED else Language(code)


def _facts(facts: StudyFacts, text_language: Language | None) -> dict[str, Any]:
    """Return the facts of a study; what is unknown is left out, so that no range matches it."""
    payload: dict[str, Any] = {
        "study": facts.study,
        "administration": list(facts.administrations),
        "language": [language.value for language in facts.languages],
        "text_language": text_language.value if text_language else UNDETERMINED,
        "cost_band": band_of(facts.cost),
    }
    if facts.document_type is not None:
        payload["document_type"] = facts.document_type.value
    if facts.cost is not None:
        payload["cost"] = cents(facts.cost)
    if facts.published is not None:
        first, last = facts.published
        payload["published_first"], payload["published_last"] = day_number(first), day_number(last)
        payload["year"] = list(range(first.year, last.year + 1))
    return payload
