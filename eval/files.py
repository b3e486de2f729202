"""Lines of text files, plain or gzipped, with what is needed to say where a fault is."""

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from eval.errors import EvaluationDataError


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, without its end."""

    path: Path
    number: int
    """From 1."""
    text: str

    def error(self, reason: str) -> EvaluationDataError:
        """Return the error that names this line."""
        return EvaluationDataError(self.path, self.number, reason)


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file that are not blank.

    Raises:
        EvaluationDataError: it cannot be opened, or is no UTF-8 text.
    """
    number = 0
    try:
        with _opened(path) as lines:
            for number, text in enumerate(lines, start=1):
                if text.strip():
                    yield Line(path, number, text.rstrip("\r\n"))
    except UnicodeDecodeError as error:
        raise EvaluationDataError(path, number + 1, "it is no UTF-8 text") from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise EvaluationDataError(path, None, f"the file cannot be read: {reason}") from error


def read_objects(path: Path) -> Iterator[tuple[Line, dict[str, Any]]]:
    """Yield the JSON objects of a file with one a line.

    Raises:
        EvaluationDataError: it cannot be read, or a line is no JSON object.
    """
    for line in read_lines(path):
        try:
            value = json.loads(line.text)
        except ValueError as error:
            raise line.error(f"it is no JSON ({error})") from error
        if not isinstance(value, dict):
            raise line.error("it is no JSON object")
        yield line, value


def text_of(line: Line, row: dict[str, Any], *names: str) -> str:
    """Return the first of these fields that is there, as text without space around it.

    Raises:
        EvaluationDataError: none is there, or it is empty.
    """
    value = next((row[name] for name in names if row.get(name) is not None), None)
    text = str(value).strip() if value is not None else ""
    if not text:
        raise line.error(f"it has no {names[0]!r}")
    return text


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write a file in one step: whatever happens, the old one stays or the new one is whole.

    A name that ends in ``.gz`` makes a gzipped file, the same bytes for the same text.

    Raises:
        EvaluationDataError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise EvaluationDataError(path, None, f"it cannot be written: {error.strerror}") from error
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, _packing(file, path) as out:
            out.writelines(part.encode() for part in parts)
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise EvaluationDataError(path, None, f"it cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _packing(file: BinaryIO, path: Path) -> AbstractContextManager[BinaryIO]:
    if path.suffix == ".gz":
        return gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)  # type: ignore[return-value]
    return nullcontext(file)
