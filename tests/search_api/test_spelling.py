"""What a misspelt question may have meant."""

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from search_api.spelling import Known, nearest
from tests.search_api.web.pages import fetch, one

KNOWN = {word: Known(word, count) for word, count in (("geluid", 3), ("geluk", 9), ("mobilite", 2))}
KNOWN |= {
    "dorp": Known("dorp", 5),
    "mobilite": Known("mobilité", 2),
    "luchtkwaliteit": Known("luchtkwaliteit", 1),
}


def meant(client: TestClient, question: str, **parameters: str) -> str | None:
    response = client.get("/api/v1/search", params={"q": question, **parameters})
    assert response.status_code == 200, response.text
    found: str | None = response.json()["query"].get("did_you_mean")
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("luchtkwalitiet", "luchtkwaliteit"),
        ("peage urbian en ville", "peage urbain en ville"),
        ("de luchtkwalitiet in Brussel", "de luchtkwaliteit in Brussel"),
    ],
)
def test_a_word_that_occurs_nowhere_is_put_right(client: TestClient, asked: str, expected: str) -> None:
    assert meant(client, asked) == expected


@pytest.mark.parametrize(
    "asked",
    [
        "luchtkwaliteit",
        "péage urbain",
        "smartphone",  # stands in a passage alone
        "concentration d'azote",  # translated: the passage is Dutch
        "xyzzyqux",
        "avec pour dans",
        "12 % 2018",
    ],
)
def test_nothing_is_proposed_for_words_that_occur_or_are_like_none(client: TestClient, asked: str) -> None:
    assert meant(client, asked) is None


def test_a_word_that_a_filter_hides_is_not_misspelt(client: TestClient) -> None:
    assert meant(client, "smartphone", language="nl") is None


def test_a_question_is_never_searched_as_it_was_meant(client: TestClient) -> None:
    assert (
        client.get("/api/v1/search", params={"q": "luchtkwalitiet", "mode": "keyword"}).json()["total"] == 0
    )


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("geluidd", "geluid"),
        ("geluuud", None),
        ("geluiddd", "geluid"),
        ("glui", None),
        ("Mobliite", "mobilité"),
        ("mobilit", "mobilité"),
        ("kwaliteit", None),
        ("gel", None),
        ("geluk", "geluk"),
        ("door", None),  # a function word
        ("geluid5", None),
    ],
)
def test_the_nearest_word_is_one_slip_away_or_two_in_a_long_word(word: str, expected: str | None) -> None:
    assert nearest(word, KNOWN) == expected


@given(st.text(max_size=30))
def test_any_text_has_a_nearest_word_or_none(word: str) -> None:
    assert nearest(word, KNOWN) in {None, *(one.text for one in KNOWN.values())}


@pytest.mark.parametrize(("language", "words"), [("fr", "Vouliez-vous dire"), ("nl", "Bedoelde u")])
def test_the_page_offers_the_question_put_right(client: TestClient, language: str, words: str) -> None:
    page = fetch(client, f"/{language}?q=luchtkwalitiet&language=nl")
    link = one(page, "#meant")
    assert link["href"] == f"/{language}?q=luchtkwaliteit&language=nl"
    assert link.parent is not None
    assert words in link.parent.text
