"""Texts without what was redacted in them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.personal import Decision, Verdict
from corpus.redaction import BAR
from ingest.passage import Extraction, Heading
from ingest.personal.files import FileFinding, find_in_file
from ingest.personal.redacting import redacted
from tests.ingest.personal.texts import FILE, extraction

MADE = datetime(2026, 1, 2, tzinfo=UTC)
TEXT = "Occupant : Bertrand Lacroix, rue des Glycines 14, GSM 0470 12 34 56."


def decision(one: FileFinding) -> Decision:
    first = one.places[0]
    return Decision(
        holder=FILE,
        key=one.key,
        kind=one.kind,
        verdict=Verdict.REDACTED,
        masked="…",
        page=1,
        passage=first.passage,
        start=first.start,
        end=first.end,
        by="anna",
        made=MADE,
    )


def without(text: Extraction, *values: str) -> Extraction:
    findings = find_in_file(text)
    decisions = {one.key: decision(one) for one in findings if not values or one.text in values}
    return redacted(text, findings, decisions)


def test_a_bar_stands_for_what_is_redacted_and_nothing_else_changes() -> None:
    (passage,) = without(extraction(TEXT), "Bertrand Lacroix").passages
    assert passage.text == f"Occupant : {BAR}, rue des Glycines 14, GSM 0470 12 34 56."


def test_a_name_goes_wherever_it_stands_also_where_nothing_marks_it() -> None:
    text = extraction(TEXT, "Ainsi parlait BERTRAND\nLACROIX.", "Bertrand Lacroixette")
    assert [one.text for one in without(text, "Bertrand Lacroix").passages][1:] == [
        f"Ainsi parlait {BAR}.",
        "Bertrand Lacroixette",
    ]


def test_all_spellings_of_a_value_go() -> None:
    text = without(extraction("GSM 0470 12 34 56", "mobile : +32 470/12.34.56"), "0470 12 34 56")
    assert [one.text for one in text.passages] == [f"GSM {BAR}", f"mobile : {BAR}"]


def test_headings_outline_title_and_author_lose_it_too() -> None:
    name = "Bertrand Lacroix"
    whole = extraction(TEXT)
    titled = replace(
        whole,
        passages=(replace(whole.passages[0], headings=(f"Chez {name}",)),),
        outline=(Heading(text=f"Chez {name}", depth=1, page=1),),
        title=f"Entretien avec {name}",
        author=name,
    )
    found = without(titled, name)
    assert found.passages[0].headings == (f"Chez {BAR}",)
    assert found.outline[0].text == f"Chez {BAR}"
    assert (found.title, found.author) == (f"Entretien avec {BAR}", BAR)


def test_what_a_later_finder_does_not_find_is_redacted_where_it_was_and_everywhere() -> None:
    text = extraction(TEXT, "Bertrand Lacroix encore")
    decisions = {one.key: decision(one) for one in find_in_file(text) if one.text == "Bertrand Lacroix"}
    assert [one.text for one in redacted(text, (), decisions).passages] == [
        f"Occupant : {BAR}, rue des Glycines 14, GSM 0470 12 34 56.",
        f"{BAR} encore",
    ]


def test_where_a_redacted_value_cannot_be_found_again_nothing_of_the_text_is_given() -> None:
    decisions = {one.key: decision(one) for one in find_in_file(extraction(TEXT))}
    other = replace(extraction("Un autre texte"), title="Bertrand Lacroix", author="Bertrand Lacroix")
    found = redacted(other, find_in_file(other), decisions)
    assert (found.passages, found.outline, found.title, found.author) == ((), (), None, None)


@pytest.mark.parametrize(("word", "left"), [("Marie", BAR), ("marie", "marie")])
def test_a_first_name_alone_cuts_no_common_word(word: str, left: str) -> None:
    text = without(extraction("Marie, 0470 12 34 56", f"on {word}"), "Marie")
    assert text.passages[1].text == f"on {left}"


@given(st.lists(st.sampled_from([*TEXT.split(), "Lacroix", "(", "0470", "\n", "le"]), max_size=30))
def test_no_redacted_value_is_left_whatever_stands_around(words: list[str]) -> None:
    around = " ".join(words)
    text = without(extraction(f"{around} {TEXT}", around))
    left = " ".join(" ".join(one.text.split()) for one in text.passages)
    for one in find_in_file(extraction(TEXT)):
        assert one.text not in left
