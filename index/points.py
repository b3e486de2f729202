"""From a study and its passages to the points that an index stores."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.study import Study
from index.ids import point_id
from index.immutable import Immutable
from index.port import PassagePoint, SparseVector, StudyFacts, TitlePoint
from ingest.passage import Extraction, Passage
from models.analysis import Analyser
from models.bm25 import bm25_weights, term_number
from models.encoder import Encoder
from models.language import Language

StudyPoints = tuple[tuple[PassagePoint, ...], tuple[TitlePoint, ...]]

UNSEEN_LANGUAGE_LENGTH = 100.0
"""Average length, in terms, assumed for a language that the corpus did not hold when it was measured."""


@dataclass(frozen=True, slots=True)
class AverageLengths:
    """Average number of terms of passages and of titles, by language: what BM25 measures length against."""

    passages: Mapping[Language | None, float]
    titles: Mapping[Language | None, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedStudy(Immutable):
    """A study with everything that its files gave."""

    study: Study
    extractions: tuple[Extraction, ...]
    fingerprint: str = ""

    def passages(self) -> Iterable[Passage]:
        """Return the passages of all its files, in order."""
        return (passage for extraction in self.extractions for passage in extraction.passages)

    def titles(self) -> Mapping[Language | None, str]:
        """Return the text of the title arm by language: the title, with abstract and keywords where told."""
        named: dict[Language | None, str] = dict(self.study.titles.items())
        if not named:
            for extraction in self.extractions:
                named[extraction.language] = named.get(extraction.language) or extraction.title or ""
        for language, abstract in self.study.abstracts.items():
            named[language] = f"{named.get(language, '')}\n{abstract}".strip()
        for language, keywords in self.study.keywords.items():
            named[language] = f"{named.get(language, '')}\n{', '.join(keywords)}".strip()
        return named or {None: ""}

    def languages(self) -> tuple[Language, ...]:
        """Return the languages that its passages are written in."""
        return tuple(sorted({passage.language for passage in self.passages() if passage.language}))


def fingerprint(study: Study, readings: Sequence[str]) -> str:
    """Return a text that changes whenever anything that the index keeps of the study changes.

    Args:
        study: as the catalogue has it.
        readings: what tells one reading of each of its files from another, in order.
    """
    facts = [
        study.id,
        sorted(study.titles.items()),
        sorted(study.abstracts.items()),
        sorted(study.keywords.items()),
        study.administrations,
        study.published.isoformat() if study.published else None,
        f"{study.cost.amount:.2f}" if study.cost else None,
        study.document_type,
        [file.sha256 for file in study.files],
        readings,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()[:32]


def measure(studies: Iterable[IndexedStudy], analyse: Analyser) -> AverageLengths:
    """Return the average lengths over these studies."""
    passages, titles = _Mean(), _Mean()
    for indexed in studies:
        for passage in indexed.passages():
            passages.add(passage.language, len(analyse(with_headings(passage), passage.language)))
        for language, title in indexed.titles().items():
            titles.add(language, len(analyse(title, language)))
    return AverageLengths(passages.by_language(), titles.by_language())


class _Mean:
    def __init__(self) -> None:
        self._sums: Counter[Language | None] = Counter()
        self._counts: Counter[Language | None] = Counter()

    def add(self, language: Language | None, length: int) -> None:
        self._sums[language] += length
        self._counts[language] += 1

    def by_language(self) -> dict[Language | None, float]:
        return {language: max(self._sums[language] / count, 1.0) for language, count in self._counts.items()}


@dataclass(frozen=True, slots=True)
class PointBuilder:
    """Encodes and weighs the text of studies."""

    encoder: Encoder
    analyse: Analyser
    lengths: AverageLengths

    def build(self, indexed: IndexedStudy) -> StudyPoints:
        """Return all points of one study."""
        return self._passage_points(indexed), self._title_points(indexed)

    def _passage_points(self, indexed: IndexedStudy) -> tuple[PassagePoint, ...]:
        passages = tuple(indexed.passages())
        vectors = self.encoder.encode_passages([with_headings(passage) for passage in passages])
        return tuple(
            PassagePoint(
                id=point_id(indexed.study.id, passage.id),
                facts=study_facts(indexed.study, (passage.language,) if passage.language else ()),
                passage_id=passage.id,
                file=passage.file,
                number=passage.number,
                text=passage.text,
                language=passage.language,
                pages=passage.pages,
                headings=passage.headings,
                meaning=vector,
                words=self._words(with_headings(passage), passage.language, self.lengths.passages),
            )
            for passage, vector in zip(passages, vectors, strict=True)
        )

    def _title_points(self, indexed: IndexedStudy) -> tuple[TitlePoint, ...]:
        titles = indexed.titles()
        vectors = self.encoder.encode_passages(list(titles.values()))
        facts = study_facts(indexed.study, indexed.languages())
        return tuple(
            TitlePoint(
                id=point_id(indexed.study.id, f"title/{language or 'und'}"),
                facts=facts,
                language=language,
                primary=number == 0,
                fingerprint=indexed.fingerprint,
                meaning=vector,
                words=self._words(title, language, self.lengths.titles),
            )
            for number, ((language, title), vector) in enumerate(zip(titles.items(), vectors, strict=True))
        )

    def _words(
        self, text: str, language: Language | None, averages: Mapping[Language | None, float]
    ) -> SparseVector:
        counts = Counter(token.term for token in self.analyse(text, language))
        weights = bm25_weights(
            counts, counts.total(), average_length=averages.get(language, UNSEEN_LANGUAGE_LENGTH)
        )
        return _numbered(weights, language)


def with_headings(passage: Passage) -> str:
    """Return what is searched of a passage: its text under its innermost heading, which names the topic."""
    return f"{passage.headings[-1]}\n{passage.text}" if passage.headings else passage.text


def _numbered(weights: Mapping[str, float], language: Language | None) -> SparseVector:
    # Two terms may share a number: the greater weight stands for both, as numbers must be distinct.
    numbered: dict[int, float] = {}
    for term, weight in weights.items():
        number = term_number(term, language)
        numbered[number] = max(weight, numbered.get(number, 0.0))
    order: Sequence[int] = sorted(numbered)
    return SparseVector(tuple(order), tuple(numbered[number] for number in order))


def study_facts(study: Study, languages: tuple[Language, ...]) -> StudyFacts:
    """Return what the points of a study carry for filters; ``languages`` are those of the text."""
    return StudyFacts(
        study=study.id,
        administrations=study.administrations,
        published=(study.published.first, study.published.last) if study.published else None,
        cost=study.cost.amount if study.cost else None,
        document_type=study.document_type,
        languages=languages,
    )
