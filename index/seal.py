"""What a finished index looks like: the engine opens what is left of a damaged one without a word."""

import json
from pathlib import Path

from index.errors import IndexDamagedError

_SEAL = "seal.json"


def seal(directory: Path) -> None:
    """Note what every file under ``directory`` must be."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file() and path.name != _SEAL)
    marks = {path.relative_to(directory).as_posix(): _mark(path) for path in files}
    (directory / _SEAL).write_text(json.dumps(marks, indent=0), encoding="utf-8")


def check_seal(directory: Path) -> None:
    """Compare the files with what was noted.

    Raises:
        IndexDamagedError: one is missing, cut or grown, or cannot be read.
    """
    try:
        marks: dict[str, int | str] = json.loads((directory / _SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamagedError(str(directory), str(error)) from error
    for name, mark in marks.items():
        if _mark(directory / name) != mark:
            raise IndexDamagedError(str(directory), f"{name} is missing or not whole")


def _mark(path: Path) -> int | str:
    """Return the size of a file; of the engine's settings, which it rewrites, that they are settings."""
    try:
        if path.suffix == ".json":
            return type(json.loads(path.read_text(encoding="utf-8"))).__name__
        return path.stat().st_size
    except (OSError, ValueError) as error:
        return type(error).__name__
