"""Pictures of the pages of PDFs, for those who describe studies and decide about them."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from corpus.filestore import FileStore
from corpus.study import Sha256
from ingest import drawing
from ingest.drawing import Sheet

_SECONDS = 20
_KEPT = 64
"""Pictures, of some 100 kB each."""
_AT_A_TIME = BoundedSemaphore(2)
"""A page of findings asks for many: each is drawn by a process of its own."""
_ROOT = Path(drawing.__file__).resolve().parents[1]


def page_picture(files: FileStore, sha256: Sha256, sheet: Sheet) -> bytes | None:
    """Return a page of a PDF as PNG; ``None``: it has no such page, or cannot be drawn.

    Raises:
        FileMissingError: the store has lost the file.
    """
    with suppress(_UndrawableError):
        return _drawn(files.path(sha256), sheet)
    return None


def is_drawn(name: str) -> bool:
    """Tell by the name of a file whether its pages are drawn."""
    return name.lower().endswith(".pdf")


class _UndrawableError(Exception):
    """Raised rather than returned: what failed once is not kept."""


@lru_cache(maxsize=_KEPT)
def _drawn(path: Path, sheet: Sheet) -> bytes:
    # The output goes to a file: a picture that nobody reads would stop the child at a full pipe.
    with _AT_A_TIME, tempfile.TemporaryFile() as picture:
        try:
            subprocess.run(
                [sys.executable, "-m", "ingest.drawing", str(path.absolute())],
                input=json.dumps(asdict(sheet)).encode(),
                stdout=picture,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(_ROOT)},
                timeout=_SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise _UndrawableError from error
        picture.seek(0)
        return picture.read()
