"""The embedded backend: two Qdrant Edge shards in this process, one of passages and one of titles.

The shards are apart because a filtered search over few titles must not walk the index of many passages. They
are written without a log and without a lock: a version of the index is written once, flushed, and only read
from then on (``index.home``), by any number of processes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import qdrant_edge as edge

from corpus.study import StudyId
from index.disk import read_ahead, require_space
from index.edge_requests import (
    PASSAGES,
    SHARD_OF,
    TITLES,
    Answer,
    arm_request,
    create_shard,
    edge_filter,
    meaning_of,
    passage,
    payload_of,
    title,
    translated,
    without_words,
)
from index.filters import AnyOf, Condition, conditions
from index.ids import STUDY_HALF
from index.payload import FACET_KEYS, PRIMARY, language_of, stored_passage
from index.port import ArmQuery, FacetField, Filters, Hit, PassagePoint, StoredPassage, Tally, TitlePoint
from index.tallying import tallied
from index.ties import answers, best_scores
from models.encoder import Vector
from models.language import Language

_PAYLOADS = f"{PASSAGES}/segments/*/payload_storage"
_POINTS_PER_UPDATE = 512
_RECORDS_PER_PAGE = 1000
_FACET_VALUES = 100_000
_STUDY_ALONE = edge.PayloadSelector.Include(["study"])
_STUDIES: Condition = AnyOf("kind", (PRIMARY,))


class EdgeIndex:
    """An index in one directory."""

    def __init__(self, path: Path, shards: Mapping[str, edge.EdgeShard]) -> None:
        self.path, self.shards = path, shards
        self._text_languages: frozenset[Language | None] | None = None
        self._known_studies: dict[str, StudyId] | None = None

    @classmethod
    def create(cls, path: Path, *, dimensions: int) -> "EdgeIndex":
        """Make an empty index; the directory must not hold one."""
        make = partial(create_shard, path, dimensions=dimensions)
        return cls(path, {name: translated(path, partial(make, name)) for name in (PASSAGES, TITLES)})

    @classmethod
    def open(cls, path: Path) -> "EdgeIndex":
        """Open an index that was closed.

        Raises:
            IndexDamagedError: the directory holds none, or not all of it.
        """
        load = edge.EdgeShard.load
        # The engine reads payloads page by page as they are asked for: 30 from a cold disk take 20 ms, from
        # the cache 1 ms.
        for payloads in path.glob(_PAYLOADS):
            read_ahead(payloads)
        return cls(
            path, {name: translated(path, partial(load, str(path / name))) for name in (PASSAGES, TITLES)}
        )

    def replace_study(self, passages: Sequence[PassagePoint], titles: Sequence[TitlePoint]) -> None:
        """Store all points of one study and forget the points it had before."""
        require_space(self.path)
        self.remove_studies([titles[0].facts.study])
        self._upsert(PASSAGES, map(passage, passages))
        self._upsert(TITLES, map(title, sorted(titles, key=lambda title: title.primary)))

    def remove_studies(self, studies: Collection[StudyId]) -> None:
        """Forget all points of these studies; unknown ids are ignored."""
        if not studies:
            return
        theirs = AnyOf("study", tuple(studies))
        # Titles first: a study whose removal was cut short has no fingerprint and is written again.
        for name in (TITLES, PASSAGES):
            self._delete(name, list(self._scroll(name, (theirs,), fields=False)))
        self._text_languages = self._known_studies = None

    def flush(self) -> None:
        """Return once everything written so far survives a crash."""
        for shard in self.shards.values():
            self._do(shard.flush)

    def search(self, queries: Sequence[ArmQuery]) -> tuple[tuple[Hit, ...], ...]:
        """Answer each query in order, those of one shard in one batch."""
        return answers(queries, self._ask)

    def best_scores(self, queries: Sequence[ArmQuery]) -> tuple[float, ...]:
        """Return the score of the best point of each query, whatever its limit; 0 where there is none."""
        return best_scores(queries, self._points)

    def passages(self, ids: Sequence[str]) -> Mapping[str, StoredPassage]:
        """Return the passages with these point ids; ids that are not there are left out."""
        # Whatever the engine's stubs say, it wants all three arguments.
        retrieve = partial(self.shards[PASSAGES].retrieve, list(ids), True, False)
        found = {str(record.id): payload_of(record) for record in self._do(retrieve)}
        return {id_: stored_passage(id_, payload) for id_, payload in found.items()}

    def vectors(self, study: StudyId) -> Sequence[Vector]:
        """Return the passage vectors of one study, by file and number."""
        theirs = (AnyOf("study", (study,)),)
        records = self._scroll(PASSAGES, theirs, fields=["file", "number"], vectors=True)
        ordered = sorted(records, key=lambda r: (payload_of(r)["file"], payload_of(r)["number"]))
        return [vector for record in ordered if (vector := meaning_of(record)) is not None]

    def meanings(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors of the passages with these point ids; those without one are left out."""
        records = self._do(partial(self.shards[PASSAGES].retrieve, list(ids), False, True))
        found = ((str(record.id), meaning_of(record)) for record in records)
        return {id_: vector for id_, vector in found if vector is not None}

    def count_studies(self, filters: Filters) -> int:
        """Return how many studies the filters let through."""
        return self._count(TITLES, (_STUDIES, *conditions(filters)))

    def facet(self, facet: FacetField, filters: Filters, *, limit: int = 1000) -> tuple[tuple[str, int], ...]:
        """Count studies by value under the filters: most frequent first, equal counts by value."""
        return self._facet(TITLES, FACET_KEYS[facet], (_STUDIES, *conditions(filters)))[:limit]

    def contents(self) -> Mapping[StudyId, str]:
        """Return the fingerprint of every study that is completely stored."""
        records = self._scroll(TITLES, (_STUDIES,), fields=["study", "fingerprint"])
        payloads = map(payload_of, records)
        return {StudyId(payload["study"]): payload["fingerprint"] for payload in payloads}

    def tallies(self) -> Mapping[StudyId, Tally]:
        """Count the points of every study of which there is any."""
        return tallied(self._facet(PASSAGES, "study", ()), self._facet(TITLES, "study", ()))

    def count_passages(self) -> int:
        """Return the number of passages stored."""
        return self._count(PASSAGES, ())

    def text_languages(self) -> frozenset[Language | None]:
        """Return the languages that occur among the passages, ``None`` for text of unknown language."""
        if self._text_languages is None:
            counts = self._facet(PASSAGES, "text_language", ())
            self._text_languages = frozenset(language_of(code) for code, _ in counts)
        return self._text_languages

    def close(self) -> None:
        """Let go of the files."""
        for shard in self.shards.values():
            self._do(shard.close)

    def _upsert(self, name: str, points: Iterator[edge.Point]) -> None:
        while batch := list(islice(points, _POINTS_PER_UPDATE)):
            self._update(name, edge.UpdateOperation.upsert_points(batch))
        self._text_languages = self._known_studies = None

    def _delete(self, name: str, records: Sequence[edge.Record]) -> None:
        if records:
            silent = [without_words(record, name) for record in records]
            self._update(name, edge.UpdateOperation.update_vectors(silent))
            self._update(name, edge.UpdateOperation.delete_points([record.id for record in records]))

    def _update(self, name: str, operation: edge.UpdateOperation) -> None:
        self._do(partial(self.shards[name].update, operation))

    def _ask(self, queries: Sequence[tuple[ArmQuery, int]]) -> Sequence[Sequence[Hit]]:
        found = self._points(queries)
        return [
            self._hits(SHARD_OF[query.arm], points) for (query, _), points in zip(queries, found, strict=True)
        ]

    def _points(self, queries: Sequence[tuple[ArmQuery, int]]) -> Sequence[Sequence[edge.ScoredPoint]]:
        found: list[Sequence[edge.ScoredPoint]] = [()] * len(queries)
        for name, shard in self.shards.items():
            own = [number for number, (query, _) in enumerate(queries) if SHARD_OF[query.arm] == name]
            if own:
                batch = edge.QueryBatchRequest([arm_request(*queries[number]) for number in own])
                for number, points in zip(own, self._do(partial(shard.query_batch, batch)), strict=True):
                    found[number] = points
        return found

    def _hits(self, name: str, points: Sequence[edge.ScoredPoint]) -> Sequence[Hit]:
        """Return the points with their studies, told by their ids: reading payloads takes ten times as long.

        Where that does not help, as the title of a study is not written yet, its payload is read.
        """
        studies = self._studies()
        try:
            return [Hit(id_ := str(point.id), studies[id_[STUDY_HALF]], point.score) for point in points]
        except KeyError:
            found = self._read_studies(name, [str(point.id) for point in points])
        return [Hit(id_ := str(point.id), found[id_], point.score) for point in points]

    def _studies(self) -> Mapping[str, StudyId]:
        """Return the studies by the half of their points' ids."""
        if self._known_studies is None:
            titles = self._scroll(TITLES, (_STUDIES,), fields=["study"])
            self._known_studies = {str(title.id)[STUDY_HALF]: payload_of(title)["study"] for title in titles}
        return self._known_studies

    def _read_studies(self, name: str, ids: Sequence[str]) -> Mapping[str, StudyId]:
        retrieve = partial(self.shards[name].retrieve, list(ids), _STUDY_ALONE, False)
        return {str(record.id): StudyId(payload_of(record)["study"]) for record in self._do(retrieve)}

    def _count(self, name: str, where: Sequence[Condition]) -> int:
        request = edge.CountRequest(exact=True, filter=edge_filter(where))
        return int(self._do(partial(self.shards[name].count, request)))

    def _facet(self, name: str, key: str, where: Sequence[Condition]) -> tuple[tuple[str, int], ...]:
        # "Inexact" still counts exactly within a segment, and a shard that is never optimized has one.
        request = edge.FacetRequest(key, limit=_FACET_VALUES, exact=False, filter=edge_filter(where))
        hits = self._do(partial(self.shards[name].facet, request)).hits
        counts = ((str(hit.value), int(hit.count)) for hit in hits if hit.count)
        return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))

    def _scroll(
        self, name: str, where: Sequence[Condition], *, fields: list[str] | bool, vectors: bool = False
    ) -> Iterator[edge.Record]:
        offset = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=_RECORDS_PER_PAGE,
                filter=edge_filter(where),
                with_payload=edge.PayloadSelector.Include(fields) if isinstance(fields, list) else fields,
                with_vector=vectors,
            )
            records, offset = self._do(partial(self.shards[name].scroll, request))
            yield from records
            if offset is None:
                return

    def _do(self, call: Callable[[], Answer]) -> Answer:
        return translated(self.path, call)
