import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StudyIdError
from corpus.ids import given_study_id, study_id


def test_an_id_is_made_of_the_meaningful_words_of_the_title() -> None:
    assert study_id("L'effet d'un péage urbain sur les ménages", 2020, set()) == (
        "effet-peage-urbain-menages"
    )


def test_the_year_and_then_a_number_tell_equal_titles_apart() -> None:
    taken: set[str] = set()
    for _ in range(4):
        taken.add(study_id("Budget", 2020, taken))
    assert taken == {"budget", "budget-2020", "budget-2020-2", "budget-2020-3"}


def test_equal_titles_without_a_year_are_numbered() -> None:
    assert study_id("Budget", None, {"budget", "budget-2"}) == "budget-3"


def test_a_long_title_is_cut_between_words() -> None:
    found = study_id("Toegankelijkheid van metrostations voor personen met beperkte mobiliteit", None, ())
    assert found == "toegankelijkheid-metrostations-personen-beperkte-mobiliteit"


def test_a_title_of_function_words_keeps_them() -> None:
    assert study_id("Of the, and by", 1999, ()) == "of-the-and-by"


def test_a_title_without_latin_letters_is_called_study() -> None:
    assert study_id("Ωμέγα", 2021, {"study"}) == "study-2021"


@given(st.text(), st.none() | st.integers(1900, 2100), st.sets(st.sampled_from(["study", "a", "study-2000"])))
def test_every_id_is_new_and_one_that_could_have_been_given(
    title: str, year: int | None, taken: set[str]
) -> None:
    found = study_id(title, year, taken)
    assert found not in taken
    assert given_study_id(found) == found


@pytest.mark.parametrize("text", ["", "Péage", "a_b", "-a", "a--b", "a-", "../a", "a b", "a\n", "a" * 101])
def test_an_id_that_is_no_row_of_ascii_words_is_refused(text: str) -> None:
    with pytest.raises(StudyIdError):
        given_study_id(text)


def test_a_refused_id_comes_with_one_that_would_do() -> None:
    with pytest.raises(StudyIdError, match="'peage-urbain'"):
        given_study_id("Péage urbain")
