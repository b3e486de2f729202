"""The word pieces of an encoder, and the training texts as numbers of them.

The vocabulary joins the English teacher's pieces of Latin script with pieces learned on the training texts,
of which Dutch counts double as it is the thinnest. All of it is one WordPiece tokenizer that drops case and
accents, as the teacher's does.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

from models.errors import TrainingInputError
from models.language import Language
from models.training.prepared import LANGUAGES, Group, Kind, Prepared
from models.word_pieces import Frame, WordPieces

LEARNED = 44_000
"""Pieces learned on the training texts."""
MOST_PAIRS = 100_000
"""Pairs of a group whose texts are read, drawn at random: statutes and manuals would drown the rest."""
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""The first pieces of every tokenizer that is learned."""
FRAME = Frame(SPECIAL.index("[CLS]"), SPECIAL.index("[SEP]"))

KEPT = 256
"""Pieces of a text that training reads."""

_BATCH = 2048

Ids = NDArray[np.uint16]


def learn(prepared: Prepared, teacher: Sequence[str], *, seed: int) -> Tokenizer:
    """Return a tokenizer with the ``teacher``'s pieces of Latin script and those learned on the texts."""
    learner = _tokenizer(WordPiece(unk_token="[UNK]"))
    trainer = WordPieceTrainer(
        vocab_size=LEARNED, min_frequency=5, special_tokens=[*SPECIAL], show_progress=False
    )
    learner.train_from_iterator(_balanced(prepared, seed), trainer)
    learned = sorted(learner.get_vocab(), key=learner.get_vocab().__getitem__)
    pieces = dict.fromkeys([*SPECIAL, *filter(_is_latin, teacher), *learned])
    return _tokenizer(WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]"))


def _tokenizer(model: WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def _is_latin(piece: str) -> bool:
    """Tell whether a piece is plain ASCII, and no place holder."""
    return piece.isascii() and not piece.startswith("[")


def _balanced(prepared: Prepared, seed: int) -> Iterator[str]:
    random = np.random.default_rng(seed)
    for group in prepared.groups:
        for pair in drawn(prepared, group, MOST_PAIRS, random):
            for number in pair:
                text = prepared.text(number)
                yield text
                if LANGUAGES[prepared.languages[number]] is Language.NL or group.kind is Kind.TERMS:
                    yield text


def drawn(prepared: Prepared, group: Group, count: int, random: np.random.Generator) -> NDArray[np.int32]:
    """Return ``count`` pairs of a group drawn at random, or all if there are fewer; shape (pairs, 2)."""
    found = prepared.of(group)
    if len(found) <= count:
        return np.asarray(found)
    return np.asarray(found[np.sort(random.choice(len(found), count, replace=False))])


class Tokens:
    """The pieces of every prepared text, mapped into memory."""

    def __init__(self, directory: Path) -> None:
        """Map what ``cache_tokens`` wrote.

        Raises:
            TrainingInputError: it is not there.
        """
        if not (directory / "piece_offsets.npy").is_file():
            raise TrainingInputError(directory, "tokenizer")
        self._pieces: Ids = np.load(directory / "pieces.npy", mmap_mode="r")
        self._offsets: NDArray[np.int64] = np.load(directory / "piece_offsets.npy")

    def __getitem__(self, number: int) -> Ids:
        return np.asarray(self._pieces[self._offsets[number] : self._offsets[number + 1]])

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Pieces of every text, shape (texts,)."""
        return np.diff(self._offsets)


def cache_tokens(prepared: Prepared, tokenizer: Path, directory: Path) -> None:
    """Write the first ``KEPT`` pieces of every text into ``directory``."""
    pieces = WordPieces(tokenizer)
    directory.mkdir(parents=True, exist_ok=True)
    lengths: list[int] = []
    raw = directory / "pieces.raw"
    with raw.open("wb") as stream:
        texts = prepared.texts()
        while batch := list(islice(texts, _BATCH)):
            for row in pieces.read(batch):
                stream.write(row[:KEPT].astype(np.uint16).tobytes())
                lengths.append(min(len(row), KEPT))
    offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    mapped = open_memmap(directory / "pieces.npy", mode="w+", dtype=np.uint16, shape=(int(offsets[-1]),))
    mapped[:] = np.memmap(raw, dtype=np.uint16, mode="r")
    mapped.flush()
    raw.unlink()
    np.save(directory / "piece_offsets.npy", offsets)


def pieces_of(tokenizer: Path) -> list[str]:
    """Return the pieces of a tokenizer file by their numbers."""
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.__getitem__)
