"""Qrels: which documents answer a topic, and how well, in TREC's format and in BEIR's."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from eval.errors import EvaluationDataError
from eval.files import Line, read_lines, write_whole
from eval.run import DocumentId, TopicId

Qrels = Mapping[TopicId, Mapping[DocumentId, int]]
"""The grade of every judged document by topic: 0 for no answer, more for a better one."""

_FORMS = "a line of judgements is: topic 0 document grade (TREC), or: topic document grade (BEIR)"


def read_qrels(path: Path) -> Qrels:
    """Read judgements, plain or gzipped, of four columns (TREC) or three (BEIR), with or without a header.

    Raises:
        EvaluationDataError: it cannot be read, is empty, mixes formats, has a grade that is no whole number,
            or judges a document twice.
    """
    grades: dict[TopicId, dict[DocumentId, int]] = {}
    columns = 0
    for line in read_lines(path):
        cells = line.text.split()
        columns = columns or len(cells)
        if len(cells) not in (3, 4):
            raise line.error(f"it has {len(cells)} columns, and {_FORMS}")
        if len(cells) != columns:
            raise line.error(f"it has {len(cells)} columns, the lines before have {columns}")
        if line.number == 1 and not _is_whole(cells[-1]):
            continue  # a header
        topic, document, grade = _judgement(line, cells)
        documents = grades.setdefault(topic, {})
        if document in documents:
            raise line.error(f"the document {document!r} was judged for topic {topic!r} before")
        documents[document] = grade
    if not grades:
        raise EvaluationDataError(path, None, "there are no judgements in it")
    return grades


def write_qrels(qrels: Qrels, path: Path) -> None:
    """Write judgements in TREC's format; a crash leaves the old file or the new one."""
    write_whole(path, _lines(qrels))


def _judgement(line: Line, cells: list[str]) -> tuple[TopicId, DocumentId, int]:
    topic, document, grade = cells[0], cells[-2], cells[-1]
    if not _is_whole(grade):
        raise line.error(f"the grade {grade!r} is no whole number; {_FORMS}")
    return TopicId(topic), DocumentId(document), int(grade)


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


def _lines(qrels: Qrels) -> Iterator[str]:
    for topic, grades in qrels.items():
        for document, grade in grades.items():
            yield f"{topic} 0 {document} {grade}\n"
