"""What makes two spellings one value, and what is shown of it."""

import pytest

from ingest.personal.finding import Kind
from ingest.personal.values import key_of, masked

SPELLINGS = [
    (Kind.NATIONAL_NUMBER, "65.03.01-999.66", "65030199966"),
    (Kind.IBAN, "BE84.9876.2328.6059", "be84 9876 2328 6059"),
    (Kind.EMAIL, "j.delvaux@commune.example", "J.Delvaux (at) commune (dot) example"),
    (Kind.EMAIL, "j.delvaux@commune.example", "j.delvaux at commune dot example"),
    (Kind.PHONE, "0470 12 34 56", "+32 (0)470/12.34.56"),
    (Kind.PHONE, "004712", "00 4712"),
    (Kind.ADDRESS, "rue des Glycines 14,\n1030 Schaerbeek", "Rue des Glycines 14, 1030 SCHAERBEEK"),
    (Kind.NAME, "Zoé Delvaux-Morin", "ZOE DELVAUX MORIN"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SPELLINGS)
def test_spellings_of_one_value_have_one_key(kind: Kind, one: str, other: str) -> None:
    assert key_of("file", kind, one) == key_of("file", kind, other)


def test_another_value_another_kind_and_another_holder_have_other_keys() -> None:
    keys = {
        key_of("file", Kind.PHONE, "0470 12 34 56"),
        key_of("file", Kind.PHONE, "0470 12 34 57"),
        key_of("file", Kind.NAME, "0470 12 34 56"),
        key_of("other", Kind.PHONE, "0470 12 34 56"),
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0470 12 34 56", "04…56"), ("Bertrand  Lacroix", "Be…ix"), ("Marie", "M…e"), ("Jo", "J…o")],
)
def test_only_the_ends_of_a_value_are_shown(value: str, shown: str) -> None:
    assert masked(value) == shown
