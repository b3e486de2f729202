"""The teacher of the contextual encoder: a BERT that reads English, as its makers publish it."""

import json
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from models.errors import TeacherError
from models.word_pieces import WordPieces

CONFIG, WEIGHTS, TOKENIZER = "config.json", "model.safetensors", "tokenizer.json"


def files(directory: Path) -> tuple[Path, ...]:
    """Return the files that are read of a teacher."""
    return tuple(directory / name for name in (CONFIG, WEIGHTS, TOKENIZER))


def read_pieces(directory: Path) -> WordPieces:
    """Return a teacher's word pieces.

    Raises:
        TeacherError: They are missing, unreadable, or not those of a BERT.
    """
    path = _present(directory, TOKENIZER)
    try:
        pieces = WordPieces(path)
        _ = pieces.frame
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TeacherError(directory, f"{TOKENIZER}: {error}") from error
    return pieces


def require_teacher(directory: Path, *, longest: int) -> None:
    """Check that a teacher can be read, and that its student can be written.

    Raises:
        TeacherError: A file is missing or unreadable, the model is none that ``graph`` can write, or it reads
            fewer than ``longest`` pieces.
    """
    read_pieces(directory)
    _require_config(directory, longest)
    path = _present(directory, WEIGHTS)
    try:
        with safe_open(path, "np"):
            pass
    except (OSError, SafetensorError) as error:
        raise TeacherError(directory, f"{WEIGHTS}: {error}") from error


def _require_config(directory: Path, longest: int) -> None:
    path = _present(directory, CONFIG)
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kind, active, most = (config[key] for key in ("model_type", "hidden_act", "max_position_embeddings"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TeacherError(directory, f"{CONFIG}: {error!r}") from error
    if (kind, active) != ("bert", "gelu"):
        raise TeacherError(directory, f"it is a {kind} with {active}, not a bert with gelu")
    if most < longest:
        raise TeacherError(directory, f"it reads {most} pieces of a text, {longest} are asked for")


def _present(directory: Path, name: str) -> Path:
    path = directory / name
    if not path.is_file():
        raise TeacherError(directory, f"it has no {name}")
    return path
