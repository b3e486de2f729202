from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from corpus.inventory.amounts import LARGEST, CostColumn, mark_of, read_cost
from corpus.inventory.cells import Cell, CellFault
from corpus.inventory.numerals import ColumnMark, DecimalMark
from corpus.study import Cost, Vat

UNMARKED = CostColumn()
COMMA = CostColumn(mark=ColumnMark(DecimalMark.COMMA))
POINT = CostColumn(mark=ColumnMark(DecimalMark.POINT))

READ: list[tuple[Cell, str, Vat]] = [
    ("5.000,00", "5000.00", Vat.UNKNOWN),
    ("5000", "5000.00", Vat.UNKNOWN),
    ("5000,5", "5000.50", Vat.UNKNOWN),
    ("5000.50", "5000.50", Vat.UNKNOWN),
    ("50 000 €", "50000.00", Vat.UNKNOWN),
    ("50\u00a0000 €", "50000.00", Vat.UNKNOWN),
    ("50\u202f000\u00a0€", "50000.00", Vat.UNKNOWN),
    ("€ 50\u2009000", "50000.00", Vat.UNKNOWN),
    ("12 500 EUR HTVA", "12500.00", Vat.EXCLUDED),
    ("1,250,000.50", "1250000.50", Vat.UNKNOWN),
    ("1.250.000,50 EUR", "1250000.50", Vat.UNKNOWN),
    ("1.250.000", "1250000.00", Vat.UNKNOWN),
    ("1 250 000,5", "1250000.50", Vat.UNKNOWN),
    ("1'250'000.50", "1250000.50", Vat.UNKNOWN),
    ("1’250’000", "1250000.00", Vat.UNKNOWN),
    ("EUR5000", "5000.00", Vat.UNKNOWN),
    ("5000eur", "5000.00", Vat.UNKNOWN),
    ("5000 euros", "5000.00", Vat.UNKNOWN),
    ("12.500,-", "12500.00", Vat.UNKNOWN),
    ("€ 12.500,--", "12500.00", Vat.UNKNOWN),
    ("12'500.-", "12500.00", Vat.UNKNOWN),
    ("15.125,00 TVAC", "15125.00", Vat.INCLUDED),
    ("15.125,00 € TTC", "15125.00", Vat.INCLUDED),
    ("15.125,00 (TVA comprise)", "15125.00", Vat.INCLUDED),
    ("15.125,00 T.V.A. incluse", "15125.00", Vat.INCLUDED),
    ("15.125,00 incl. btw", "15125.00", Vat.INCLUDED),
    ("15.125,00 inclusief BTW", "15125.00", Vat.INCLUDED),
    ("15.125,00 btw inbegrepen", "15125.00", Vat.INCLUDED),
    ("15,125.00 including VAT", "15125.00", Vat.INCLUDED),
    ("15,125.00 VAT included", "15125.00", Vat.INCLUDED),
    ("15.125,00 hors TVA", "15125.00", Vat.EXCLUDED),
    ("15.125,00 hors T.V.A.", "15125.00", Vat.EXCLUDED),
    ("15.125,00 H.T.V.A.", "15125.00", Vat.EXCLUDED),
    ("15.125,00 HT", "15125.00", Vat.EXCLUDED),
    ("15.125,00 TVA non comprise", "15125.00", Vat.EXCLUDED),
    ("15.125,00 excl. btw", "15125.00", Vat.EXCLUDED),
    ("15.125,00 exclusief btw", "15125.00", Vat.EXCLUDED),
    ("15.125,00 zonder btw", "15125.00", Vat.EXCLUDED),
    ("15.125,00 btw niet inbegrepen", "15125.00", Vat.EXCLUDED),
    ("15,125.00 excluding VAT", "15125.00", Vat.EXCLUDED),
    ("5000HTVA", "5000.00", Vat.EXCLUDED),
    ("134 000 (TVA ?)", "134000.00", Vat.UNKNOWN),
    ("134 000 (TVA inconnue)", "134000.00", Vat.UNKNOWN),
    ("50 k€", "50000.00", Vat.UNKNOWN),
    ("50k", "50000.00", Vat.UNKNOWN),
    ("25 milliers d'euros", "25000.00", Vat.UNKNOWN),
    ("€ 1.2 mio", "1200000.00", Vat.UNKNOWN),
    ("1,2 M€ HTVA", "1200000.00", Vat.EXCLUDED),
    ("1.2 million d'euros", "1200000.00", Vat.UNKNOWN),
    ("1,5 miljoen euro", "1500000.00", Vat.UNKNOWN),
    ("environ 50 000 €", "50000.00", Vat.UNKNOWN),
    ("ca. 50.000,00", "50000.00", Vat.UNKNOWN),
    ("0,250", "0.25", Vat.UNKNOWN),
    ("1250.000", "1250.00", Vat.UNKNOWN),
    ("gratuit", "0.00", Vat.UNKNOWN),
    ("0", "0.00", Vat.UNKNOWN),
    (12500, "12500.00", Vat.UNKNOWN),
    (12500.5, "12500.50", Vat.UNKNOWN),
    (0.1 + 0.2, "0.30", Vat.UNKNOWN),
    (Decimal("185000.00"), "185000.00", Vat.UNKNOWN),
]

UNKNOWN: list[Cell] = [
    None, "", "  ", "-", "–", "/", "?", "…", "inconnu", "Inconnue", "n.c.", "NC", "n.b.", "p.m.", "PM",
    "onbekend", "niet gekend", "unknown", "n/a", "s.o.", "nvt",
]  # fmt: skip

FAULTS: list[Cell] = [
    "-5.000,00", "- 5000", "€ -12", "(5.000,00)", "5.000,00-", -3, -0.01, "voir avenant", "nihil",
    "12 500 / 15 000", "50.000 - 60.000", "12.500,00 (21 %)", "5 000 HTVA et 6 050 TVAC", "< 5000",
    "max 5000", "10 000 USD", "$ 5000", "12.500,00 FB", "1.250.00", "5,000,00", "50 00", "12 500 15",
    "12,500.00.00",
    "12 500²", "12½", "12/04/2021", True, float("nan"), float("inf"), 1e12, "2 000 000 000 000",
]  # fmt: skip


@pytest.mark.parametrize(("cell", "amount", "vat"), READ)
def test_an_amount_is_read_whatever_its_spelling(cell: Cell, amount: str, vat: Vat) -> None:
    assert read_cost(cell, UNMARKED).value == Cost(Decimal(amount), vat)


@pytest.mark.parametrize("cell", UNKNOWN)
def test_an_unknown_amount_is_no_fault(cell: Cell) -> None:
    assert read_cost(cell, UNMARKED).value is None


@pytest.mark.parametrize("cell", FAULTS)
def test_what_is_no_single_amount_of_euros_is_a_fault_with_advice(cell: Cell) -> None:
    with pytest.raises(CellFault, match=r"; \w+"):
        read_cost(cell, UNMARKED)


@pytest.mark.parametrize("text", ["1.250", "1,250", "12.500 EUR HTVA", "€ 240.000", "1.250 mio"])
def test_an_ambiguous_amount_is_reported_with_both_readings(text: str) -> None:
    with pytest.raises(CellFault) as raised:
        read_cost(text, UNMARKED)
    assert len(raised.value.proposals) == 2


@pytest.mark.parametrize(
    ("text", "column", "amount"),
    [
        ("1.250", COMMA, "1250.00"),
        ("1.250", POINT, "1.25"),
        ("1,250", COMMA, "1.25"),
        ("1,250", POINT, "1250.00"),
        ("12.500 EUR HTVA", COMMA, "12500.00"),
    ],
)
def test_an_ambiguous_amount_is_read_by_the_decimal_mark_of_its_column(
    text: str, column: CostColumn, amount: str
) -> None:
    read = read_cost(text, column).value
    assert read
    assert read.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["5.000,00", "1.250"], ColumnMark(DecimalMark.COMMA)),
        (["1,250.50", "1.250"], ColumnMark(DecimalMark.POINT)),
        (["1.250.000", "1.250"], ColumnMark(DecimalMark.COMMA)),
        (["12,5 k€", "1.250"], ColumnMark(DecimalMark.COMMA)),
        (["1.250", "12.500", 1250.5, "50 000"], ColumnMark()),
        (["5.000,00", "5,000.00", "1.250"], ColumnMark()),
        (["5.000,00"] * 9 + ["5,000.00"], ColumnMark(DecimalMark.COMMA, contested=True)),
    ],
)
def test_the_decimal_mark_of_a_column_is_that_of_nearly_all_its_plain_amounts(
    cells: list[Cell], expected: ColumnMark
) -> None:
    assert mark_of(cells) == expected


def test_an_amount_read_against_some_of_its_column_carries_a_note() -> None:
    contested = CostColumn(mark=ColumnMark(DecimalMark.COMMA, contested=True))
    assert read_cost("1.250", contested).note
    assert read_cost("1.250", COMMA).note is None


def test_words_about_tax_in_the_cell_count_for_more_than_the_header() -> None:
    column = CostColumn(vat=Vat.EXCLUDED)
    assert read_cost("100 TVAC", column).value == Cost(Decimal(100), Vat.INCLUDED)
    assert read_cost("100 (TVA ?)", column).value == Cost(Decimal(100), Vat.UNKNOWN)
    assert read_cost(100, column).value == Cost(Decimal(100), Vat.EXCLUDED)


def test_a_column_in_thousands_multiplies_all_but_amounts_with_a_unit_of_their_own() -> None:
    column = CostColumn(scale=Decimal(1000))
    amounts = [read_cost(cell, column).value for cell in (12.5, "12,5", "12 500 €", "1,2 mio")]
    assert [cost.amount for cost in amounts if cost] == [12_500, 12_500, 12_500, 1_200_000]
    assert read_cost(12.5, column).note


def test_a_computed_number_is_rounded_to_the_cent_and_says_so() -> None:
    reading = read_cost(100 / 3, UNMARKED)
    assert reading.value == Cost(Decimal("33.33"))
    assert reading.note


STYLES = {"fr_BE": COMMA, "nl_BE": COMMA, "en_GB": POINT, "Swiss": POINT}
FRAMES = ["{}", "€ {}", "{} €", "{} EUR", "{} euros", "\u00a0{}\u202f€", "{}€"]
TAXES = {"": Vat.UNKNOWN, " HTVA": Vat.EXCLUDED, " (excl. btw)": Vat.EXCLUDED, " TVA comprise": Vat.INCLUDED}


def written(amount: Decimal, style: str, pattern: str) -> str:
    """Return an amount as people write it; the Swiss style by hand, as Babel puts one apostrophe only."""
    if style == "Swiss":
        return format_decimal(amount, format=pattern, locale="en_GB").replace(",", "'")
    return format_decimal(amount, format=pattern, locale=style)


amounts = st.decimals(min_value=0, max_value=LARGEST, places=2)


@given(amounts, st.sampled_from(sorted(STYLES)), st.sampled_from(FRAMES), st.sampled_from(sorted(TAXES)))
def test_every_amount_survives_writing_and_reading(amount: Decimal, style: str, frame: str, tax: str) -> None:
    text = frame.format(written(amount, style, "#,##0.00")) + tax
    assert read_cost(text, UNMARKED).value == Cost(amount, TAXES[tax])


@given(st.integers(0, int(LARGEST)), st.sampled_from(sorted(STYLES)), st.sampled_from(FRAMES))
def test_every_whole_amount_survives_in_a_column_of_its_own_style(
    amount: int, style: str, frame: str
) -> None:
    text = frame.format(written(Decimal(amount), style, "#,##0"))
    assert read_cost(text, STYLES[style]).value == Cost(Decimal(amount))


@given(amounts)
def test_a_number_of_a_spreadsheet_is_read_to_the_cent(amount: Decimal) -> None:
    assert read_cost(float(amount), UNMARKED).value == Cost(amount)


@given(
    st.one_of(st.text(max_size=40), st.text("0123456789.,' -€k()%", max_size=20), st.floats(), st.integers())
)
def test_any_cell_gives_a_cost_or_a_fault_and_never_a_negative_one(cell: str | float) -> None:
    try:
        cost = read_cost(cell, COMMA).value
    except CellFault:
        return
    assert cost is None or 0 <= cost.amount <= LARGEST
