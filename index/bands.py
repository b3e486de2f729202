"""Bands of cost, as facets count them: half-open ``[low, high)`` in euros."""

from decimal import ROUND_HALF_EVEN, Decimal

from models.language import Language

UNKNOWN = "unknown"
"""The band of a study whose cost nobody knows."""

_EDGES = (0, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000)

_LAST_EXACT = 2**53
"""Filters travel as floating-point numbers, which are exact up to here: ninety million million euros."""

_LABELS = {
    Language.FR: ("moins de {high} €", "{low} à {high} €", "{low} € et plus", "coût inconnu", "\u202f"),
    Language.NL: (
        "minder dan € {high}",
        "€ {low} tot € {high}",
        "€ {low} en meer",
        "kostprijs onbekend",
        ".",
    ),
    Language.EN: ("under €{high}", "€{low} to €{high}", "€{low} and more", "cost unknown", ","),
}


def _name(low: int) -> str:
    higher = [edge for edge in _EDGES if edge > low]
    return f"{low}-{higher[0]}" if higher else f"{low}-"


COST_BANDS = (*map(_name, _EDGES), UNKNOWN)
"""All bands, cheapest first: "0-10000", …, "500000-", "unknown"."""


def cents(euros: Decimal) -> int:
    """Return an amount as the index keeps it: whole cents, half a cent to the even one."""
    return min(int((euros * 100).to_integral_value(ROUND_HALF_EVEN)), _LAST_EXACT)


def band_of(cost: Decimal | None) -> str:
    """Return the name of the band that a cost falls into."""
    if cost is None:
        return UNKNOWN
    amount = cents(cost)
    return _name(max(edge for edge in _EDGES if edge * 100 <= amount))


def bounds(band: str) -> tuple[Decimal, Decimal | None] | None:
    """Return the least and the greatest cost to the cent of a band; ``None`` of the one of unknown costs.

    Raises:
        ValueError: there is no such band.
    """
    if band not in COST_BANDS:
        raise ValueError(f"no cost band is called {band!r}")
    if band == UNKNOWN:
        return None
    low, _, high = band.partition("-")
    return Decimal(low), Decimal(high) - Decimal("0.01") if high else None


def label(band: str, language: Language) -> str:
    """Return how readers of a language see a band.

    Raises:
        ValueError: there is no such band.
    """
    if band not in COST_BANDS:
        raise ValueError(f"no cost band is called {band!r}")
    below, between, above, unknown, separator = _LABELS[language]
    if band == UNKNOWN:
        return unknown
    low, _, high = band.partition("-")
    pattern = above if not high else between if int(low) else below
    return pattern.format(low=_grouped(low, separator), high=_grouped(high, separator))


def _grouped(amount: str, separator: str) -> str:
    return f"{int(amount):,}".replace(",", separator) if amount else ""
