"""The same library in the local mode of ``qdrant-client``, which answers in Python.

It is why Savoir keeps its embedded index otherwise. Slow to fill and slow to ask, so that it is measured over
few passages and with few questions.
"""

import warnings
from functools import partial

from qdrant_client import QdrantClient

from eval.bench.references import ratio
from eval.bench.results import Latency, ReferenceSpeed
from eval.bench.searching import FILTERS, answer
from eval.bench.timing import Stages, latency, per_second
from eval.bench.workbench import Workbench
from index.points import PointBuilder, StudyPoints
from index.question import Mode
from index.server_index import ServerIndex
from index.server_requests import passage_struct, title_struct
from models.lexical import analyse

MOST_PASSAGES = 10_000
_ASKED = 10
_NAME, _AGAINST = "qdrant-client, local", "hybrid, three filters"


def local_mode(bench: Workbench, ours: Latency) -> ReferenceSpeed:
    """Compare hybrid searches with three filters; ``ours`` is what they take in Savoir's own index."""
    if bench.library.passages > MOST_PASSAGES:
        reason = f"it is too slow over more than {MOST_PASSAGES:,} passages"
        return ReferenceSpeed(name=_NAME, against=_AGAINST, skipped=reason)
    client = QdrantClient(path=str(bench.directory / "local"))
    try:
        index = _create(client, bench)
        stored = _fill(index, bench)
        setup = bench.setup(index)
        seconds, _ = bench.ask(
            f"searching, {_NAME}", partial(answer, setup, Mode.HYBRID, FILTERS), warm_up=1, count=_ASKED
        )
    finally:
        client.close()
    theirs = latency(seconds)
    return ReferenceSpeed(
        name=_NAME,
        against=_AGAINST,
        build_seconds=round(stored, 2),
        latency=theirs,
        per_second=per_second(len(seconds), sum(seconds)),
        ours=ours,
        ratio=ratio(ours.p50, theirs.p50),
    )


def _create(client: QdrantClient, bench: Workbench) -> ServerIndex:
    with warnings.catch_warnings():
        # Asked for as of any server; that it filters without them is part of what is measured.
        warnings.filterwarnings("ignore", message="Payload indexes have no effect in the local Qdrant")
        return ServerIndex.create(client, "bench", dimensions=bench.encoder.dimensions)


def _fill(index: ServerIndex, bench: Workbench) -> float:
    """Store the points of the library; return how long storing them took, in seconds."""
    manifest = bench.home.manifest()
    assert manifest is not None
    builder = PointBuilder(bench.encoder, analyse, manifest.lengths)
    stages = Stages()
    for indexed in bench.studies(f"filling {_NAME}"):
        points = builder.build(indexed)
        with stages.of("store"):
            _store(index, points)
    return stages.seconds["store"]


def _store(index: ServerIndex, points: StudyPoints) -> None:
    """Store a study that is not there: the index would first look for its old points, one by one here."""
    passages, titles = points
    index.upsert([*map(passage_struct, passages), *map(title_struct, titles)])
