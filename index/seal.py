"""Sizes of files, noted when an index is finished: the engine opens what is left of one without a word."""

import json
from pathlib import Path

from index.errors import IndexDamagedError

_SEAL = "sizes.json"


def seal(directory: Path) -> None:
    """Note the size of every file under ``directory``."""
    (directory / _SEAL).write_text(json.dumps(_sizes(directory), indent=0), encoding="utf-8")


def check_seal(directory: Path) -> None:
    """Compare the files with what was noted.

    Raises:
        IndexDamagedError: one is missing, cut or grown.
    """
    try:
        noted: dict[str, int] = json.loads((directory / _SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamagedError(str(directory), str(error)) from error
    sizes = _sizes(directory)
    for name, size in noted.items():
        if sizes.get(name) != size:
            raise IndexDamagedError(str(directory), f"{name} is missing or not whole")


def _sizes(directory: Path) -> dict[str, int]:
    """Return the sizes of all files but the engine's settings, which it replaces whenever it opens them."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file() and path.suffix != ".json")
    return {path.relative_to(directory).as_posix(): path.stat().st_size for path in files}
