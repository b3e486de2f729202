"""What settings are chosen by: how well development topics are answered, alone and side by side."""

from collections.abc import Iterator, Mapping, Sequence

from eval.measures import evaluate
from eval.qrels import Qrels
from eval.run import Run
from eval.running import of_versions
from eval.tuning.asked import Asked
from index.fusion_settings import FusionSettings

Figures = Mapping[str, float]
"""Means by what was measured, such as "fr-nl nDCG@10"."""

_FOUND, _NDCG = "Success@10", "nDCG@10"


def figures(asked: Sequence[Asked], settings: FusionSettings) -> Figures:
    """Measure settings on one collection.

    Documents of one language: nDCG@10 of the topics of each language. Several in one index: the share of
    topics with the answer in their own language among the first ten, and with its other version. A library of
    files: nDCG@10 over all topics.
    """
    return dict(one for library in asked for one in _figures(library, library.run(settings)))


def objective(collections: Sequence[Sequence[Asked]], settings: FusionSettings) -> float:
    """Return the mean over collections of the mean of their figures: each counts the same."""
    means = [sum(found.values()) / len(found) for found in (figures(one, settings) for one in collections)]
    return sum(means) / len(means)


def _figures(library: Asked, run: Run) -> Iterator[tuple[str, float]]:
    if not library.documents:
        yield _NDCG, _mean(library.qrels, run, _NDCG)
        return
    for query in dict.fromkeys(topic.language for topic in library.topics):
        qrels = library.of_language(query)
        if len(library.documents) == 1:
            yield f"{query}-{library.documents[0]} {_NDCG}", _mean(qrels, run, _NDCG)
            continue
        others = [language for language in library.documents if language is not query]
        yield f"{query} own {_FOUND}", _mean(of_versions(qrels, [query]), run, _FOUND)
        yield f"{query} other {_FOUND}", _mean(of_versions(qrels, others), run, _FOUND)


def _mean(qrels: Qrels, run: Run, measure: str) -> float:
    return float(evaluate(qrels, run, [measure]).values[measure].mean())
