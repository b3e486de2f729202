"""Measure an encoder alone: no index, no keywords, no fusion."""

from collections.abc import Sequence
from itertools import permutations, zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.encoding.mining import mine
from eval.encoding.published import Scores, SetKey, read_published
from eval.encoding.results import EncoderEvaluation, Estimate, MiningResult, SimilarityResult
from eval.encoding.sentences import Bitext, RatedPairs, read_bitext, read_rated_pairs
from eval.encoding.similarity import spearman, spearman_interval
from eval.encoding.speed import measure_speed
from eval.encoding.tables import table_files
from eval.statistics import bootstrap_interval
from ingest.watch import Unwatched, Watch
from models.encoder import Encoder, Vectors
from models.language import Language

_BATCH = 256
"""Texts encoded between two steps of the watch."""
_UNWATCHED = Unwatched()


def encoder(
    encoder: Encoder,
    *,
    bitext: Sequence[Path] = (),
    sts: Sequence[Path] = (),
    references: Path | None = None,
    watch: Watch = _UNWATCHED,
) -> EncoderEvaluation:
    """Measure bitext mining in every direction, sentence similarity in every language, and speed.

    Every file is read before the first text is encoded.

    Args:
        encoder: what is measured.
        bitext: tables for ``read_bitext``, or folders of them.
        sts: tables for ``read_rated_pairs``, or folders of them.
        references: a table of published scores, to be put beside those of the same sets.
        watch: is told how far the work is.

    Raises:
        EvaluationDataError: a file is at fault.
        ValueError: there is nothing to measure with.
    """
    bitexts = [read_bitext(path) for path in table_files(bitext)]
    rated = [pairs for path in table_files(sts) for pairs in read_rated_pairs(path)]
    if not bitexts and not rated:
        raise ValueError("an encoder is measured on bitexts, rated pairs or both")
    published = read_published(references) if references else {}
    bench = _Bench(encoder, published, watch)
    return EncoderEvaluation(
        encoder=encoder.name,
        dimensions=encoder.dimensions,
        bitext=tuple(result for texts in bitexts for result in bench.mining(texts)),
        sts=tuple(bench.similarity(pairs) for pairs in rated),
        speed=measure_speed(encoder, _sample(bitexts, rated), watch),
    )


class _Bench:
    """An encoder under measurement."""

    def __init__(self, encoder: Encoder, published: Scores, watch: Watch) -> None:
        self._encoder, self._published, self._watch = encoder, published, watch

    def mining(self, bitext: Bitext) -> list[MiningResult]:
        vectors = {
            language: self._encode(f"{bitext.name} {language}", texts)
            for language, texts in bitext.sentences.items()
        }
        return [
            self._mined(bitext, source, target, vectors[source], vectors[target])
            for source, target in permutations(vectors, 2)
        ]

    def _mined(
        self, bitext: Bitext, source: Language, target: Language, sources: Vectors, targets: Vectors
    ) -> MiningResult:
        mined = mine(sources, targets)
        texts = bitext.sentences[target]
        return MiningResult(
            name=bitext.name,
            source=source,
            target=target,
            sentences=len(texts),
            repeated=len(texts) - len(set(texts)),
            accuracy=_mean(mined.right),
            f1=_mean(mined.f1),
            published=self._published.get(SetKey(bitext.name, f"{source}-{target}"), ()),
        )

    def similarity(self, pairs: RatedPairs) -> SimilarityResult:
        vectors = self._encode(f"{pairs.name} {pairs.language}", pairs.first + pairs.second)
        first, second = np.split(vectors, 2)
        cosines = (first * second).sum(axis=1, dtype=np.float64)
        scores = np.array(pairs.scores)
        return SimilarityResult(
            name=pairs.name,
            language=pairs.language,
            pairs=len(scores),
            spearman=Estimate(spearman(scores, cosines), spearman_interval(scores, cosines)),
            published=self._published.get(SetKey(pairs.name, pairs.language), ()),
        )

    def _encode(self, task: str, texts: Sequence[str]) -> Vectors:
        """Return one vector per text; a text that comes again is not encoded again, and has the same."""
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        distinct = list(places)
        starts = range(0, len(distinct), _BATCH)
        self._watch.begin(f"Encoding {task}", len(starts))
        parts = []
        for start in starts:
            parts.append(self._encoder.encode_passages(distinct[start : start + _BATCH]))
            self._watch.step()
        return np.concatenate(parts)[[places[text] for text in texts]]


def _mean(values: NDArray[np.float64]) -> Estimate:
    """Return the mean; its interval says what other sentences, with the same to choose from, would give."""
    return Estimate(float(values.mean()), bootstrap_interval(values))


def _sample(bitexts: Sequence[Bitext], rated: Sequence[RatedPairs]) -> list[str]:
    """Return sentences of every set, the languages by turns."""
    columns = [texts for bitext in bitexts for texts in bitext.sentences.values()]
    columns += [pairs.first for pairs in rated]
    return [text for texts in zip_longest(*columns) for text in texts if text is not None]
