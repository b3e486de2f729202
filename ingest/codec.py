"""Extractions to JSON and back, for the cache and for the line between processes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from corpus.reasons import from_json, to_json
from corpus.study import FileState, Sha256
from ingest.passage import Extraction, Heading, PageSpan, Passage, PassageId
from models.language import Language


def extraction_to_json(extraction: Extraction) -> dict[str, Any]:
    """Return an Extraction as JSON values; ``extraction_from_json`` gives the same one back."""
    return {
        "file": extraction.file,
        "state": extraction.state.value,
        "passages": [_passage_to_json(passage) for passage in extraction.passages],
        "outline": [[heading.text, heading.depth, heading.page] for heading in extraction.outline],
        "title": extraction.title,
        "author": extraction.author,
        "created": extraction.created.isoformat() if extraction.created else None,
        "language": _code(extraction.language),
        "pages_found": extraction.pages_found,
        "pages_with_text": extraction.pages_with_text,
        "reason": to_json(extraction.reason) if extraction.reason else None,
    }


def extraction_from_json(values: Mapping[str, Any]) -> Extraction:
    """Read an Extraction.

    Raises:
        KeyError, TypeError, ValueError: the values are not those of an Extraction.
    """
    file = Sha256(values["file"])
    return Extraction(
        file=file,
        state=FileState(values["state"]),
        passages=tuple(_passage_from_json(passage, file) for passage in values["passages"]),
        outline=tuple(Heading(text=text, depth=depth, page=page) for text, depth, page in values["outline"]),
        title=values["title"],
        author=values["author"],
        created=date.fromisoformat(values["created"]) if values["created"] else None,
        language=_language(values["language"]),
        pages_found=values["pages_found"],
        pages_with_text=values["pages_with_text"],
        reason=from_json(values["reason"]) if values["reason"] else None,
    )


def _passage_to_json(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "number": passage.number,
        "text": passage.text,
        "language": _code(passage.language),
        "pages": [passage.pages.first, passage.pages.last] if passage.pages else None,
        "headings": list(passage.headings),
    }


def _passage_from_json(values: Mapping[str, Any], file: Sha256) -> Passage:
    return Passage(
        id=PassageId(values["id"]),
        file=file,
        number=values["number"],
        text=values["text"],
        language=_language(values["language"]),
        pages=PageSpan(*values["pages"]) if values["pages"] else None,
        headings=tuple(values["headings"]),
    )


def _code(language: Language | None) -> str | None:
    return language.value if language is not None else None


def _language(code: str | None) -> Language | None:
    return Language(code) if code is not None else None
