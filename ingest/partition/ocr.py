"""Pictures of text to pieces of lines, by the tesseract command line."""

import io
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from corpus.reasons import Reason, reason
from ingest.partition.pdf.lines import Piece
from ingest.process import die_with_parent
from ingest.tools import OCR_LANGUAGES, tesseract_languages

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
"""Measured: 150 dpi reads as well as 300 and takes half the time."""

_PACKAGES = {"fra": "tesseract-ocr-fra", "nld": "tesseract-ocr-nld", "eng": "tesseract-ocr"}
_PIECE_GAP = 1.5  # em; OCR gives boxes of words, whose spaces vary more than those of a text layer
_EM = 0.72  # height of a word with ascenders, in em
_STEADY = 0.25  # sizes this near to the page's median are the median
_STEP = 0.4  # of the median, between larger sizes
_BULLETS = frozenset("+«»¢°*®©eo-–—•·")  # what bullets are read as
_BULLET_GAP = 0.5  # em
_CONFIDENT = 35.0  # of 100; below are mostly the shadows and textures of photographs
_WORD_LEVEL = "5"


class OcrFaultError(Exception):
    """tesseract could not read one picture."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ocr:
    """The tesseract that is installed, with those of the wanted languages that it has."""

    languages: tuple[str, ...]

    @property
    def missing(self) -> str | None:
        """Return the packages to install for all languages, or None if nothing is missing."""
        absent = [_PACKAGES[code] for code in OCR_LANGUAGES if code not in self.languages]
        if not absent:
            return None
        packages = dict.fromkeys(["tesseract-ocr", *absent] if not self.languages else absent)
        return " ".join(packages)

    def read(self, image: "Image", *, dpi: float, seconds: float) -> list[Piece]:
        """Return the pieces of a picture in points from its lower left corner.

        Raises:
            OcrFaultError: tesseract failed or took longer than ``seconds``.
        """
        return pieces(self._run(_netpbm(image), dpi, seconds), image.height, 72.0 / dpi)

    def _run(self, picture: bytes, dpi: float, seconds: float) -> str:
        command = [
            "tesseract",
            "stdin",
            "stdout",
            "-l",
            "+".join(self.languages),
            "--dpi",
            str(round(dpi)),
            "tsv",
        ]
        try:
            done = subprocess.run(
                command,
                input=picture,
                capture_output=True,
                check=True,
                timeout=seconds,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                preexec_fn=die_with_parent,
            )
        except subprocess.TimeoutExpired as error:
            raise OcrFaultError(reason("pages.ocr-slow", seconds=f"{seconds:g}")) from error
        except subprocess.CalledProcessError as error:
            raise OcrFaultError(reason("pages.ocr-failed", code=str(error.returncode))) from error
        return done.stdout.decode("utf-8", "replace")


def installed() -> Ocr:
    """Return the tesseract on the path; without one, or without any wanted language, it has none."""
    return Ocr(tesseract_languages())


def pieces(tsv: str, height: int, points: float) -> list[Piece]:
    """Return the pieces of tesseract's TSV output, given the height in pixels and points per pixel."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for key, word in _words(tsv):
        lines.setdefault(key, []).append(word)
    readable = [words for words in lines.values() if median(word.confidence for word in words) >= _CONFIDENT]
    found = [_piece(words, height, points) for line in readable for words in _split(line)]
    return _steadied(sorted(found, key=lambda piece: (-piece.y, piece.x0)))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float


def _words(tsv: str) -> Iterator[tuple[tuple[str, ...], _Word]]:
    for line in tsv.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) >= 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            left, top, width, height = (int(cell) for cell in cells[6:10])
            yield tuple(cells[1:5]), _Word(cells[11].strip(), left, top, width, height, float(cells[10]))


def _split(line: Sequence[_Word]) -> list[list[_Word]]:
    em = median(word.height for word in line) / _EM
    if len(line) > 1 and line[0].text in _BULLETS and _gap(line[0], line[1]) > _BULLET_GAP * em:
        return [[replace(line[0], text="•"), *line[1:]]]
    parts: list[list[_Word]] = [[line[0]]]
    for last, word in pairwise(line):
        if _gap(last, word) > _PIECE_GAP * em:
            parts.append([])
        parts[-1].append(word)
    return parts


def _gap(last: _Word, word: _Word) -> int:
    return word.left - last.left - last.width


def _piece(words: Sequence[_Word], height: int, points: float) -> Piece:
    bottom = median(word.top + word.height for word in words)
    return Piece(
        text=" ".join(word.text for word in words),
        x0=words[0].left * points,
        x1=(words[-1].left + words[-1].width) * points,
        y=(height - bottom) * points,
        size=median(word.height for word in words) * points / _EM,
        bold=False,
    )


def _steadied(found: list[Piece]) -> list[Piece]:
    """Level out the sizes, as no line is set smaller for having no ascenders; larger ones go in steps."""
    if not found:
        return found
    usual = median(piece.size for piece in found)
    return [piece._replace(size=usual * _step(piece.size / usual)) for piece in found]


def _step(ratio: float) -> float:
    return 1.0 if abs(ratio - 1) <= _STEADY else 1.0 + round((ratio - 1) / _STEP) * _STEP


def _netpbm(image: "Image") -> bytes:
    """Return a grey picture in the one format that costs no compression."""
    buffer = io.BytesIO()
    image.convert("L").save(buffer, "PPM")
    return buffer.getvalue()
