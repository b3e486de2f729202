"""What it takes to build an index."""

import time

import numpy as np

from eval.bench.results import BuildCost
from eval.bench.timing import Stages, megabytes, per_second, resident_megabytes
from eval.bench.workbench import Workbench
from index.disk import allocated
from index.points import AverageLengths, PointBuilder, measure
from models.lexical import analyse

_MEASURED = 100
"""Studies over which the average lengths are taken: made-up passages are all of one length."""


def build(bench: Workbench) -> BuildCost:
    """Make the index, one study at a time; the vectors of its passages go into ``bench.vectors``."""
    stages = Stages()
    with stages.of("measure"):
        lengths = measure(bench.studies("measuring the lengths", _MEASURED), analyse)
    with bench.home.writer_lock():
        _write(bench, lengths, stages)
    passages, seconds = bench.library.passages, stages.seconds
    return BuildCost(
        seconds=round(sum(seconds.values()), 2),
        encode_per_second=per_second(passages, seconds["encode"]),
        store_per_second=per_second(passages, seconds["store"]),
        publish_seconds=round(seconds["publish"], 2),
        index_megabytes=megabytes(allocated(bench.home.root)),
        rss_megabytes=resident_megabytes(),
    )


def _write(bench: Workbench, lengths: AverageLengths, stages: Stages) -> None:
    builder = PointBuilder(bench.encoder, analyse, lengths)
    with bench.vectors.open("wb") as kept, bench.home.draft(lengths, anew=True) as index:
        for indexed in bench.studies("building"):
            with stages.of("encode"):
                passages, titles = builder.build(indexed)
            with stages.of("store"):
                index.replace_study(passages, titles)
            kept.write(np.stack([point.meaning for point in passages]).astype(np.float32).tobytes())
        written = time.perf_counter()
    stages.seconds["publish"] = time.perf_counter() - written
