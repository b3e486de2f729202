"""Texts as numbers of word pieces, faster than the tokenizer alone and equal to it.

A tokenizer that cuts at white space treats every stretch between spaces by itself, so stretches already seen
are looked up instead: 200 words in 0.06 to 0.16 ms, where the tokenizer takes 0.27 ms.
"""

import json
import re
from array import array
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Pieces = NDArray[np.int32]
"""Shape (pieces,): the rows of the table, in reading order."""

_REMEMBERED = 1 << 17
"""Stretches; about 25 MB."""

_STRETCH = re.compile(r"[^\t\n\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What every tokenizer holds for white space."""
_SPACES_OF_PYTHON = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
"""White space to ``str.split``, which takes a third of the time; some tokenizers join what it parts."""

_LOCAL_NORMALIZERS = {"NFC", "NFD", "NFKC", "NFKD", "StripAccents", "Lowercase", "BertNormalizer"}
_CUTTING_PRE_TOKENIZERS = {"BertPreTokenizer", "Whitespace", "WhitespaceSplit"}


class Frame(NamedTuple):
    """The numbers of the special pieces that a transformer reads before and after every text."""

    first: int
    last: int

    def around(
        self, rows: Sequence[NDArray[np.integer]], longest: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return texts with both pieces, and a mask that is 1 where there is a piece; (texts, length) both.

        Of a text that would be more than ``longest`` pieces the end is left out; a shorter one is filled up.
        """
        cut = [row[: longest - 2] for row in rows]
        pieces, mask = np.zeros((2, len(cut), max(map(len, cut)) + 2), dtype=np.int64)
        for line, real, row in zip(pieces, mask, cut, strict=True):
            line[0], line[1 : len(row) + 1], line[len(row) + 1] = self.first, row, self.last
            real[: len(row) + 2] = 1
        return pieces, mask


class WordPieces:
    """A tokenizer file, without special tokens, truncation and padding. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Read ``path``.

        Raises:
            OSError: The file cannot be read.
            ValueError: It is no tokenizer.
        """
        text = path.read_text(encoding="utf-8")
        settings = json.loads(text)
        self._tokenizer = _tokenizer(text)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._by_stretch = _cuts_at_white_space(settings)
        self._known: dict[str, bytes] = {}
        unknown = settings["model"].get("unk_token")
        self.unknown: int | None = self._tokenizer.token_to_id(unknown) if unknown else None
        """The piece that stands for what the vocabulary lacks."""

    def number(self, piece: str) -> int:
        """Return the number of a piece.

        Raises:
            ValueError: The vocabulary lacks it.
        """
        number = self.find(piece)
        if number is None:
            raise ValueError(f"the tokenizer has no piece {piece}")
        return number

    def find(self, piece: str) -> int | None:
        """Return the number of a piece, if the vocabulary has it."""
        found: int | None = self._tokenizer.token_to_id(piece)
        return found

    @property
    def frame(self) -> Frame:
        """What a BERT reads around a text.

        Raises:
            ValueError: The vocabulary lacks it.
        """
        return Frame(self.number("[CLS]"), self.number("[SEP]"))

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()

    def knows_none(self, pieces: Pieces) -> bool:
        """Tell whether nothing of a text is in the vocabulary."""
        return bool((pieces == self.unknown).all())

    def read(self, texts: Sequence[str]) -> list[Pieces]:
        """Return the pieces of each text."""
        if not self._by_stretch:
            return [np.frombuffer(piece, dtype=np.int32) for piece in self._encode(texts)]
        known = self._known
        if len(known) > _REMEMBERED:
            known = self._known = {}  # a new one: another thread may still read the old one
        stretches = [_stretches(text) for text in texts]
        new = list(set(chain.from_iterable(stretches)).difference(known))
        known.update(zip(new, self._encode(new), strict=True))
        return [np.frombuffer(b"".join(map(known.__getitem__, row)), dtype=np.int32) for row in stretches]

    def _encode(self, texts: Sequence[str]) -> list[bytes]:
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [array("i", encoding.ids).tobytes() for encoding in encodings]


def _stretches(text: str) -> list[str]:
    if any(space in text for space in _SPACES_OF_PYTHON):
        return _STRETCH.findall(text)
    return text.split()


def _tokenizer(text: str) -> Tokenizer:
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # the package raises nothing narrower
        raise ValueError(f"no tokenizer: {error}") from error


def _cuts_at_white_space(settings: dict[str, Any]) -> bool:
    """Tell whether a stretch between spaces gives the same pieces alone as in its text."""
    normalizers = _steps(settings.get("normalizer"), "normalizers")
    pre_tokenizers = _steps(settings.get("pre_tokenizer"), "pretokenizers")
    return _LOCAL_NORMALIZERS.issuperset(normalizers) and not _CUTTING_PRE_TOKENIZERS.isdisjoint(
        pre_tokenizers[:1]
    )


def _steps(setting: dict[str, Any] | None, key: str) -> list[str]:
    """Return the types of the steps of a normalizer or pre-tokenizer."""
    if setting is None:
        return []
    return [step["type"] for step in setting.get(key, [setting])]
