"""What is asked of the extraction: a file, and the limits that keep the machine safe."""

import time
from dataclasses import dataclass
from pathlib import Path

from corpus.study import Sha256
from models.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read."""

    path: Path
    """Where its bytes are; the name of this path says nothing about the kind of file."""
    sha256: Sha256
    name: str
    """The name under which it came; its extension tells plain text kinds apart."""
    language: Language | None = None
    """As the inventory declares it; taken where the text itself does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one extraction. Sizes are in bytes, times in seconds."""

    seconds: float = 300.0
    """For one file. OCR and page reading stop a little earlier and keep what they have."""
    memory: int = 1_500_000_000
    """Of one child process, and of each program it starts."""
    pages: int = 2_000
    unpacked: int = 500_000_000
    """What a .docx, .odt, … may hold once unpacked."""
    text: int = 20_000_000
    """Of a text, HTML, CSV or e-mail file; what comes after is not read."""
    pixels: int = 100_000_000
    """Of one image."""
    ocr_seconds: float = 60.0
    """For one page of OCR."""


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, on the monotonic clock, when reading has to come to an end."""

    at: float
    seconds: float
    """The limit it comes from, for the messages."""

    @classmethod
    def after(cls, seconds: float, *, share: float = 0.85) -> "Deadline":
        """Return the deadline that leaves the rest of ``seconds`` for cleaning and splitting."""
        return cls(time.monotonic() + seconds * share, seconds)

    @property
    def passed(self) -> bool:
        """Tell whether the time is up."""
        return time.monotonic() >= self.at
