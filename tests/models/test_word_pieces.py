"""Looking stretches up gives what the tokenizer gives for whole texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from models.load import WEIGHTS
from models.word_pieces import Frame, WordPieces

PATH = WEIGHTS / "static" / "tokenizer.json"
TOKENIZER = Tokenizer.from_file(str(PATH))
PIECES = WordPieces(PATH)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(
        "aeéßœ'’-.,;()[]UNK012 \t\n\u00a0\u00ad\u00b4\u0301\u2028\u202f\u3000\x0b\x0c\x1c\x85", max_size=60
    ),
)


@given(st.lists(TEXTS, max_size=6))
def test_pieces_are_those_of_the_tokenizer(texts: list[str]) -> None:
    expected = [encoding.ids for encoding in TOKENIZER.encode_batch(texts, add_special_tokens=False)]
    assert [pieces.tolist() for pieces in PIECES.read(texts)] == expected


@pytest.mark.parametrize("between", ["\x0b", "\x0c", "\x1c", "\x85", "\xad", "\x00"])
def test_signs_that_the_tokenizer_leaves_out_do_not_part_words(between: str) -> None:
    (expected,) = TOKENIZER.encode_batch([f"20{between}26"], add_special_tokens=False)
    assert [pieces.tolist() for pieces in PIECES.read([f"20{between}26"])] == [expected.ids]


def test_a_piece_that_the_vocabulary_lacks_has_no_number() -> None:
    assert PIECES.number("[UNK]") == PIECES.unknown
    with pytest.raises(ValueError, match="no such piece"):
        PIECES.number("no such piece")


def test_texts_stand_between_the_special_pieces_and_the_mask_hides_what_fills_them_up() -> None:
    pieces, mask = Frame(101, 102).around([np.array([7, 8, 9, 10]), np.array([5]), np.array([], int)], 5)
    assert pieces.tolist() == [[101, 7, 8, 9, 102], [101, 5, 102, 0, 0], [101, 102, 0, 0, 0]]
    assert mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 0, 0, 0]]
