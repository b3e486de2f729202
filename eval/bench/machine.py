"""What a benchmark says of the machine that it ran on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.bench.results import Machine

_PACKAGES = (
    "savoir",
    "qdrant-edge-py",
    "qdrant-client",
    "numpy",
    "tokenizers",
    "PyStemmer",
    "bm25s",
    "numba",
    "fastapi",
    "uvicorn",
    "unstructured",
    "pdfminer.six",
)


def this_machine() -> Machine:
    """Return what is known of this machine and of what is installed on it."""
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_megabytes=_memory(),
        load=load(),
        system=platform.platform(),
        python=platform.python_version(),
        packages={name: found for name in _PACKAGES if (found := _version(name))},
    )


def _processor() -> str:
    """Return the model as Linux tells it, else what kind of processor it is."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or platform.machine()


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    except (ValueError, OSError):
        return None


def load() -> float | None:
    """Return how many processes wanted to run in the last minute, on average; ``None`` where nobody tells."""
    try:
        return round(os.getloadavg()[0], 1)
    except (AttributeError, OSError):
        return None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
