"""The training texts on disk: every distinct text once, and pairs of their numbers.

Two million texts held as Python objects take gigabytes; here they are one file and arrays that are mapped
into memory.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import TrainingInputError
from models.language import Language

Numbers = NDArray[np.int32]

_TEXTS, _OFFSETS, _LANGUAGES = "texts.utf8", "offsets.npy", "languages.npy"
_PAIRS, _GROUPS = "pairs.npy", "groups.json"
LANGUAGES = tuple(Language)


class Kind(StrEnum):
    """What two texts of a pair are to each other."""

    SENTENCES = "sentences"
    TERMS = "terms"
    DOCUMENTS = "documents"
    QUESTIONS = "questions"
    """A question, heading or title, and the text that answers it or stands under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pairs of one source, one kind and two languages, in a row."""

    source: str
    kind: Kind
    first: Language
    second: Language
    start: int
    count: int


class Writer:
    """Writes prepared texts into a directory; nothing is there to read before ``close``."""

    def __init__(self, directory: Path) -> None:
        """Begin with no text."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._stream = (directory / _TEXTS).open("wb")
        self._known: dict[bytes, int] = {}
        self._offsets = [0]
        self._languages: list[int] = []
        self._pairs: list[tuple[int, int]] = []
        self._groups: list[Group] = []

    def add(self, text: str, language: Language) -> int:
        """Return the number of a text, new or not."""
        encoded = text.encode()
        key = hashlib.blake2b(encoded + language.encode(), digest_size=12).digest()
        number = self._known.setdefault(key, len(self._languages))
        if number == len(self._languages):
            self._stream.write(encoded)
            self._offsets.append(self._offsets[-1] + len(encoded))
            self._languages.append(LANGUAGES.index(language))
        return number

    def group(
        self, source: str, kind: Kind, languages: tuple[Language, Language], pairs: Sequence[tuple[int, int]]
    ) -> None:
        """Add the pairs of a source."""
        first, second = languages
        start = len(self._pairs)
        self._pairs.extend(pairs)
        self._groups.append(
            Group(source=source, kind=kind, first=first, second=second, start=start, count=len(pairs))
        )

    def close(self) -> None:
        """Write what makes the texts readable."""
        self._stream.close()
        np.save(self._directory / _OFFSETS, np.array(self._offsets, dtype=np.int64))
        np.save(self._directory / _LANGUAGES, np.array(self._languages, dtype=np.int8))
        np.save(self._directory / _PAIRS, np.array(self._pairs, dtype=np.int32).reshape(-1, 2))
        groups = json.dumps([asdict(group) for group in self._groups], indent=1)
        (self._directory / _GROUPS).write_text(groups, encoding="utf-8")


class Prepared:
    """The training texts of a directory."""

    def __init__(self, directory: Path) -> None:
        """Map the files.

        Raises:
            TrainingInputError: They are not there.
        """
        if not (directory / _GROUPS).is_file():
            raise TrainingInputError(directory, "prepare")
        self.directory = directory
        raw = json.loads((directory / _GROUPS).read_text(encoding="utf-8"))
        self.groups = tuple(_group(row) for row in raw)
        self.pairs: Numbers = np.load(directory / _PAIRS, mmap_mode="r")
        """Shape (pairs, 2): numbers of texts."""
        self.languages: NDArray[np.int8] = np.load(directory / _LANGUAGES)
        """Place of each text's language in ``LANGUAGES``."""
        self._offsets = np.load(directory / _OFFSETS)
        self._bytes = np.memmap(directory / _TEXTS, dtype=np.uint8, mode="r")

    def __len__(self) -> int:
        return len(self.languages)

    def text(self, number: int) -> str:
        """Return a text."""
        return bytes(self._bytes[self._offsets[number] : self._offsets[number + 1]]).decode()

    def texts(self) -> Iterator[str]:
        """Yield all texts in order."""
        return map(self.text, range(len(self)))

    def of(self, group: Group) -> Numbers:
        """Return the pairs of a group, shape (count, 2)."""
        return self.pairs[group.start : group.start + group.count]


def _group(row: dict[str, Any]) -> Group:
    kind, first, second = Kind(row["kind"]), Language(row["first"]), Language(row["second"])
    return Group(**{**row, "kind": kind, "first": first, "second": second})
