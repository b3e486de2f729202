"""One shape for the spellings of a word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉTUDES", "etudes"),
        ("Œuvre", "oeuvre"),
        ("ﬁnance", "finance"),
        ("mobi\u00adlité", "mobilite"),
        ("Straße", "strasse"),
        ("geëvalueerd", "geevalueerd"),
        ("l’air", "l'air"),
        ("CO₂", "co2"),
    ],
)
def test_spellings_of_a_word_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text("abcéèêëçœæïöüÀÉÎÔÛŒﬁ’'-. 0₂"))
def test_folding_is_done_once_and_for_all_forms(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
