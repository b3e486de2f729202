import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold, slug, words


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_ascii_words_joined_by_single_hyphens(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


def test_case_accents_and_ligatures_fold_away() -> None:
    assert fold("Œuvre, CHAUSSÉE de Gœthe, ﬁn") == "oeuvre, chaussee de goethe, fin"


def test_apostrophes_and_hyphens_part_words() -> None:
    assert words("L'eau-de-vie d’Ixelles") == ["l", "eau", "de", "vie", "d", "ixelles"]


def test_a_text_without_latin_letters_has_no_slug() -> None:
    assert slug("Ωμέγα…") == ""
