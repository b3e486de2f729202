"""Timings and memory, as a benchmark reports them."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from eval.bench.results import Latency
from ingest.watch import Watch

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_MEGABYTE = 1 << 20


@dataclass(slots=True)
class Stages:
    """Adds up what each stage of a job takes, in seconds."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Count the time of the block for a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start


def timed(
    call: Callable[[Item], Answer], items: Sequence[Item], watch: Watch
) -> tuple[list[float], list[Answer]]:
    """Call on each item, one after the other; return what each call took, in seconds, and its answer."""
    times, answers = [], []
    for item in items:
        start = time.perf_counter()
        answers.append(call(item))
        times.append(time.perf_counter() - start)
        watch.step()
    return times, answers


def latency(seconds: Sequence[float]) -> Latency:
    """Return the percentiles of what calls took, interpolated linearly between the two nearest."""
    p50, p95, p99 = (round(float(value) * 1000, 3) for value in np.percentile(seconds, [50, 95, 99]))
    return Latency(p50=p50, p95=p95, p99=p99, count=len(seconds))


def per_second(count: float, seconds: float) -> float:
    """Return a rate to three digits: more would not come out again."""
    return float(f"{count / max(seconds, 1e-9):.3g}")


def megabytes(size: int) -> float:
    """Return bytes in megabytes of 2**20."""
    return round(size / _MEGABYTE, 1)


def processor_seconds(process: int) -> float | None:
    """Return what a process has computed since it began, without its children; ``None`` outside Linux."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(process: int | None = None) -> float | None:
    """Return the resident memory of a process, of this one if none is named; ``None`` outside Linux."""
    try:
        status = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), None)
    return megabytes(int(line.split()[1]) * 1024) if line else None
