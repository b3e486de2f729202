"""Topics: what readers ask, as evaluation keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import EvaluationDataError
from eval.files import Line, read_objects, text_of
from eval.run import TopicId
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A question with an id."""

    id: TopicId
    text: str
    language: Language
    filters: Mapping[str, Any] = field(default_factory=dict)
    """By the names of the search parameters ("administration", "date_from" …), as a reader writes them."""


def read_topics(path: Path, language: Language | None = None) -> tuple[Topic, ...]:
    """Read topics, one JSON object a line: "id" (or "_id"), "text", and "language" unless it is given here.

    Raises:
        EvaluationDataError: the file cannot be read or is empty; a topic lacks a field or is there twice.
    """
    topics: dict[TopicId, Topic] = {}
    for line, row in read_objects(path):
        topic = Topic(
            id=TopicId(text_of(line, row, "id", "_id")),
            text=text_of(line, row, "text"),
            language=language or _language(line, row),
            filters=_filters(line, row),
        )
        if topic.id in topics:
            raise line.error(f"the topic {topic.id!r} was there before")
        topics[topic.id] = topic
    if not topics:
        raise EvaluationDataError(path, None, "there are no topics in it")
    return tuple(topics.values())


def _language(line: Line, row: dict[str, Any]) -> Language:
    written = text_of(line, row, "language")
    try:
        return Language(written)
    except ValueError as error:
        raise line.error(f"the language {written!r} is none of {', '.join(Language)}") from error


def _filters(line: Line, row: dict[str, Any]) -> Mapping[str, Any]:
    filters = row.get("filters", {})
    if not isinstance(filters, dict):
        raise line.error("its filters are no JSON object")
    return filters
