"""What can be wrong with a source of the sample corpus."""

from pathlib import Path


class SourceError(Exception):
    """A source that the renderer cannot turn into files."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {reason}")
        self.path, self.reason = path, reason
