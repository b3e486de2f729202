import re

from hypothesis import given
from hypothesis import strategies as st

from search_api.web.excerpts import Piece, excerpt


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    words = draw(st.lists(st.text("abcé.!", min_size=1, max_size=12), min_size=1, max_size=120))
    text = " ".join(words)
    spans, place = [], 0
    for word in words:
        if draw(st.integers(0, 9)) == 0:
            spans.append((place, place + len(word)))
        place += len(word) + 1
    return text, spans


@given(passages(), st.integers(60, 300))
def test_an_excerpt_is_a_part_of_its_text_and_keeps_the_marks(
    passage: tuple[str, list[tuple[int, int]]], length: int
) -> None:
    text, spans = passage
    pieces = excerpt(text, spans, length=length)
    kept = "".join(piece.text for piece in pieces)
    assert kept.removeprefix("… ").removesuffix(" …") in text
    assert len(kept) <= 1.2 * length + 20
    marked = [piece.text for piece in pieces if piece.marked]
    assert bool(marked) == bool(spans)
    assert set(marked) <= {text[start:end] for start, end in spans}


def test_an_excerpt_begins_with_the_sentence_of_the_first_mark() -> None:
    text = (
        f"{'Something else altogether, on and on. ' * 20}The toll is paid by households. {'And so on. ' * 40}"
    )
    start = text.index("toll")
    pieces = excerpt(text, [(start, start + 4)], length=100)
    assert pieces[:3] == (Piece("… "), Piece("The "), Piece("toll", marked=True))


def test_lines_are_joined_with_a_dash_unless_a_sign_ends_them() -> None:
    (piece,) = excerpt("1. The question\nWho pays?\nHouseholds.", [], length=300)
    assert re.sub(r"\s", " ", piece.text) == "1. The question – Who pays? Households."
