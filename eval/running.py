"""Runs over collections: which topics are asked of which documents, and what judges the answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from eval.collection import Collection, Document, read_documents
from eval.errors import EvaluationDataError
from eval.library import Library, LibraryOpener, indexed
from eval.methods import Method, Respondent
from eval.qrels import Qrels
from eval.run import DocumentId, Run, TopicId
from eval.topics import Topic
from index.fusion_settings import FusionSettings
from index.manifest import Build
from ingest.watch import Unwatched, Watch
from models.encoder import Encoder
from models.language import Language

DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalSetup:
    """What collections are brought into and asked with."""

    encoder: Encoder
    build: Build
    fusion: FusionSettings
    open_library: LibraryOpener
    """For collections of files."""
    watch: Watch = field(default_factory=Unwatched)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRun:
    """A run with the judgements that its ids belong to."""

    run: Run
    qrels: Qrels


def run(
    collection: Collection,
    setup: EvalSetup,
    *,
    documents: Sequence[Language] = (),
    queries: Sequence[Language] = (),
    method: Method = Method.HYBRID,
    depth: int = DEPTH,
) -> JudgedRun:
    """Ask the topics of a collection and return the answers with their judgements.

    Documents of several languages go into one index; a document and its version in another language are then
    two, ``fr/ID`` and ``nl/ID``, and both answer. Topics of several languages are told apart likewise.

    Args:
        collection: what is searched and asked.
        setup: what with.
        documents: languages of the documents; all of the collection if empty.
        queries: languages of the topics; all of the collection if empty.
        method: how to rank.
        depth: documents kept of each topic.

    Raises:
        EvaluationDataError: the collection lacks a language that is asked for.
        FilterBrokenError: a result breaks its topic's filters.
    """
    asked = asked_topics(collection, queries)
    with opened_library(collection, setup, documents) as opened:
        answers = Respondent(opened).answer(asked, method, depth=depth, watch=setup.watch)
    return JudgedRun(run=answers, qrels=judgements(collection, documents, queries))


@contextmanager
def opened_library(
    collection: Collection, setup: EvalSetup, documents: Sequence[Language] = ()
) -> Iterator[Library]:
    """Bring the documents of these languages into a throw-away library; all of the collection's if empty."""
    if collection.is_library:
        if documents:
            reason = "its files are one library of all languages; leave out the languages of documents"
            raise EvaluationDataError(collection.directory, None, reason)
        with setup.open_library(collection.directory, setup.watch) as opened:
            yield opened
        return
    found = dict(_documents(collection, _wanted(collection, collection.corpora, documents, "documents")))
    with indexed(
        found, encoder=setup.encoder, build=setup.build, fusion=setup.fusion, watch=setup.watch
    ) as opened:
        yield opened


def asked_topics(collection: Collection, queries: Sequence[Language] = ()) -> tuple[Topic, ...]:
    """Return the topics of these languages by the names that a run over them calls them."""
    languages = _wanted(collection, collection.topics, queries, "topics")
    return tuple(
        replace(topic, id=_topic_name(collection, topic.id, language, languages))
        for language in languages
        for topic in collection.topics[language]
    )


def judgements(
    collection: Collection, documents: Sequence[Language] = (), queries: Sequence[Language] = ()
) -> Qrels:
    """Return the judgements by the names of a run over documents and topics of these languages."""
    asked = _wanted(collection, collection.topics, queries, "topics")
    written = () if collection.is_library else _wanted(collection, collection.corpora, documents, "documents")
    return {
        _topic_name(collection, topic.id, language, asked): _grades(collection.qrels[topic.id], written)
        for language in asked
        for topic in collection.topics[language]
    }


def of_language(collection: Collection, qrels: Qrels, query: Language) -> Qrels:
    """Return the judgements of the topics in one language, of those of a run over all topics."""
    asked = {topic.id for topic in asked_topics(collection) if topic.language is query}
    return {topic: grades for topic, grades in qrels.items() if topic in asked}


def of_versions(qrels: Qrels, documents: Sequence[Language]) -> Qrels:
    """Return the judgements of versions in some languages, of those of a run over documents of several."""
    wanted = tuple(version_name(DocumentId(""), language) for language in documents)
    return {
        topic: {document: grade for document, grade in grades.items() if document.startswith(wanted)}
        for topic, grades in qrels.items()
    }


def version_name(document: DocumentId, language: Language) -> DocumentId:
    """Return how a run over several languages calls the version of a document in one of them."""
    return DocumentId(f"{language}/{document}")


def _grades(grades: Mapping[DocumentId, int], written: Sequence[Language]) -> Mapping[DocumentId, int]:
    if len(written) < 2:
        return grades
    return {
        version_name(document, language): grade for language in written for document, grade in grades.items()
    }


def _documents(
    collection: Collection, languages: Sequence[Language]
) -> Iterator[tuple[DocumentId, Document]]:
    for language in languages:
        for document in read_documents(collection.corpora[language], language):
            yield (version_name(document.id, language) if len(languages) > 1 else document.id), document


def _topic_name(
    collection: Collection, topic: TopicId, language: Language, languages: Sequence[Language]
) -> TopicId:
    """Tell parallel topics apart; those of a library have ids of their own in every language."""
    return topic if collection.is_library or len(languages) < 2 else TopicId(f"{language}/{topic}")


def _wanted(
    collection: Collection, there: Mapping[Language, object], wanted: Sequence[Language], what: str
) -> tuple[Language, ...]:
    for language in wanted:
        if language not in there:
            known = ", ".join(there)
            raise EvaluationDataError(
                collection.directory, None, f"it has no {what} in {language}; it has some in {known}"
            )
    return tuple(wanted or there)
