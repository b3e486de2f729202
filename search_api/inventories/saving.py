"""Putting a written inventory on the disk."""

import tempfile
from pathlib import Path

from search_api.errors import RequestError


def save(path: Path, content: bytes) -> None:
    """Write a file in one step: whatever happens, the old one stays or the new one is whole.

    Raises:
        RequestError: it cannot be written there.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:100]}.") as folder:
            draft = Path(folder) / "draft"
            draft.write_bytes(content)
            draft.replace(path)
    except OSError as error:
        raise RequestError("--out", f"{path} cannot be written: {error.strerror or error}") from error
