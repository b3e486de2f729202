"""What a training keeps in order to go on, so that no other training takes it for its own."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from models.encoder_files import digest, hashes

Report = Callable[[str], None]


def contents(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files, wherever they are and in whatever order."""
    found = hashes(files).items()
    return digest(dict(sorted(found, key=lambda one: (one[0].name, one[1]))))


def identity(*parts: object) -> str:
    """Return a digest of values: bytes as they are, others as Python writes them."""
    total = hashlib.sha256()
    for part in parts:
        written = part if isinstance(part, bytes) else repr(part).encode()
        total.update(len(written).to_bytes(8, "big") + written)
    return total.hexdigest()


def tell_another(path: Path, report: Report) -> None:
    """Say that what a file keeps cannot be used."""
    report(f"{path.name} is of another training (texts, word pieces, teacher, seed or settings): made anew")


def kept(path: Path, made_of: str, make: Callable[[], NDArray[Any]], report: Report) -> NDArray[Any]:
    """Return the array that a file keeps; if it was made of something else, or is missing, make and keep it.

    Args:
        path: the file.
        made_of: identity of all that the array depends on.
        make: makes the array.
        report: told when a file is replaced.
    """
    found = _read(path, made_of)
    if found is not None:
        return found
    if path.exists():
        tell_another(path, report)
    values = make()
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        np.savez(stream, made_of=np.array(made_of), values=values)
    part.replace(path)
    return values


def _read(path: Path, made_of: str) -> NDArray[Any] | None:
    try:
        with path.open("rb") as stream, np.load(stream) as found:
            return np.asarray(found["values"]) if str(found["made_of"]) == made_of else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # broken, or written by an earlier version
        return None
