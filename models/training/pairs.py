"""Questions with the texts that answer them, as the recipes read them."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.language import Language


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, heading or title with the text that belongs to it, in one language."""

    query: str
    text: str
    title: str = ""

    @property
    def passage(self) -> str:
        """The text under its title."""
        return f"{self.title}. {self.text}" if self.title else self.text


def files(data: Path) -> list[Path]:
    """Return the files of questions and texts under ``data/pairs``, in order."""
    return sorted((data / "pairs").glob("*/*.*.jsonl.xz"))


def language_of(path: Path) -> Language:
    """Return the language that a file's name ends in: ``faq.fr.jsonl.xz``."""
    return Language(path.name.split(".")[-3])


def rows(path: Path) -> Iterator[Answered]:
    """Yield the rows of a file: a JSON object a line with ``query``, ``text`` and perhaps ``title``."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Answered(row["query"], row["text"], row.get("title") or "")
