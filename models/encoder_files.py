"""The files of an encoder: what they hold, and whether they are what they should be."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import (
    EncoderDamagedError,
    EncoderMissingError,
    EncoderUnsafeError,
    TokenizerMissingError,
    WeightsChangedError,
)

SHIPPED = ("static", "contextual")
"""Names of the encoders that come with the project, each a folder of ``models/weights``."""
DEFAULT = "contextual"
"""Which of them is used where none is asked for."""

CONTEXTUAL = "encoder.json"
"""The file that tells a contextual encoder."""

_VOCABULARIES = ("tokenizer.json", "vocab.*", "*.model", "whitespacetokenizer_config.json")
_LISTED = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)
"""A line of ``sha256sum``."""


@dataclass(frozen=True, slots=True)
class Module:
    """A step of an encoder: its class, and the folder of its files inside the encoder's own."""

    kind: str
    path: str


def modules(directory: Path) -> list[Module]:
    """Return the steps of the encoder in ``directory``, which is in sentence-transformers' format.

    Raises:
        EncoderMissingError: There is no such directory.
        EncoderDamagedError: It does not say what it holds.
    """
    listed = read_json(directory, "modules.json")
    try:
        steps = [Module(step["type"].rsplit(".", 1)[-1], step["path"]) for step in listed]
    except (KeyError, TypeError, AttributeError) as error:
        raise EncoderDamagedError(directory, f"modules.json: {error}") from error
    if not steps:
        raise EncoderDamagedError(directory, "modules.json lists no module")
    return steps


def read_json(directory: Path, name: str) -> Any:
    """Return what a file of an encoder says.

    Raises:
        EncoderMissingError: There is no such directory.
        EncoderDamagedError: The file is missing or is no JSON.
    """
    if not directory.is_dir():
        raise EncoderMissingError(str(directory))
    try:
        return json.loads((directory / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderDamagedError(directory, f"{name}: {error}") from error


def first_module(directory: Path) -> Module:
    """Return the first step of the encoder in ``directory``; raises what ``modules`` raises."""
    return modules(directory)[0]


def is_static(directory: Path) -> bool:
    """Tell whether the encoder is a table of vectors and nothing more; raises what ``modules`` raises."""
    first, *rest = [module.kind for module in modules(directory)]
    return first == "StaticEmbedding" and all(kind == "Normalize" for kind in rest)


def require_tokenizer(directory: Path, *names: str) -> None:
    """Check that a directory holds a file of word pieces: one of ``names``, or any of the usual ones.

    Raises:
        TokenizerMissingError: It does not.
    """
    if not any(any(directory.glob(name)) for name in names or _VOCABULARIES):
        raise TokenizerMissingError(directory)


def refuse_pickles(directory: Path) -> None:
    """Check that no weights are there only as a pickle, which may run anything when it is read.

    Raises:
        EncoderUnsafeError: Some are, in that directory or a folder of it.
    """
    for path in sorted({*directory.glob("pytorch_model*.bin"), *directory.glob("*/pytorch_model*.bin")}):
        if not any(path.parent.glob("*.safetensors")):
            raise EncoderUnsafeError(path)


def hashes(files: Iterable[Path]) -> dict[Path, str]:
    """Return the SHA-256 of each file's contents, in hexadecimal digits."""
    found = {}
    for path in files:
        with path.open("rb") as stream:
            found[path] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def digest(found: Mapping[Path, str]) -> str:
    """Return 12 hexadecimal digits that stand for the names and contents of files, given their hashes."""
    total = hashlib.sha256()
    for path, value in found.items():
        total.update(path.name.encode() + bytes.fromhex(value))
    return total.hexdigest()[:12]


def listed_hashes(card: Path) -> dict[Path, str]:
    """Return the hashes that a card lists, as ``written_hashes`` gives them, by the files' full paths."""
    text = card.read_text(encoding="utf-8")
    return {card.resolve().parent / name: value for value, name in _LISTED.findall(text)}


def written_hashes(directory: Path) -> list[str]:
    """Return a line as ``sha256sum`` writes it for every file of a directory, but not for Markdown."""
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.suffix != ".md")
    return [f"{value}  {path.relative_to(directory).as_posix()}" for path, value in hashes(files).items()]


def compare_hashes(found: Mapping[Path, str], card: Path) -> None:
    """Check that files are those that the card lists.

    Raises:
        WeightsChangedError: One is another, or not listed, or there is no card.
    """
    try:
        listed = listed_hashes(card)
    except OSError as error:
        raise WeightsChangedError(card, card) from error
    for path, value in found.items():
        if listed.get(path.resolve()) != value:
            raise WeightsChangedError(path, card)
