"""The port of the homes for vectors: what every backend does, and no more."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from corpus.study import AdministrationId, DocumentType, Sha256, StudyId
from index.immutable import Immutable
from ingest.passage import PageSpan
from models.encoder import Vector
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader narrows a search to; an empty filter lets everything through.

    Inside one field the values are alternatives, between fields all must hold. A study dated "2021" passes
    a range that touches any day of 2021, a study without a date passes none. Bounds are included, costs are
    compared in cents. With a cost bound, unknown costs are left out unless asked for.
    """

    administrations: frozenset[AdministrationId] = frozenset()
    date_from: date | None = None
    date_to: date | None = None
    cost_min: Decimal | None = None
    cost_max: Decimal | None = None
    include_unknown_cost: bool = False
    languages: frozenset[Language] = frozenset()
    document_types: frozenset[DocumentType] = frozenset()
    studies: frozenset[StudyId] = frozenset()
    without: frozenset[StudyId] = frozenset()
    """Studies that pass nothing, whatever else is asked."""


class Arm(StrEnum):
    """A way to find points; the value is the name of the vector in the index."""

    PASSAGE_MEANING = "passage"
    PASSAGE_WORDS = "passage_bm25"
    TITLE_MEANING = "title"
    TITLE_WORDS = "title_bm25"


DENSE_ARMS = frozenset({Arm.PASSAGE_MEANING, Arm.TITLE_MEANING})


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Weights by term number (unsigned 32 bits); the backend multiplies the idf in at query time."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """What every point of a study carries, so that one filter serves passages and titles alike."""

    study: StudyId
    administrations: tuple[AdministrationId, ...]
    published: tuple[date, date] | None
    """First and last possible day."""
    cost: Decimal | None
    document_type: DocumentType | None
    languages: tuple[Language, ...]
    """On a passage: its own language. On a title: the languages of all passages of the study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePoint(Immutable):
    """A passage as the index keeps it.

    ``id`` is a UUID string; one from ``index.ids.point_id`` saves a search from reading the point.
    """

    id: str
    facts: StudyFacts
    passage_id: str
    file: Sha256
    number: int
    text: str
    language: Language | None
    pages: PageSpan | None
    headings: tuple[str, ...]
    meaning: Vector
    words: SparseVector


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePoint(Immutable):
    """A title (with its abstract) of a study in one language. Each study has exactly one primary one."""

    id: str
    facts: StudyFacts
    language: Language | None
    primary: bool
    fingerprint: str
    """Changes whenever anything that the index keeps of the study changes; the same on all its titles."""
    meaning: Vector
    words: SparseVector


@dataclass(frozen=True, slots=True)
class Hit:
    """A point found, with its study. Higher scores are better."""

    id: str
    study: StudyId
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """The readable part of a passage point."""

    id: str
    study: StudyId
    file: Sha256
    number: int
    text: str
    language: Language | None
    pages: PageSpan | None
    headings: tuple[str, ...]


class FacetField(StrEnum):
    """A field that can be counted over the studies that a filter lets through."""

    ADMINISTRATION = "administration"
    YEAR = "year"
    COST = "cost"
    LANGUAGE = "language"
    DOCUMENT_TYPE = "document_type"


class AnyLanguage(StrEnum):
    """Says that the language of the text is no condition (``None`` means text of unknown language)."""

    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmQuery:
    """One arm's question: the ``limit`` best points of that arm under the filters, in one text language."""

    arm: Arm
    vector: Vector | SparseVector
    limit: int
    filters: Filters = field(default_factory=Filters)
    text_language: Language | AnyLanguage | None = AnyLanguage.ANY


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points of one study are stored."""

    passages: int
    titles: int


class PassageIndex(Protocol):
    """Where the points of a library live. Every method raises ``SearchIndexError`` kinds only."""

    def replace_study(self, passages: Sequence[PassagePoint], titles: Sequence[TitlePoint]) -> None:
        """Store all points of one study and forget the points it had before.

        The primary title is written last, so that a study whose writing was cut short shows an old
        fingerprint, or none, and is written again.
        """

    def remove_studies(self, studies: Collection[StudyId]) -> None:
        """Forget all points of these studies; unknown ids are ignored."""

    def flush(self) -> None:
        """Return once everything written so far survives a crash."""

    def search(self, queries: Sequence[ArmQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Answer each query in order: best first, equal scores by point id. Sparse hits share a term.

        A zero vector, that of a text without a known word, finds nothing and is not found. The idf of a term
        is ln(1 + (N - n + .5) / (n + .5)): of the N points of the arm that have terms, n have this one.
        """

    def best_scores(self, queries: Sequence[ArmQuery]) -> tuple[float, ...]:
        """Return the score of the best point of each query, whatever its limit; 0 where there is none."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, StoredPassage]:
        """Return the passages with these point ids; ids that are not there are left out."""

    def vectors(self, study: StudyId) -> Sequence[Vector]:
        """Return the passage vectors of one study but the zero ones, by file and number."""

    def meanings(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors of the passages with these point ids; those without one are left out."""

    def count_studies(self, filters: Filters) -> int:
        """Return how many studies the filters let through."""

    def facet(self, facet: FacetField, filters: Filters, *, limit: int = 1000) -> tuple[tuple[str, int], ...]:
        """Count studies by value under the filters: most frequent first, equal counts by value.

        A year counts every study that may have been published in it; costs are counted in the bands of
        ``index.bands``; a study in two languages counts for both.
        """

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprint of every study that is completely stored."""

    def tallies(self) -> Mapping[StudyId, Tally]:
        """Count the points of every study of which there is any, whether or not it is completely stored."""

    def count_passages(self) -> int:
        """Return the number of passages stored."""

    def text_languages(self) -> frozenset[Language | None]:
        """Return the languages that occur among the passages, ``None`` for text of unknown language."""

    def close(self) -> None:
        """Let go of files and connections; the index cannot be used afterwards."""


def ranked(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """Return the best hits first; equal scores by point id, so two backends agree."""
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit])
