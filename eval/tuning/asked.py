"""What the first stage found for development topics, kept so that many settings can be tried on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.study import StudyId
from eval.collection import Collection
from eval.library import Library
from eval.methods import request_of
from eval.qrels import Qrels
from eval.run import DocumentId, Run, Scored, TopicId
from eval.running import EvalSetup, asked_topics, judgements, opened_library
from eval.topics import Topic
from index.fusion import fuse
from index.fusion_settings import FusionSettings
from index.question import Mode
from index.retrieval import Candidates
from index.search import FIRST_DEPTH, first_look, understand
from models.language import Language

_KEPT = 10
"""Documents of a ranking that are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTopic:
    """A topic and what a first look found for it.

    What says the same in another language was found with the settings that the choice starts from.
    """

    id: TopicId
    language: Language
    candidates: Candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Topics asked of one library."""

    documents: tuple[Language, ...]
    """Languages of its documents; empty for a library of files."""
    topics: Sequence[AskedTopic]
    names: Mapping[StudyId, DocumentId]
    """What a run calls each study."""
    qrels: Qrels

    def run(self, settings: FusionSettings) -> Run:
        """Return what hybrid search would show first with these settings."""
        rankings = {}
        for topic in self.topics:
            found = fuse(topic.candidates, mode=Mode.HYBRID, settings=settings)[:_KEPT]
            rankings[topic.id] = tuple(Scored(self.names[one.study], one.score) for one in found)
        return Run(tag="hybrid", rankings=rankings)

    def of_language(self, query: Language) -> Qrels:
        """Return the judgements of the topics in one language."""
        return {topic.id: self.qrels[topic.id] for topic in self.topics if topic.language is query}


def ask_all(collection: Collection, setup: EvalSetup) -> tuple[Asked, ...]:
    """Ask a collection's topics of all its documents at once, and then of those of each language alone."""
    apart: list[tuple[Language, ...]] = [(language,) for language in collection.corpora]
    return tuple(_ask(collection, setup, documents) for documents in [(), *apart])


def _ask(collection: Collection, setup: EvalSetup, documents: tuple[Language, ...]) -> Asked:
    topics = asked_topics(collection)
    with opened_library(collection, setup, documents) as library:
        setup.watch.begin("Asking topics", len(topics))
        asked = []
        for topic in topics:
            candidates = _candidates(topic, library)
            asked.append(AskedTopic(id=topic.id, language=topic.language, candidates=candidates))
            setup.watch.step()
        names = dict(library.names)
    return Asked(
        documents=documents or tuple(collection.corpora),
        topics=asked,
        names=names,
        qrels=judgements(collection, documents),
    )


def _candidates(topic: Topic, library: Library) -> Candidates:
    request = request_of(topic.text, library.read_filters(topic.filters), Mode.HYBRID, FIRST_DEPTH)
    return first_look(library.setup, understand(library.setup, request), request)
