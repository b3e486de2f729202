"""Findings as they are named in a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.personal import Verdict
from corpus.study import StudyId
from ingest.personal.finding import Kind, Weight, Why
from search_api.errors import FindingNotFoundError, RequestError
from search_api.personal.findings import StudyFinding
from search_api.personal.numbers import verdicts

STUDY = StudyId("a")
HARMLESS, REDACTED = Verdict.HARMLESS, Verdict.REDACTED


def a_finding(number: int, *, asks: bool = True) -> StudyFinding:
    return StudyFinding(
        number=number,
        key=f"k{number}",
        holder="f",
        file=1,
        where="a.txt",
        kind=Kind.PHONE,
        text="0470",
        why=Why.PHONE_FORMAT,
        weight=Weight.HIGH,
        asks=asks,
        places=1,
        pages=(),
        passage=0,
        start=0,
        end=4,
        decision=None,
    )


FINDINGS = [*(a_finding(number) for number in range(1, 6)), a_finding(6, asks=False)]


def test_numbers_and_ranges_are_read() -> None:
    found = verdicts(STUDY, FINDINGS, {HARMLESS: ["1, 3-4"], REDACTED: ["6", "2"]})
    assert found == {"k1": HARMLESS, "k3": HARMLESS, "k4": HARMLESS, "k6": REDACTED, "k2": REDACTED}


def test_all_is_every_one_that_waits_and_is_not_named_otherwise() -> None:
    found = verdicts(STUDY, FINDINGS, {HARMLESS: ["2"], REDACTED: ["All"]})
    assert found == {"k2": HARMLESS, **{f"k{number}": REDACTED for number in (1, 3, 4, 5)}}


@pytest.mark.parametrize("text", ["x", "1-", "-1", "1.5", "1234567", "²"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="no list of findings"):
        verdicts(STUDY, FINDINGS, {HARMLESS: [text]})


@pytest.mark.parametrize("text", ["0", "7", "2-9", "1-999999"])
def test_a_number_that_there_is_not_is_said_to_be_none(text: str) -> None:
    with pytest.raises(FindingNotFoundError):
        verdicts(STUDY, FINDINGS, {HARMLESS: [text]})


@pytest.mark.parametrize(("one", "other"), [("1", "1-2"), ("all", "ALL")])
def test_the_same_finding_cannot_be_decided_in_two_ways(one: str, other: str) -> None:
    with pytest.raises(RequestError, match="another list"):
        verdicts(STUDY, FINDINGS, {HARMLESS: [one], REDACTED: [other]})


@given(st.lists(st.text("0123456789-, al", max_size=12), max_size=3))
def test_no_list_breaks_the_reading(texts: list[str]) -> None:
    try:
        found = verdicts(STUDY, FINDINGS, {HARMLESS: texts})
    except (RequestError, FindingNotFoundError):
        return
    assert set(found) <= {one.key for one in FINDINGS}
