"""Asking an engine for the best points, so that equal scores at the cut fall the same way everywhere."""

from collections.abc import Callable, Sequence
from typing import Protocol

from index.port import ArmQuery, Hit, SparseVector, ranked

Ask = Callable[[Sequence[tuple[ArmQuery, int]]], Sequence[Sequence[Hit]]]
"""Answers each query with as many hits as the number beside it, best first."""

_SPARE = 8
"""How many more are asked for than wanted, to see whether the last one wanted has equals beyond the cut."""


def answers(queries: Sequence[ArmQuery], ask: Ask) -> tuple[tuple[Hit, ...], ...]:
    """Return the best hits of each query: equal scores by point id, also those that the limit cuts through.

    A vector of nothing but zeros, that of a text without a known word, finds nothing.
    """
    found: list[Sequence[Hit]] = [()] * len(queries)
    asked = {number: query.limit + _SPARE for number, query in enumerate(queries) if _asks(query)}
    while asked:
        hits = ask([(queries[number], count) for number, count in asked.items()])
        found = _updated(found, dict(zip(asked, hits, strict=True)))
        asked = {
            number: 4 * count
            for number, count in asked.items()
            if len(found[number]) == count and _cut_between_equals(found[number], queries[number].limit)
        }
    return tuple(ranked(hits, query.limit) for hits, query in zip(found, queries, strict=True))


class Scored(Protocol):
    """A point found, as an engine tells it."""

    @property
    def score(self) -> float:
        """Higher is better."""


def best_scores(
    queries: Sequence[ArmQuery],
    points: Callable[[Sequence[tuple[ArmQuery, int]]], Sequence[Sequence[Scored]]],
) -> tuple[float, ...]:
    """Return the score of the best point of each query, 0 where there is none: no tie can change it."""
    asked = [number for number, query in enumerate(queries) if _asks(query)]
    found = [0.0] * len(queries)
    answered = points([(queries[number], 1) for number in asked]) if asked else ()
    for number, best in zip(asked, answered, strict=True):
        found[number] = best[0].score if best else 0.0
    return tuple(found)


def _asks(query: ArmQuery) -> bool:
    vector = query.vector.values if isinstance(query.vector, SparseVector) else query.vector
    return query.limit > 0 and any(vector)


def _updated(found: list[Sequence[Hit]], latest: dict[int, Sequence[Hit]]) -> list[Sequence[Hit]]:
    return [latest.get(number, hits) for number, hits in enumerate(found)]


def _cut_between_equals(hits: Sequence[Hit], limit: int) -> bool:
    return hits[limit - 1].score <= hits[-1].score
