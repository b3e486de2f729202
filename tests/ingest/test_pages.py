"""Reconciliation of pages."""

import pytest

from corpus.reasons import reason
from ingest.pages import named, reconcile
from ingest.partition.parsed import Parsed, Shortfall
from ingest.passage import Element, ElementKind


def page(number: int, kind: ElementKind = ElementKind.TEXT) -> Element:
    return Element(text="tekst", kind=kind, page=number)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([3], "3"),
        ([3, 7, 8, 9], "3, 7–9"),
        (list(range(1, 60, 2)), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, … (+18)"),
    ],
)
def test_pages_are_named_in_runs(pages: list[int], expected: str) -> None:
    assert named(pages) == expected


def test_every_page_needs_text_or_an_explanation() -> None:
    parsed = Parsed(
        elements=(page(1), page(2), page(6, ElementKind.HEADER)),
        pages_found=8,
        textless=frozenset({3}),
        shortfalls=(Shortfall(reason("pages.no-ocr", packages="tesseract-ocr"), frozenset({4, 5})),),
    )
    account = reconcile(parsed, [page(1), page(2)])
    assert account.pages_with_text == 2
    assert str(account.missing[0]) == (
        "pages 4–5 have no text; install tesseract-ocr, then run savoir ingest again"
    )
    assert str(account.missing[1]).startswith("pages 7–8 gave no text")


def test_a_file_without_pages_has_no_page_counts() -> None:
    account = reconcile(Parsed(elements=(page(1),)), [])
    assert (account.pages_with_text, account.missing) == (None, ())
