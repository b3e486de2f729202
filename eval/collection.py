"""Test collections: documents, topics and judgements in one folder."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvaluationDataError
from eval.files import read_objects, text_of
from eval.qrels import Qrels, read_qrels
from eval.run import DocumentId, TopicId
from eval.topics import Topic, read_topics
from models.language import Language

_LAYOUTS = (
    "a collection is a folder with corpus.<language>.jsonl.gz, queries.<language>.jsonl.gz and qrels.tsv, "
    "or with files to ingest, topics.jsonl and qrels.trec"
)
_QRELS = re.compile(r"qrels.*\.(tsv|trec|txt|qrels)(\.gz)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a collection, in one language; its versions in other languages share its id."""

    id: DocumentId
    title: str
    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What is searched, asked and judged."""

    name: str
    directory: Path
    corpora: Mapping[Language, Path]
    """A file of documents by language; empty where the folder holds files to ingest."""
    topics: Mapping[Language, tuple[Topic, ...]]
    qrels: Qrels
    """By the ids of the files, whatever the language."""

    @property
    def is_library(self) -> bool:
        """Whether the documents are files for an ingest, studies of several languages at once."""
        return not self.corpora


def open_collection(directory: Path) -> Collection:
    """Open the collection in a folder.

    Raises:
        EvaluationDataError: it is none, or one of its files cannot be used; the topics must be judged.
    """
    if not directory.is_dir():
        raise EvaluationDataError(directory, None, f"there is no such folder; {_LAYOUTS}")
    library_topics = directory / "topics.jsonl"
    corpora = {} if library_topics.is_file() else _by_language(directory, "corpus")
    if library_topics.is_file():
        topics = _grouped(read_topics(library_topics))
    elif corpora:
        topics = {
            language: read_topics(path, language)
            for language, path in _by_language(directory, "queries").items()
        }
    else:
        raise EvaluationDataError(directory, None, f"it holds no collection; {_LAYOUTS}")
    if not topics:
        raise EvaluationDataError(directory, None, f"it holds no topics; {_LAYOUTS}")
    qrels = _qrels(directory)
    judged = {
        language: tuple(topic for topic in asked if topic.id in qrels) for language, asked in topics.items()
    }
    if not any(judged.values()):
        raise EvaluationDataError(directory, None, "no topic is judged; are the judgements of another one?")
    return Collection(
        name=directory.resolve().name, directory=directory, corpora=corpora, topics=judged, qrels=qrels
    )


def read_documents(path: Path, language: Language) -> Iterator[Document]:
    """Yield the documents of a file, one JSON object a line: "id" (or "_id"), "title" and "text".

    Raises:
        EvaluationDataError: the file cannot be read; a document has no id, or one that was there before.
    """
    seen: set[DocumentId] = set()
    for line, row in read_objects(path):
        document = Document(
            id=DocumentId(text_of(line, row, "id", "_id")),
            title=str(row.get("title") or "").strip(),
            text=str(row.get("text") or ""),
            language=language,
        )
        if document.id in seen:
            raise line.error(f"the document {document.id!r} was there before")
        seen.add(document.id)
        yield document
    if not seen:
        raise EvaluationDataError(path, None, "there are no documents in it")


def _by_language(directory: Path, kind: str) -> dict[Language, Path]:
    return {
        language: path
        for language in Language
        for path in (directory / f"{kind}.{language}.jsonl.gz", directory / f"{kind}.{language}.jsonl")
        if path.is_file()
    }


def _grouped(topics: tuple[Topic, ...]) -> dict[Language, tuple[Topic, ...]]:
    return {
        language: asked
        for language in Language
        if (asked := tuple(topic for topic in topics if topic.language is language))
    }


def _qrels(directory: Path) -> Qrels:
    """Read the judgements; several files must judge different topics."""
    paths = sorted(path for path in directory.iterdir() if _QRELS.fullmatch(path.name))
    if not paths:
        raise EvaluationDataError(directory, None, f"it holds no judgements; {_LAYOUTS}")
    qrels: dict[TopicId, Mapping[DocumentId, int]] = {}
    for path in paths:
        found = read_qrels(path)
        if both := qrels.keys() & found.keys():
            raise EvaluationDataError(path, None, f"the topic {min(both)!r} is judged in another file too")
        qrels |= found
    return qrels
