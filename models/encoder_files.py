"""The files of an encoder in sentence-transformers' format."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.errors import EncoderDamagedError, EncoderMissingError


@dataclass(frozen=True, slots=True)
class Module:
    """A step of an encoder: its class, and the folder of its files inside the encoder's own."""

    kind: str
    path: str


def modules(directory: Path) -> list[Module]:
    """Return the steps of the encoder in ``directory``.

    Raises:
        EncoderMissingError: There is no such directory.
        EncoderDamagedError: It does not say what it holds.
    """
    if not directory.is_dir():
        raise EncoderMissingError(str(directory))
    try:
        listed = json.loads((directory / "modules.json").read_text(encoding="utf-8"))
        steps = [Module(step["type"].rsplit(".", 1)[-1], step["path"]) for step in listed]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EncoderDamagedError(directory, f"modules.json: {error}") from error
    if not steps:
        raise EncoderDamagedError(directory, "modules.json lists no module")
    return steps


def first_module(directory: Path) -> Module:
    """Return the first step of the encoder in ``directory``; raises what ``modules`` raises."""
    return modules(directory)[0]


def is_static(directory: Path) -> bool:
    """Tell whether the encoder is a table of vectors and nothing more; raises what ``modules`` raises."""
    first, *rest = [module.kind for module in modules(directory)]
    return first == "StaticEmbedding" and all(kind == "Normalize" for kind in rest)


def digest(files: Iterable[Path]) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of the files' names and contents."""
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            total.update(path.name.encode() + hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:12]
