"""Timings and memory, as a benchmark reports them."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles of a repeated call, in milliseconds."""

    p50: float
    p95: float
    p99: float
    count: int


def latency(call: Callable[[Item], object], items: Iterable[Item]) -> Latency:
    """Time ``call`` on each item, one after the other."""
    times = []
    for item in items:
        start = time.perf_counter()
        call(item)
        times.append((time.perf_counter() - start) * 1000)
    p50, p95, p99 = (round(float(value), 2) for value in np.percentile(times, [50, 95, 99]))
    return Latency(p50, p95, p99, len(times))


def resident_megabytes(process: int | None = None) -> float:
    """Return the resident set of a process (Linux), in megabytes; the calling one if none is named."""
    status = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)
