"""What the server backend says to Qdrant, and what it makes of the answers."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from index.errors import DiskFullError, IndexDamagedError, IndexMissingError, IndexUnavailableError
from index.filters import AnyOf, Between, Condition, NoneOf, conditions
from index.payload import INTEGERS, KEYWORDS, PASSAGE, passage_payload, title_payload
from index.port import Arm, ArmQuery, PassagePoint, SparseVector, TitlePoint
from models.encoder import Vector

Item = TypeVar("Item")

TIMEOUT = 60
"""Seconds: a batch of points on a slow disk takes a few."""

_UNAVAILABLE = frozenset({401, 403, 408, 429, 500, 502, 503, 504})


def connect(url: str, api_key: str | None) -> QdrantClient:
    """Return a client; whether the server answers shows with the first request."""
    with warnings.catch_warnings():
        # Between the containers of one host there is nothing to encrypt; README tells when https is needed.
        warnings.filterwarnings("ignore", message="Api key is used with an insecure connection")
        return QdrantClient(url=url, api_key=api_key, timeout=TIMEOUT, check_compatibility=False)


@contextmanager
def server_errors(location: str) -> Iterator[None]:
    """Translate what the client raises.

    Raises:
        IndexUnavailableError: the server does not answer, or refuses the key.
        IndexMissingError: it has no such collection.
        DiskFullError: its disk is full.
        IndexDamagedError: it refuses the request for any other reason.
    """
    try:
        yield
    except (ResponseHandlingException, ResourceExhaustedResponse) as error:
        raise IndexUnavailableError(location) from error
    except UnexpectedResponse as error:
        raise _translated(error, location) from error


def _translated(error: UnexpectedResponse, location: str) -> Exception:
    reason = error.content.decode(errors="replace")
    if "No space left" in reason or error.status_code == 507:
        return DiskFullError(location)
    if error.status_code == 404:
        return IndexMissingError(location)
    if error.status_code in _UNAVAILABLE:
        return IndexUnavailableError(location)
    return IndexDamagedError(location, reason)


def vector_settings(dimensions: int) -> dict[str, Any]:
    """Return how a collection keeps its vectors: dot products of unit vectors, BM25 weights with idf."""
    dense = models.VectorParams(size=dimensions, distance=models.Distance.DOT)
    sparse = models.SparseVectorParams(modifier=models.Modifier.IDF)
    return {
        "vectors_config": {Arm.PASSAGE_MEANING.value: dense, Arm.TITLE_MEANING.value: dense},
        "sparse_vectors_config": {Arm.PASSAGE_WORDS.value: sparse, Arm.TITLE_WORDS.value: sparse},
    }


def payload_indexes() -> Iterator[tuple[str, models.PayloadSchemaType]]:
    """Yield the fields to index and how."""
    for key in KEYWORDS:
        yield key, models.PayloadSchemaType.KEYWORD
    for key in INTEGERS:
        yield key, models.PayloadSchemaType.INTEGER


def passage_struct(point: PassagePoint) -> models.PointStruct:
    """Return a passage as a collection keeps it."""
    vectors = _vectors(Arm.PASSAGE_MEANING, point.meaning, Arm.PASSAGE_WORDS, point.words)
    return models.PointStruct(id=point.id, vector=vectors, payload=passage_payload(point))


def title_struct(point: TitlePoint) -> models.PointStruct:
    """Return a title as a collection keeps it."""
    vectors = _vectors(Arm.TITLE_MEANING, point.meaning, Arm.TITLE_WORDS, point.words)
    return models.PointStruct(id=point.id, vector=vectors, payload=title_payload(point))


def meaning_of(record: models.Record) -> Vector | None:
    """Return the vector of a passage, if it has one."""
    vectors = record.vector
    values = vectors.get(Arm.PASSAGE_MEANING.value) if isinstance(vectors, dict) else None
    return None if values is None else np.asarray(values, dtype=np.float32)


def without_words(record: models.Record) -> models.PointVectors:
    """Return a point's update to a text without terms: only then does its deletion leave the idf exact.

    A deleted point is counted in the document frequencies until its segment is rebuilt.
    """
    passage = record.payload is not None and record.payload["kind"] == PASSAGE
    arm = Arm.PASSAGE_WORDS if passage else Arm.TITLE_WORDS
    return models.PointVectors(id=record.id, vector={arm.value: models.SparseVector(indices=[], values=[])})


def arm_request(query: ArmQuery, limit: int) -> models.QueryRequest:
    """Return one arm's question."""
    vector = query.vector
    return models.QueryRequest(
        query=_sparse(vector) if isinstance(vector, SparseVector) else vector.tolist(),
        using=query.arm.value,
        filter=server_filter(conditions(query.filters, text_language=query.text_language)),
        limit=limit,
        with_payload=["study"],
    )


def server_filter(where: Sequence[Condition]) -> models.Filter | None:
    """Return the filter under which all conditions hold."""
    return models.Filter(must=[_condition(condition) for condition in where]) if where else None


def copied(record: models.Record) -> models.PointStruct:
    """Return a point read from one collection as it is written into another."""
    vectors: Any = record.vector
    return models.PointStruct(id=record.id, vector=vectors or {}, payload=record.payload)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items, ``size`` at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _condition(condition: Condition) -> models.FieldCondition | models.Filter:
    match condition:
        case AnyOf(key, values):
            return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))
        case NoneOf(key, values):
            return models.Filter(must_not=[_condition(AnyOf(key, values))])
        case Between(key, low, high):
            return models.FieldCondition(key=key, range=models.Range(gte=low, lte=high))
        case _:
            return models.Filter(should=[_condition(part) for part in condition.conditions])


def _vectors(meaning_arm: Arm, meaning: Vector, words_arm: Arm, words: SparseVector) -> dict[str, Any]:
    """Return the vectors of a point; a text without a known word, or without any, lacks one or both."""
    vectors: dict[str, Any] = {}
    if words.indices:
        vectors[words_arm.value] = _sparse(words)
    if meaning.any():
        vectors[meaning_arm.value] = meaning.tolist()
    return vectors


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=list(vector.indices), values=list(vector.values))
