"""The embedded backend: two Qdrant Edge shards in this process, one of passages and one of titles.

The shards are apart because a filtered search over few titles must not walk the index of many passages. They
are written without a log and without a lock: a version of the index is written once, flushed, and only read
from then on (``index.home``), by any number of processes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import qdrant_edge as edge

from corpus.study import StudyId
from index.errors import IndexDamagedError
from index.filters import AnyOf, Between, Condition, conditions
from index.payload import (
    FACET_KEYS,
    INTEGERS,
    KEYWORDS,
    PRIMARY,
    language_of,
    passage_payload,
    stored_passage,
    title_payload,
)
from index.port import (
    Arm,
    ArmQuery,
    FacetField,
    Filters,
    Hit,
    PassagePoint,
    SparseVector,
    StoredPassage,
    TitlePoint,
    ranked,
)
from models.encoder import Vector
from models.language import Language

_POINTS_PER_UPDATE = 512
_STUDY_ONLY = edge.PayloadSelector.Include(["study"])
_PRIMARY = AnyOf("kind", (PRIMARY,))
_ARMS = {
    "passage": (Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS),
    "title": (Arm.TITLE_MEANING, Arm.TITLE_WORDS),
}
_SHARD_OF = {arm: shard for shard, arms in _ARMS.items() for arm in arms}

Answer = TypeVar("Answer")


class EdgeIndex:
    """An index in one directory."""

    def __init__(self, path: Path, shards: Mapping[str, edge.EdgeShard]) -> None:
        self.path, self.shards = path, shards
        self._text_languages: frozenset[Language | None] | None = None

    @classmethod
    def create(cls, path: Path, *, dimensions: int) -> "EdgeIndex":
        """Make an empty index; the directory must not hold one."""
        index = cls(
            path, {name: _create_shard(path / name, arms, dimensions) for name, arms in _ARMS.items()}
        )
        for shard in index.shards.values():
            for key, kind in _payload_indexes():
                shard.update(edge.UpdateOperation.create_field_index(key, kind))
        return index

    @classmethod
    def open(cls, path: Path) -> "EdgeIndex":
        """Open an index that was closed.

        Raises:
            IndexDamagedError: the directory holds none, or not all of it.
        """

        def load() -> Mapping[str, edge.EdgeShard]:
            return {name: edge.EdgeShard.load(str(path / name)) for name in _ARMS}

        return cls(path, _translated(path, load))

    def replace_study(self, passages: Sequence[PassagePoint], titles: Sequence[TitlePoint]) -> None:
        """Store all points of one study and forget the points it had before."""
        self.remove_studies([titles[0].facts.study])
        self._upsert("passage", [_passage(point) for point in passages])
        self._upsert("title", [_title(point) for point in sorted(titles, key=lambda title: title.primary)])
        self._text_languages = None

    def remove_studies(self, studies: Collection[StudyId]) -> None:
        """Forget all points of these studies; unknown ids are ignored."""
        if not studies:
            return
        gone = edge.Filter(must=[_condition(AnyOf("study", tuple(studies)))])
        # Titles first: a study whose removal was cut short has no fingerprint and is written again.
        for name in ("title", "passage"):
            self._update(name, edge.UpdateOperation.delete_points_by_filter(gone))
        self._text_languages = None

    def flush(self) -> None:
        """Return once everything written so far survives a crash."""
        for shard in self.shards.values():
            self._ask(shard.flush)

    def search(self, queries: Sequence[ArmQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Answer each query in order, those of one shard in one batch."""
        answers: dict[int, tuple[Hit, ...]] = {}
        for name, shard in self.shards.items():
            own = [number for number, query in enumerate(queries) if _SHARD_OF[query.arm] == name]
            batch = edge.QueryBatchRequest([_request(queries[number]) for number in own])
            found = self._ask(partial(shard.query_batch, batch)) if own else []
            for number, points in zip(own, found, strict=True):
                answers[number] = ranked(map(_hit, points), queries[number].limit)
        return tuple(answers[number] for number in range(len(queries)))

    def passages(self, ids: Sequence[str]) -> Mapping[str, StoredPassage]:
        """Return the passages with these point ids; ids that are not there are left out."""
        records = self._ask(lambda: self.shards["passage"].retrieve(list(ids), True, False)) if ids else []
        return {str(record.id): stored_passage(str(record.id), _payload(record)) for record in records}

    def vectors(self, study: StudyId) -> Sequence[Vector]:
        """Return the passage vectors of one study, in reading order."""
        records = list(self._scroll("passage", (AnyOf("study", (study,)),), with_vector=True))
        records.sort(key=lambda record: _payload(record)["number"])
        return [_meaning(record) for record in records]

    def count_studies(self, filters: Filters) -> int:
        """Return how many studies the filters let through."""
        request = edge.CountRequest(exact=True, filter=_primary(filters))
        return int(self._ask(lambda: self.shards["title"].count(request)))

    def facet(self, facet: FacetField, filters: Filters, *, limit: int = 1000) -> tuple[tuple[str, int], ...]:
        """Count studies by value under the filters: most frequent first, equal counts by value."""
        return self._facet("title", FACET_KEYS[facet], _primary(filters))[:limit]

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprint of every study that is completely stored."""
        records = self._scroll("title", (_PRIMARY,))
        return {StudyId(_payload(record)["study"]): _payload(record)["fingerprint"] for record in records}

    def count_passages(self) -> int:
        """Return the number of passages stored."""
        return int(self._ask(lambda: self.shards["passage"].count(edge.CountRequest(exact=True))))

    def text_languages(self) -> frozenset[Language | None]:
        """Return the languages that occur among the passages, ``None`` for text of unknown language."""
        if self._text_languages is None:
            counts = self._facet("passage", "text_language", None)
            self._text_languages = frozenset(language_of(code) for code, count in counts if count)
        return self._text_languages

    def close(self) -> None:
        """Let go of the files."""
        for shard in self.shards.values():
            self._ask(shard.close)

    def _upsert(self, name: str, points: Sequence[edge.Point]) -> None:
        for start in range(0, len(points), _POINTS_PER_UPDATE):
            batch = list(points[start : start + _POINTS_PER_UPDATE])
            self._update(name, edge.UpdateOperation.upsert_points(batch))

    def _update(self, name: str, operation: edge.UpdateOperation) -> None:
        self._ask(lambda: self.shards[name].update(operation))

    def _facet(self, name: str, key: str, filter_: edge.Filter | None) -> tuple[tuple[str, int], ...]:
        request = edge.FacetRequest(key, limit=100_000, exact=True, filter=filter_)
        hits = self._ask(lambda: self.shards[name].facet(request)).hits
        counts = ((str(hit.value), int(hit.count)) for hit in hits if hit.count)
        return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))

    def _scroll(
        self, name: str, where: tuple[Condition, ...], *, with_vector: bool = False
    ) -> Iterator[edge.Record]:
        offset = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=1000,
                filter=_filter(where),
                with_payload=True,
                with_vector=with_vector,
            )
            records, offset = self._ask(partial(self.shards[name].scroll, request))
            yield from records
            if offset is None:
                return

    def _ask(self, call: Callable[[], Any]) -> Any:
        return _translated(self.path, call)


def _translated(path: Path, call: Callable[[], Answer]) -> Answer:
    try:
        return call()
    except Exception as error:  # the engine raises nothing narrower
        raise IndexDamagedError(str(path), str(error)) from error


def _create_shard(path: Path, arms: tuple[Arm, Arm], dimensions: int) -> edge.EdgeShard:
    meaning, words = arms
    path.mkdir(parents=True)
    config = edge.EdgeConfig(
        vectors={meaning.value: edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Dot)},
        sparse_vectors={words.value: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        wal_enabled=False,
    )
    return _translated(path, lambda: edge.EdgeShard.create(str(path), config))


def _payload_indexes() -> Iterator[tuple[str, edge.PayloadSchemaType]]:
    for key in KEYWORDS:
        yield key, edge.PayloadSchemaType.Keyword
    for key in INTEGERS:
        yield key, edge.PayloadSchemaType.Integer


def _passage(point: PassagePoint) -> edge.Point:
    return _point(point.id, "passage", point.meaning, point.words, passage_payload(point))


def _title(point: TitlePoint) -> edge.Point:
    return _point(point.id, "title", point.meaning, point.words, title_payload(point))


def _point(
    identity: str, shard: str, meaning: Vector, words: SparseVector, payload: dict[str, Any]
) -> edge.Point:
    by_meaning, by_words = _ARMS[shard]
    vectors: dict[str, Any] = {by_meaning.value: meaning.tolist(), by_words.value: _sparse(words)}
    return edge.Point(id=identity, vector=vectors, payload=payload)


def _payload(point: edge.Record | edge.ScoredPoint) -> dict[str, Any]:
    return point.payload or {}


def _meaning(record: edge.Record) -> Vector:
    vectors: Any = record.vector
    return np.asarray(vectors[Arm.PASSAGE_MEANING.value], dtype=np.float32)


def _sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _request(query: ArmQuery) -> edge.QueryRequest:
    vector = _sparse(query.vector) if isinstance(query.vector, SparseVector) else query.vector.tolist()
    return edge.QueryRequest(
        limit=query.limit,
        query=edge.Query.Nearest(vector, query.arm.value),
        filter=_filter(conditions(query.filters, text_language=query.text_language)),
        with_payload=_STUDY_ONLY,
    )


def _hit(point: edge.ScoredPoint) -> Hit:
    return Hit(str(point.id), StudyId(_payload(point)["study"]), float(point.score))


def _primary(filters: Filters) -> edge.Filter:
    return edge.Filter(must=[*map(_condition, conditions(filters)), _condition(_PRIMARY)])


def _filter(where: tuple[Condition, ...]) -> edge.Filter | None:
    return edge.Filter(must=[_condition(condition) for condition in where]) if where else None


def _condition(condition: Condition) -> Any:
    match condition:
        case AnyOf(key, values):
            return edge.FieldCondition(key=key, match=edge.MatchAny(list(values)))
        case Between(key, low, high):
            return edge.FieldCondition(key=key, range=edge.RangeFloat(gte=low, lte=high))
        case _:
            return edge.Filter(should=[_condition(part) for part in condition.conditions])
