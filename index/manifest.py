"""What an index was built with, kept beside it: another build is refused, not misread."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from index.errors import IndexMismatchError
from index.filters import UNDETERMINED
from index.points import AverageLengths
from models.language import Language

SCHEMA_VERSION = "1"
"""Changes whenever points are stored in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """Everything that the points of an index depend on besides the text."""

    encoder: str
    dimensions: int
    analyser: str
    splitter: str
    schema: str = SCHEMA_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The build of an index, and the average lengths that its BM25 weights were measured against."""

    build: Build
    lengths: AverageLengths = field(default_factory=lambda: AverageLengths({}, {}))

    def to_json(self) -> str:
        """Return the text that ``from_json`` reads back."""
        lengths = {
            "passages": {language or UNDETERMINED: mean for language, mean in self.lengths.passages.items()},
            "titles": {language or UNDETERMINED: mean for language, mean in self.lengths.titles.items()},
        }
        return json.dumps({"build": asdict(self.build), "lengths": lengths}, indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read what ``to_json`` wrote.

        Raises:
            ValueError: it is something else.
        """
        try:
            raw = json.loads(text)
            lengths = AverageLengths(_means(raw["lengths"]["passages"]), _means(raw["lengths"]["titles"]))
            return cls(build=Build(**raw["build"]), lengths=lengths)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"no manifest of an index: {error}") from error


def check(built: Build, now: Build) -> None:
    """Compare an index with what would read it.

    Raises:
        IndexMismatchError: they differ; the first difference is named.
    """
    for what, value in asdict(built).items():
        current = asdict(now)[what]
        if value != current:
            raise IndexMismatchError(what, str(value), str(current))


def _means(raw: Mapping[str, float]) -> dict[Language | None, float]:
    return {None if code == UNDETERMINED else Language(code): float(mean) for code, mean in raw.items()}
