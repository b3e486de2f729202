"""The points of one version on a Qdrant server."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qdrant_client import QdrantClient, models

from corpus.study import StudyId
from index.filters import AnyOf, Condition, conditions
from index.payload import FACET_KEYS, PASSAGE, PRIMARY, TITLE, language_of, stored_passage
from index.port import (
    Arm,
    ArmQuery,
    FacetField,
    Filters,
    Hit,
    PassagePoint,
    StoredPassage,
    Tally,
    TitlePoint,
)
from index.server_requests import (
    arm_request,
    batches,
    meaning_of,
    passage_struct,
    payload_indexes,
    server_errors,
    server_filter,
    title_struct,
    vector_settings,
    without_words,
)
from index.tallying import tallied
from index.ties import answers, best_scores
from models.encoder import Vector
from models.language import Language

_POINTS_PER_REQUEST = 128
"""About three megabytes; the server takes 32."""
_SCROLL = 512
_FACET_VALUES = 100_000
_PASSAGES: Condition = AnyOf("kind", (PASSAGE,))
_STUDIES: Condition = AnyOf("kind", (PRIMARY,))
_TITLES: Condition = AnyOf("kind", (PRIMARY, TITLE))


class ServerIndex:
    """An index in one collection; its client stays open when it is closed, as others use it."""

    def __init__(self, client: QdrantClient, collection: str) -> None:
        self._client, self._collection = client, collection

    @classmethod
    def create(
        cls, client: QdrantClient, collection: str, *, dimensions: int, about: Mapping[str, str] | None = None
    ) -> "ServerIndex":
        """Make an empty collection; ``about`` is kept with it."""
        with server_errors(collection):
            client.create_collection(collection, metadata=dict(about or {}), **vector_settings(dimensions))
            for key, kind in payload_indexes():
                client.create_payload_index(collection, key, field_schema=kind, wait=True)
        return cls(client, collection)

    def replace_study(self, passages: Sequence[PassagePoint], titles: Sequence[TitlePoint]) -> None:
        """Store all points of one study and forget the points it had before."""
        self.remove_studies([titles[0].facts.study])
        # The primary title last: it alone says that the study is complete.
        for batch in batches(passages, _POINTS_PER_REQUEST):
            self.upsert([passage_struct(point) for point in batch])
        for title in sorted(titles, key=lambda title: title.primary):
            self.upsert([title_struct(title)])

    def remove_studies(self, studies: Collection[StudyId]) -> None:
        """Forget all points of these studies; unknown ids are ignored."""
        if not studies:
            return
        theirs = AnyOf("study", tuple(sorted(studies)))
        self._delete(self.records((_STUDIES, theirs), fields=["kind"]))
        self._delete(self.records((theirs,), fields=["kind"]))

    def flush(self) -> None:
        """Every write waits for the server already."""

    def search(self, queries: Sequence[ArmQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Answer each query in order, all in one request."""
        return answers(queries, self._ask)

    def best_scores(self, queries: Sequence[ArmQuery]) -> tuple[float, ...]:
        """Return the score of the best point of each query, whatever its limit, all in one request."""
        return best_scores(queries, self._points)

    def passages(self, ids: Sequence[str]) -> Mapping[str, StoredPassage]:
        """Return the passages with these point ids; ids that are not there are left out."""
        if not ids:
            return {}
        with server_errors(self._collection):
            records = self._client.retrieve(self._collection, list(ids), with_payload=True)
        stored = ((str(record.id), record.payload or {}) for record in records)
        return {id_: stored_passage(id_, payload) for id_, payload in stored if payload["kind"] == PASSAGE}

    def vectors(self, study: StudyId) -> Sequence[Vector]:
        """Return the passage vectors of one study, by file and number."""
        where = (_PASSAGES, AnyOf("study", (study,)))
        found = []
        for record in self.records(where, fields=["file", "number"], vectors=[Arm.PASSAGE_MEANING.value]):
            payload, vector = record.payload or {}, meaning_of(record)
            if vector is not None:
                found.append((payload["file"], payload["number"], vector))
        return [vector for _, _, vector in sorted(found, key=lambda item: item[:2])]

    def meanings(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors of the passages with these point ids; those without one are left out."""
        if not ids:
            return {}
        only = [Arm.PASSAGE_MEANING.value]
        with server_errors(self._collection):
            records = self._client.retrieve(
                self._collection, list(ids), with_payload=False, with_vectors=only
            )
        found = ((str(record.id), meaning_of(record)) for record in records)
        return {id_: vector for id_, vector in found if vector is not None}

    def count_studies(self, filters: Filters) -> int:
        """Return how many studies the filters let through."""
        return self._count((_STUDIES, *conditions(filters)))

    def facet(self, facet: FacetField, filters: Filters, *, limit: int = 1000) -> tuple[tuple[str, int], ...]:
        """Count studies by value under the filters: most frequent first, equal counts by value."""
        return self._facet(FACET_KEYS[facet], (_STUDIES, *conditions(filters)))[:limit]

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprint of every study that is completely stored."""
        records = self.records((_STUDIES,), fields=["study", "fingerprint"])
        payloads = (record.payload or {} for record in records)
        return {StudyId(payload["study"]): payload["fingerprint"] for payload in payloads}

    def tallies(self) -> Mapping[StudyId, Tally]:
        """Count the points of every study of which there is any."""
        return tallied(self._facet("study", (_PASSAGES,)), self._facet("study", (_TITLES,)))

    def count_passages(self) -> int:
        """Return the number of passages stored."""
        return self._count((_PASSAGES,))

    def text_languages(self) -> frozenset[Language | None]:
        """Return the languages that occur among the passages, ``None`` for text of unknown language."""
        return frozenset(language_of(code) for code, _ in self._facet("text_language", (_PASSAGES,)))

    def close(self) -> None:
        """Nothing is held but the client."""

    def upsert(self, points: Sequence[models.PointStruct]) -> None:
        """Store points as they are."""
        with server_errors(self._collection):
            self._client.upsert(self._collection, points, wait=True)

    def records(
        self,
        where: Sequence[Condition],
        *,
        fields: list[str] | bool = True,
        vectors: list[str] | bool = False,
    ) -> Iterator[models.Record]:
        """Yield the points for which the conditions hold."""
        offset = None
        while True:
            with server_errors(self._collection):
                page, offset = self._client.scroll(
                    self._collection,
                    scroll_filter=server_filter(where),
                    limit=_SCROLL,
                    offset=offset,
                    with_payload=fields,
                    with_vectors=vectors,
                )
            yield from page
            if offset is None:
                return

    def _delete(self, records: Iterator[models.Record]) -> None:
        for batch in batches(list(records), _SCROLL):
            with server_errors(self._collection):
                self._client.update_vectors(self._collection, [without_words(record) for record in batch])
                ids = models.PointIdsList(points=[record.id for record in batch])
                self._client.delete(self._collection, ids, wait=True)

    def _ask(self, queries: Sequence[tuple[ArmQuery, int]]) -> Sequence[Sequence[Hit]]:
        return [[_hit(point) for point in points] for points in self._points(queries)]

    def _points(self, queries: Sequence[tuple[ArmQuery, int]]) -> Sequence[Sequence[models.ScoredPoint]]:
        requests = [arm_request(query, limit) for query, limit in queries]
        with server_errors(self._collection):
            responses = self._client.query_batch_points(self._collection, requests)
        return [response.points for response in responses]

    def _count(self, where: Sequence[Condition]) -> int:
        with server_errors(self._collection):
            return self._client.count(self._collection, count_filter=server_filter(where), exact=True).count

    def _facet(self, key: str, where: Sequence[Condition]) -> tuple[tuple[str, int], ...]:
        with server_errors(self._collection):
            hits = self._client.facet(
                self._collection, key, facet_filter=server_filter(where), limit=_FACET_VALUES, exact=True
            ).hits
        counts = ((str(hit.value), hit.count) for hit in hits if hit.count)
        return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))


def _hit(point: models.ScoredPoint) -> Hit:
    return Hit(str(point.id), StudyId((point.payload or {})["study"]), point.score)
