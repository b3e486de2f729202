"""Bands of cost and what readers see of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bands import COST_BANDS, UNKNOWN, band_of, bounds, label
from models.language import Language


@given(st.decimals(0, 2_000_000, places=2))
def test_every_cost_falls_into_the_band_that_names_it(cost: Decimal) -> None:
    band = band_of(cost)
    low, _, high = band.partition("-")
    assert band in COST_BANDS
    assert Decimal(low) <= cost
    assert not high or cost < Decimal(high)


@given(st.decimals(0, 2_000_000, places=2), st.decimals(0, 2_000_000, places=2))
def test_a_dearer_study_is_in_no_cheaper_band(one: Decimal, other: Decimal) -> None:
    cheap, dear = sorted([one, other])
    assert COST_BANDS.index(band_of(cheap)) <= COST_BANDS.index(band_of(dear))


def test_an_unknown_cost_has_a_band_of_its_own() -> None:
    assert band_of(None) == UNKNOWN == COST_BANDS[-1]


@pytest.mark.parametrize("language", Language)
def test_every_band_has_a_label_of_its_own_in_every_language(language: Language) -> None:
    assert len({label(band, language) for band in COST_BANDS}) == len(COST_BANDS)


def test_labels_write_amounts_as_their_language_does() -> None:
    assert label("10000-25000", Language.FR) == "10\u202f000 à 25\u202f000 €"
    assert label("500000-", Language.NL) == "€ 500.000 en meer"
    assert label("0-10000", Language.EN) == "under €10,000"


def test_a_band_that_does_not_exist_has_no_label() -> None:
    with pytest.raises(ValueError, match="0-5"):
        label("0-5", Language.FR)


@given(st.decimals(0, 2_000_000, places=2))
def test_a_cost_lies_within_the_bounds_of_its_band_alone(cost: Decimal) -> None:
    holding = []
    for band in COST_BANDS:
        limits = bounds(band)
        if limits and limits[0] <= cost and (limits[1] is None or cost <= limits[1]):
            holding.append(band)
    assert holding == [band_of(cost)]
    assert bounds(UNKNOWN) is None
