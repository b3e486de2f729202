"""What is found in a text, and what is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.personal.find import find_personal_data
from ingest.personal.finding import Finding, Kind, Weight, Why
from tests.ingest.personal.marked import read_marked

PIECES = sorted({piece for sentence in read_marked() for piece in sentence.text.split(" ")})


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in find_personal_data(text)]


def only(text: str) -> Finding:
    (one,) = find_personal_data(text)
    return one


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_findings_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    findings = find_personal_data(text)
    assert all(one.text and text[one.start : one.end] == one.text for one in findings)
    assert all(one.start >= 0 and one.end <= len(text) for one in findings)
    assert all(one.end <= after.start for one, after in pairwise(findings))


@given(st.lists(st.sampled_from("0123456789 .-/+()@,\n"), max_size=120).map("".join))
def test_heaps_of_digits_and_signs_are_looked_through(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in find_personal_data(text))


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("85.07.30-999.32", Why.REGISTER_CHECK),
        ("85073099932", Why.REGISTER_CHECK),
        ("850730-999-32", Why.REGISTER_CHECK),
        ("01.03.24-000.30", Why.REGISTER_CHECK),
        ("17/25/06-999.61", Why.BIS_CHECK),
    ],
)
def test_register_numbers_are_found_however_they_are_written(number: str, why: Why) -> None:
    one = only(f"Numéro : {number}.")
    assert (one.kind, one.text, one.why) == (Kind.NATIONAL_NUMBER, number, why)


def test_a_register_number_with_a_wrong_check_digit_is_none() -> None:
    assert find_personal_data("Numéro : 85.07.30-999.33.") == ()


def test_the_number_of_a_company_is_not_the_telephone_it_looks_like() -> None:
    assert find_personal_data("La société (0470.123.465) a répondu.") == ()
    assert only("GSM 0470.123.456").kind is Kind.PHONE


def test_a_name_is_found_only_beside_something_else() -> None:
    assert find_personal_data("Mme Delvaux a présenté le rapport.") == ()
    assert kinds("Mme Delvaux, tél. 02 344 41 74") == [(Kind.NAME, "Delvaux"), (Kind.PHONE, "02 344 41 74")]


def test_a_name_far_from_anything_else_is_left_alone() -> None:
    text = "Mme Delvaux a ouvert la séance. " + "Le conseil a délibéré. " * 10 + "Tél. 02 344 41 74"
    assert kinds(text) == [(Kind.PHONE, "02 344 41 74")]


def test_mailboxes_and_numbers_of_organisations_weigh_less() -> None:
    assert only("Écrivez à info@commune.example").weight is Weight.LOW
    assert only("Écrivez à jeanne.delvaux@commune.example").weight is Weight.HIGH
    assert only("Standard : 02 344 41 00").why is Why.SWITCHBOARD


def test_a_possessive_is_not_taken_for_a_company() -> None:
    assert {one.weight for one in find_personal_data("Sa sœur Monique Delvaux : 02 344 41 74")} == {
        Weight.HIGH
    }
    assert only("Alfa SA, 02 344 41 74").weight is Weight.LOW


def test_words_with_capitals_near_a_mailbox_of_somebody_are_told_with_less_weight() -> None:
    text = "Notre voisine Solange Mukendi reçoit le courrier à jeanne.delvaux@commune.example"
    name, mailbox = find_personal_data(text)
    assert (name.text, name.why, name.weight) == ("Solange Mukendi", Why.CAPITALISED, Weight.LOW)
    assert mailbox.weight is Weight.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "rue de la Loi 16, 1000 Bruxelles",
        "16, rue de la Loi, 1000 Bruxelles",
        "avenue de la Reine 12 boîte 3",
        "Wetstraat 16 bus 3, 1000 Brussel",
        "Koning Albert II-laan 35 bus 10",
        "14 Quay Lane",
    ],
)
def test_an_address_is_one_finding_with_its_box_and_town(text: str) -> None:
    assert kinds(f"({text})") == [(Kind.ADDRESS, text)]


@pytest.mark.parametrize(
    "text",
    [
        "rue Neuve, 120 commerces",
        "la chaussée de Waterloo en 2016",
        "Wetstraat 3 buslijnen",
        "avenue Louise 1050 Ixelles",
    ],
)
def test_a_number_that_is_no_house_makes_no_address(text: str) -> None:
    assert find_personal_data(text) == ()
