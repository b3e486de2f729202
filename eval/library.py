"""A collection brought into a throw-away index by the product's own path."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.study import Sha256, Study, StudyFile, StudyId
from eval.collection import Document
from eval.run import DocumentId
from index.embedded import EmbeddedHome
from index.fusion_settings import FusionSettings
from index.manifest import Build
from index.pipelines import indexing_pipeline
from index.points import IndexedStudy, PointBuilder, measure, study_facts
from index.port import Filters, PassageIndex, StudyFacts
from index.search import SearchSetup
from index.setup import search_setup
from ingest.batch import extract_all
from ingest.passage import Extraction
from ingest.source import Source
from ingest.watch import Watch
from models.encoder import Encoder
from models.language import Language
from models.lexical import analyse

_STUDIES_PER_BATCH = 32

FiltersReader = Callable[[Mapping[str, Any]], Filters]
"""Makes filters of what a topic writes; raises ``ValueError`` where it means nothing."""

LibraryOpener = Callable[[Path, Watch], "AbstractContextManager[Library]"]
"""Ingests a folder of files with its inventory into a throw-away library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeText:
    """All text of one study in one language: what the textbook methods rank."""

    study: StudyId
    language: Language | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Something to ask topics of."""

    setup: SearchSetup
    names: Mapping[StudyId, DocumentId]
    """What a run calls each study."""
    facts: Mapping[StudyId, StudyFacts]
    """What filters are checked against, told without the index."""
    texts: Sequence[WholeText]
    read_filters: FiltersReader


@contextmanager
def indexed(
    documents: Mapping[DocumentId, Document],
    *,
    encoder: Encoder,
    build: Build,
    fusion: FusionSettings,
    watch: Watch,
) -> Iterator[Library]:
    """Bring documents into an index that is thrown away: each is a study of one file, read as any file is.

    Args:
        documents: by the name that a run calls them.
        encoder: of the index and the questions.
        build: what an index of now is built with.
        fusion: how its arms are joined.
        watch: is told how far the work is.
    """
    with tempfile.TemporaryDirectory(prefix="savoir-eval-") as name:
        directory = Path(name)
        names = {StudyId(f"d{number}"): document for number, document in enumerate(documents)}
        studies = _studies(names, documents, directory, watch)
        index = _build(studies, EmbeddedHome(directory / "index", build), encoder, watch)
        try:
            yield Library(
                setup=search_setup(index, encoder, fusion),
                names=names,
                facts={one.study.id: study_facts(one.study, one.languages()) for one in studies},
                texts=[_whole(study, documents[name]) for study, name in names.items()],
                read_filters=no_filters,
            )
        finally:
            index.close()


def no_filters(written: Mapping[str, Any]) -> Filters:
    """Read the filters of topics over documents of which nothing is known: there are none.

    Raises:
        ValueError: there are some.
    """
    if written:
        raise ValueError(f"the documents have no {', '.join(written)} to filter by")
    return Filters()


def _whole(study: StudyId, document: Document) -> WholeText:
    text = f"{document.title}\n{document.text}".strip()
    return WholeText(study=study, language=document.language, text=text)


def _studies(
    names: Mapping[StudyId, DocumentId],
    documents: Mapping[DocumentId, Document],
    directory: Path,
    watch: Watch,
) -> list[IndexedStudy]:
    sources = {study: _source(documents[name], directory) for study, name in names.items()}
    distinct = {source.sha256: source for source in sources.values()}
    read: dict[Sha256, Extraction] = {}
    watch.begin("Reading documents", len(distinct))
    for source, extraction in extract_all(distinct.values()):
        read[source.sha256] = extraction
        watch.step()
    return [
        _study(study, documents[names[study]], source, read[source.sha256])
        for study, source in sources.items()
    ]


def _source(document: Document, directory: Path) -> Source:
    content = document.text.encode()
    # The language counts: the same words declared French and Dutch are two files to read.
    sha256 = Sha256(hashlib.sha256(f"{document.language}\n".encode() + content).hexdigest())
    path = directory / f"{sha256}.txt"
    path.write_bytes(content)
    return Source(path=path, sha256=sha256, name=path.name, language=document.language)


def _study(study: StudyId, document: Document, source: Source, extraction: Extraction) -> IndexedStudy:
    file = StudyFile(
        sha256=source.sha256, name=source.name, size=len(document.text), language=document.language
    )
    titles = {document.language: document.title} if document.title else {}
    return IndexedStudy(study=Study(id=study, titles=titles, files=(file,)), extractions=(extraction,))


def _build(
    studies: Sequence[IndexedStudy], home: EmbeddedHome, encoder: Encoder, watch: Watch
) -> PassageIndex:
    lengths = measure(studies, analyse)
    builder = PointBuilder(encoder, analyse, lengths)
    watch.begin("Indexing documents", len(studies))
    with home.writer_lock(), home.draft(lengths, anew=True) as index:
        pipeline = indexing_pipeline(builder, index)
        for batch in _batches(studies):
            pipeline.run({"maker": {"studies": batch}})
            for _ in batch:
                watch.step()
    return home.open(home.current_version())


def _batches(studies: Sequence[IndexedStudy]) -> Iterable[Sequence[IndexedStudy]]:
    return (
        studies[start : start + _STUDIES_PER_BATCH] for start in range(0, len(studies), _STUDIES_PER_BATCH)
    )
