"""First measures of speed and memory, on a made-up library, each beside a reference of the same run.

Times depend on the machine and on what else it does; the ratios depend less.
"""

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np

from corpus.administrations import registry
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from eval.synthetic import Words, questions, synthetic_studies
from eval.timing import Latency, latency, resident_megabytes
from index.embedded import EmbeddedHome
from index.manifest import Build
from index.points import PointBuilder, measure
from index.port import Filters
from index.question import same_words
from index.search import SearchRequest, SearchSetup, search
from models.encoder import Encoder
from models.language import Language
from models.lexical import analyse, find_terms
from models.load import SHIPPED, WEIGHTS

_MEASURED = 100
"""Studies over which the average lengths are taken: made-up passages are all of one length."""
_WARM_UP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A library to measure."""

    directory: Path
    home: EmbeddedHome
    encoder: Encoder
    words: Words
    seed: int


def vocabulary() -> Words:
    """Return the whole words of the shipped tokenizer, most frequent first as far as it tells."""
    pieces: dict[str, int] = json.loads((WEIGHTS / SHIPPED / "tokenizer.json").read_text("utf-8"))["model"][
        "vocab"
    ]
    whole = [word for word in sorted(pieces, key=pieces.__getitem__) if re.fullmatch(r"[a-z]{2,20}", word)]
    return Words.ranked(whole)


def build(bench: Bench, passages: int) -> dict[str, float]:
    """Make a library of ``passages`` and return what that took, stage by stage."""
    administrations = [entry.id for entry in registry()]
    studies = list(synthetic_studies(passages, bench.words, administrations, seed=bench.seed))
    with Catalogue.open(sqlite_url(bench.directory / "catalogue.sqlite")) as catalogue:
        catalogue.put_studies(indexed.study for indexed in studies)
    lengths = measure(studies[:_MEASURED], analyse)
    builder = PointBuilder(bench.encoder, analyse, lengths)
    encoding = storing = 0.0
    start = time.perf_counter()
    with bench.home.writer_lock(), bench.home.draft(lengths, anew=True) as index:
        for indexed in studies:
            begin = time.perf_counter()
            points = builder.build(indexed)
            middle = time.perf_counter()
            index.replace_study(*points)
            encoding, storing = encoding + middle - begin, storing + time.perf_counter() - middle
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "encode and analyse, passages/s": round(passages / encoding),
        "store, passages/s": round(passages / storing),
    }


def in_process(bench: Bench, asked: Sequence[str]) -> dict[str, Any]:
    """Return the latency of searches, encoding and facets included, against an exact scan by numpy."""
    index = bench.home.open(bench.home.current_version())
    setup = SearchSetup(index=index, encoder=bench.encoder, find=find_terms, lexical=same_words(analyse))
    try:
        free = _warm(lambda text: search(setup, _request(text, Filters())), asked)
        filtered = _warm(lambda text: search(setup, _request(text, _filters())), asked)
        reference = _exact_scan(bench, index.count_passages(), asked)
    finally:
        index.close()
    return {
        "no filter": free,
        "three filters": filtered,
        "exact numpy scan": reference,
        "ratio, three filters / scan, p50": round(filtered.p50 / reference.p50, 2),
    }


def over_http(bench: Bench, asked: Sequence[str]) -> dict[str, Any]:
    """Return the latency of searches with three filters over HTTP, and the server's resident memory."""
    filters = _filters()
    parameters = {
        "administration": sorted(filters.administrations)[0],
        "date_from": str(filters.date_from),
        "date_to": str(filters.date_to),
        "cost_min": str(filters.cost_min),
    }
    with _server(bench.directory) as (process, address):

        def ask(text: str) -> None:
            with urlopen(f"{address}/api/v1/search?{urlencode({'q': text, **parameters})}") as answer:
                answer.read()

        return {"three filters": _warm(ask, asked), "server RSS, MB": resident_megabytes(process)}


def _warm(call: Callable[[str], object], asked: Sequence[str]) -> Latency:
    for text in asked[:_WARM_UP]:
        call(text)
    return latency(call, asked[_WARM_UP:])


def _request(text: str, filters: Filters) -> SearchRequest:
    return SearchRequest(text=text, language=Language.FR, filters=filters)


def _filters() -> Filters:
    """Return filters on administration, date and cost that let some of the library through."""
    administrations = [entry.id for entry in registry()]
    return Filters(
        administrations=frozenset(administrations[:1]),
        date_from=date(2012, 1, 1),
        date_to=date(2023, 6, 30),
        cost_min=Decimal(20_000),
    )


def _exact_scan(bench: Bench, passages: int, asked: Sequence[str]) -> Latency:
    """Time what a search by meaning costs at least without an index: one product with every vector."""
    rng = np.random.default_rng(bench.seed)
    vectors = rng.standard_normal((passages, bench.encoder.dimensions), dtype=np.float32)

    def scan(text: str) -> object:
        return np.argpartition(vectors @ bench.encoder.encode_query(text), -100)[-100:]

    return _warm(scan, asked)


@contextmanager
def _server(directory: Path) -> Iterator[tuple[int, str]]:
    """Run ``savoir serve`` on a library; yields its process id and address."""
    port = _free_port()
    environment = {**os.environ, "SAVOIR_DATA_DIR": str(directory)}
    command = [sys.executable, "-m", "search_api.cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/readyz", process)
            yield process.pid, address
        finally:
            process.terminate()


def _free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str, process: "subprocess.Popen[str]") -> None:
    while process.poll() is None:
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server ended with {process.returncode} before it answered")


def run(directory: Path, passages: int, encoder: Encoder, build_: Build, *, seed: int) -> dict[str, Any]:
    """Measure a library of ``passages`` made under ``directory``, which must be empty."""
    bench = Bench(
        directory=directory,
        home=EmbeddedHome(directory / "index", build_),
        encoder=encoder,
        words=vocabulary(),
        seed=seed,
    )
    asked = questions(bench.words, 210, seed=seed + 1)
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "passages": passages,
        "seed": seed,
        "build": build(bench, passages),
        "in process, ms": in_process(bench, asked),
        "over HTTP, ms": over_http(bench, asked),
    }
