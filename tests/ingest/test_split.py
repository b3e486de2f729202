"""Passages."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.study import Sha256
from ingest.passage import Element, ElementKind, PageSpan, Passage
from ingest.split import MAX_WORDS, split
from models.language import Language

FILE = Sha256("ab" * 32)
SENTENCE = "De tol kost een huishouden met een wagen gemiddeld twaalf euro in elke maand van het jaar."


def text(content: str, page: int | None = 1) -> Element:
    return Element(text=content, kind=ElementKind.TEXT, page=page)


def title(content: str, level: int = 1, page: int | None = 1) -> Element:
    return Element(text=content, kind=ElementKind.TITLE, level=level, page=page)


def passages(*elements: Element, overlap: bool = True) -> tuple[Passage, ...]:
    return split(elements, [Language.NL] * len(elements), file=FILE, overlap=overlap)


def words(pieces: list[str]) -> list[str]:
    return [word for piece in pieces for word in piece.split()]


def numbered(count: int) -> str:
    return " ".join(f"Zin {number} {SENTENCE}" for number in range(count))


word = st.text("abcé", min_size=1, max_size=5)
sentence = st.lists(word, min_size=1, max_size=60).map(lambda found: " ".join(found).capitalize() + ".")
prose = st.lists(sentence, min_size=1, max_size=12).map(" ".join)
kinds = st.sampled_from([ElementKind.TEXT, ElementKind.LIST_ITEM, ElementKind.TEXT])
element = st.one_of(
    st.builds(Element, text=prose, kind=kinds, page=st.integers(1, 4)),
    st.builds(
        Element, text=sentence, kind=st.just(ElementKind.TITLE), page=st.just(1), level=st.integers(0, 6)
    ),
    st.builds(
        Element,
        text=st.lists(sentence, min_size=1, max_size=20).map("\n".join),
        kind=st.just(ElementKind.TABLE),
        page=st.just(2),
    ),
)
language = st.none() | st.sampled_from(Language)


@settings(max_examples=50)
@given(st.lists(st.tuples(element, language), max_size=25))
def test_splitting_loses_no_word_and_keeps_order(items: list[tuple[Element, Language | None]]) -> None:
    elements = [item for item, _ in items]
    found = split(elements, [tongue for _, tongue in items], file=FILE, overlap=False)
    assert words([passage.text for passage in found]) == words([item.text for item in elements])
    assert [passage.number for passage in found] == list(range(len(found)))


@settings(max_examples=30)
@given(st.lists(element, max_size=25))
def test_no_passage_is_longer_than_its_limit_and_an_overlap(elements: list[Element]) -> None:
    for passage in passages(*elements):
        assert len(passage.text.split()) <= MAX_WORDS + 40 + 60


@settings(max_examples=30)
@given(st.lists(st.tuples(element, language), max_size=25))
def test_a_passage_is_in_one_language(items: list[tuple[Element, Language | None]]) -> None:
    tongues = [tongue for _, tongue in items]
    for passage in split([item for item, _ in items], tongues, file=FILE):
        assert passage.language in tongues


def test_long_text_is_cut_evenly_with_a_sentence_in_common() -> None:
    found = passages(title("Kosten"), text(numbered(24)))
    lengths = [len(passage.text.split()) for passage in found]
    assert len(found) == 3
    assert min(lengths) >= 120
    assert max(lengths) <= 240
    for before, after in itertools.pairwise(found):
        assert after.text.startswith("Zin " + before.text.split("Zin ")[-1])
        assert after.headings == ("Kosten",)


def test_short_sections_share_a_passage_and_long_ones_do_not() -> None:
    short = passages(title("A"), text(SENTENCE), title("B"), text(SENTENCE))
    assert [passage.text.split("\n") for passage in short] == [["A", SENTENCE, "B", SENTENCE]]
    long = passages(title("A"), text(numbered(8)), title("B"), text(numbered(8)))
    assert [passage.headings for passage in long] == [("A",), ("B",)]
    assert long[1].text.startswith("B\n")


def test_headings_form_a_path() -> None:
    found = passages(
        title("Studie"),
        title("1. Methode", 2),
        text(numbered(8)),
        title("1.1 Enquête", 3),
        text(numbered(8)),
        title("2. Resultaten", 2),
        text(numbered(8)),
    )
    assert [passage.headings for passage in found] == [
        ("Studie", "1. Methode"),
        ("Studie", "1. Methode", "1.1 Enquête"),
        ("Studie", "2. Resultaten"),
    ]


def test_a_heading_without_text_is_not_lost() -> None:
    assert passages(title("Alleen een titel"))[0].text == "Alleen een titel"
    found = passages(text(numbered(10)), title("Slot", 2))
    assert found[-1].text.endswith("Slot")


def test_pages_run_from_the_first_word_to_the_last() -> None:
    found = passages(text(numbered(3), 4), text(numbered(3), 5), text(numbered(3), 6))
    assert [passage.pages for passage in found] == [PageSpan(4, 6)]
    assert passages(text(SENTENCE, None))[0].pages is None


def test_a_sentence_over_a_page_break_is_one() -> None:
    found = passages(
        text("De tol raakt vooral gezinnen", 1), text("die buiten het centrum wonen. Zij klagen.", 2)
    )
    assert found[0].text == "De tol raakt vooral gezinnen die buiten het centrum wonen. Zij klagen."
    assert found[0].pages == PageSpan(1, 2)


def test_an_endless_sentence_is_cut_between_words() -> None:
    endless = " ".join(f"woord{number}" for number in range(1000))
    found = passages(text(endless), overlap=False)
    assert max(len(passage.text.split()) for passage in found) <= MAX_WORDS
    assert " ".join(passage.text for passage in found) == endless


def test_rows_stay_whole_and_the_first_is_repeated_where_a_table_is_cut() -> None:
    rows = [
        "Gemeente | Wagens | Uitgave",
        *(f"Gemeente {number} | {number} | {number}" for number in range(60)),
    ]
    table = Element(text="\n".join(rows), kind=ElementKind.TABLE, page=1)
    found = passages(title("Tabellen"), text("Tabel 1: Wagens per gemeente"), table)
    assert len(found) > 1
    for passage in found:
        assert rows[0] in passage.text.split("\n")
        assert set(passage.text.split("\n")) <= {*rows, "Tabellen", "Tabel 1: Wagens per gemeente"}


def test_a_caption_goes_with_its_table() -> None:
    table = Element(
        text="\n".join(f"rij {number} | {number} | {number}" for number in range(20)), kind=ElementKind.TABLE
    )
    found = passages(title("Tabellen"), text(numbered(9)), text("Tabel 1: Wagens per gemeente"), table)
    (holding,) = [passage for passage in found if "Tabel 1" in passage.text]
    assert "rij 1 |" in holding.text


def test_languages_do_not_share_a_passage() -> None:
    elements = [text("Le péage coûte cher."), text("De tol kost veel.")]
    found = split(elements, [Language.FR, Language.NL], file=FILE)
    assert [(passage.language, passage.text) for passage in found] == [
        (Language.FR, "Le péage coûte cher."),
        (Language.NL, "De tol kost veel."),
    ]
