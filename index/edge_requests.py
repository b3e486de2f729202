"""What the embedded backend says to Qdrant Edge, and what it makes of the answers."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import qdrant_edge as edge

from index.errors import DiskFullError, IndexDamagedError, SearchIndexError
from index.filters import AnyOf, Between, Condition, NoneOf, conditions
from index.payload import INTEGERS, KEYWORDS, passage_payload, title_payload
from index.port import Arm, ArmQuery, PassagePoint, SparseVector, TitlePoint
from models.encoder import Vector

Answer = TypeVar("Answer")

PASSAGES, TITLES = "passage", "title"
"""The two shards of an index, and their directories."""

ARMS = {
    PASSAGES: (Arm.PASSAGE_MEANING, Arm.PASSAGE_WORDS),
    TITLES: (Arm.TITLE_MEANING, Arm.TITLE_WORDS),
}
SHARD_OF = {arm: shard for shard, arms in ARMS.items() for arm in arms}

# Sixteen bits of a rotated vector: half the memory of float32, scanned twice as fast, scores off by less
# than 1e-5 (measured). Titles are few and keep float32.
_DATATYPES = {
    PASSAGES: edge.VectorStorageDatatype.Turbo16,
    TITLES: edge.VectorStorageDatatype.Float32,
}


_OF_TITLES_ALONE = frozenset({"kind", "year"})
"""Payload fields that no search of passages filters by."""


def translated(path: Path, call: Callable[[], Answer]) -> Answer:
    """Return what ``call`` does, with the engine's errors in our words.

    Raises:
        DiskFullError: the engine found no space.
        IndexDamagedError: it found anything else wrong.
    """
    try:
        return call()
    except Exception as error:
        if type(error) is not Exception:  # the engine raises the base class itself, and nothing narrower
            raise
        raise _error(path, str(error)) from error


def _error(path: Path, reason: str) -> SearchIndexError:
    return DiskFullError(path) if "No space left" in reason else IndexDamagedError(str(path), reason)


def create_shard(path: Path, name: str, dimensions: int) -> edge.EdgeShard:
    """Make an empty shard with its payload indexes."""
    meaning, words = ARMS[name]
    dense = edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Dot, datatype=_DATATYPES[name])
    config = edge.EdgeConfig(
        vectors={meaning.value: dense},
        sparse_vectors={words.value: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        wal_enabled=False,
    )
    (path / name).mkdir(parents=True)
    shard = edge.EdgeShard.create(str(path / name), config)
    for key, kind in _payload_indexes(name):
        shard.update(edge.UpdateOperation.create_field_index(key, kind))
    return shard


def passage(point: PassagePoint) -> edge.Point:
    """Return a passage as its shard keeps it."""
    return _point(point.id, PASSAGES, point.meaning, point.words, passage_payload(point))


def title(point: TitlePoint) -> edge.Point:
    """Return a title as its shard keeps it."""
    return _point(point.id, TITLES, point.meaning, point.words, title_payload(point))


def without_words(record: edge.Record, name: str) -> edge.PointVectors:
    """Return a point's update to a text without terms: only then does its deletion leave the idf exact.

    A deleted point is counted in the document frequencies until the shard is loaded again.
    """
    vectors: dict[str, Any] = {ARMS[name][1].value: edge.SparseVector(indices=[], values=[])}
    return edge.PointVectors(id=record.id, vector=vectors)


def arm_request(query: ArmQuery, limit: int) -> edge.QueryRequest:
    """Return one arm's question."""
    vector = query.vector
    return edge.QueryRequest(
        limit=limit,
        query=edge.Query.Nearest(
            _sparse(vector) if isinstance(vector, SparseVector) else vector.tolist(), query.arm.value
        ),
        filter=edge_filter(conditions(query.filters, text_language=query.text_language)),
    )


def edge_filter(where: Sequence[Condition]) -> edge.Filter | None:
    """Return the filter under which all conditions hold."""
    return edge.Filter(must=[_condition(condition) for condition in where]) if where else None


def payload_of(point: edge.Record | edge.ScoredPoint) -> dict[str, Any]:
    """Return the payload of a point."""
    return point.payload or {}


def meaning_of(record: edge.Record) -> Vector | None:
    """Return the vector of a passage, if it has one."""
    vectors: Any = record.vector or {}
    values = vectors.get(Arm.PASSAGE_MEANING.value)
    return None if values is None else np.asarray(values, dtype=np.float32)


def _payload_indexes(name: str) -> Iterator[tuple[str, edge.PayloadSchemaType]]:
    kinds = {
        edge.PayloadSchemaType.Keyword: KEYWORDS,
        edge.PayloadSchemaType.Integer: INTEGERS,
    }
    for kind, keys in kinds.items():
        yield from ((key, kind) for key in keys if name == TITLES or key not in _OF_TITLES_ALONE)


def _point(
    identity: str, name: str, meaning: Vector, words: SparseVector, payload: dict[str, Any]
) -> edge.Point:
    """Return a point; a text without a known word, or without any, lacks one vector or both."""
    by_meaning, by_words = ARMS[name]
    vectors: dict[str, Any] = {}
    if meaning.any():
        vectors[by_meaning.value] = meaning.tolist()
    if words.indices:
        vectors[by_words.value] = _sparse(words)
    return edge.Point(id=identity, vector=vectors, payload=payload)


def _sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _condition(condition: Condition) -> edge.FieldCondition | edge.Filter:
    match condition:
        case AnyOf(key, values):
            return edge.FieldCondition(key=key, match=edge.MatchAny(list(values)))
        case NoneOf(key, values):
            return edge.Filter(must_not=[_condition(AnyOf(key, values))])
        case Between(key, low, high):
            return edge.FieldCondition(key=key, range=edge.RangeFloat(gte=low, lte=high))
        case _:
            return edge.Filter(should=[_condition(part) for part in condition.conditions])
