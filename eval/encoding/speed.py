"""How fast an encoder is on texts of the length of passages, and on questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from eval.bench.machine import this_machine
from eval.bench.results import Latency, Machine
from eval.bench.timing import latency, per_second, timed
from ingest.watch import Watch
from models.encoder import Encoder

WORDS = 200
"""Of a passage."""
_BATCH = 64
_BATCHES = 16
_ENOUGH = 2.0
"""Seconds of encoding after which the figure is taken."""
_QUESTIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What the encoder did on this machine."""

    passages_per_second: float
    words_per_passage: int
    query: Latency
    """Of questions, one after the other."""
    machine: Machine


def measure_speed(encoder: Encoder, sentences: Sequence[str], watch: Watch) -> Speed:
    """Time the encoding of passages made of these sentences, and of sentences as questions."""
    words = cycle(" ".join(sentences).split())
    questions = sentences[:_QUESTIONS]
    watch.begin("Measuring the speed", _BATCHES + len(questions))
    times: list[float] = []
    while len(times) < _BATCHES and sum(times) < _ENOUGH:
        passages = [" ".join(islice(words, WORDS)) for _ in range(_BATCH)]
        times += timed(encoder.encode_passages, [passages], watch)[0]
    return Speed(
        passages_per_second=per_second(len(times) * _BATCH, sum(times)),
        words_per_passage=WORDS,
        query=latency(timed(encoder.encode_query, questions, watch)[0]),
        machine=this_machine(),
    )
