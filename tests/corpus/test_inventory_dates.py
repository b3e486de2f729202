from datetime import date, datetime, time, timedelta
from decimal import Decimal

import dateparser
import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.inventory.cells import Cell, CellFault
from corpus.inventory.dates import FIRST_YEAR, read_date
from corpus.study import PublicationDate

TODAY = date(2025, 6, 1)

READ: list[tuple[Cell, str]] = [
    ("12/04/2021", "2021-04-12"),
    ("1/4/2021", "2021-04-01"),
    ("12-04-2021", "2021-04-12"),
    ("12.04.2021", "2021-04-12"),
    ("12 04 2021", "2021-04-12"),
    ("04/12/2021", "2021-12-04"),
    ("2021-04-12", "2021-04-12"),
    ("2021/04/12", "2021-04-12"),
    ("2021-04-12 00:00:00", "2021-04-12"),
    ("2021-04-12T10:30:00Z", "2021-04-12"),
    ("12/04/2021 14:30", "2021-04-12"),
    ("20210412", "2021-04-12"),
    ("12 avril 2021", "2021-04-12"),
    ("1er mars 2021", "2021-03-01"),
    ("lundi 12 avril 2021", "2021-04-12"),
    ("maandag 12 april 2021", "2021-04-12"),
    ("12 april 2021", "2021-04-12"),
    ("April 12, 2021", "2021-04-12"),
    ("12th of April 2021", "2021-04-12"),
    ("12 avr. 2021", "2021-04-12"),
    ("3 mrt. 2021", "2021-03-03"),
    ("avril 2021", "2021-04"),
    ("Août 2021", "2021-08"),
    ("FÉVRIER 2021", "2021-02"),
    ("févr. 2021", "2021-02"),
    ("juill. 2021", "2021-07"),
    ("sept. 2021", "2021-09"),
    ("maart 2024", "2024-03"),
    ("mrt 2024", "2024-03"),
    ("mei 2024", "2024-05"),
    ("okt. 2024", "2024-10"),
    ("April 2021", "2021-04"),
    ("May 2021", "2021-05"),
    ("04/2021", "2021-04"),
    ("4-2021", "2021-04"),
    ("2021-04", "2021-04"),
    ("2021", "2021"),
    ("2021.0", "2021"),
    ("année 2021", "2021"),
    ("printemps 2021", "2021-04/2021-06"),
    ("voorjaar 2021", "2021-04/2021-06"),
    ("lente 2021", "2021-04/2021-06"),
    ("spring 2021", "2021-04/2021-06"),
    ("été 2021", "2021-07/2021-09"),
    ("zomer 2021", "2021-07/2021-09"),
    ("automne 2021", "2021-10/2021-12"),
    ("najaar 2021", "2021-10/2021-12"),
    ("herfst 2021", "2021-10/2021-12"),
    ("hiver 2021", "2021-01/2021-03"),
    ("hiver 2020-2021", "2020-12/2021-03"),
    ("T2 2021", "2021-04/2021-06"),
    ("Q2 2021", "2021-04/2021-06"),
    ("2021-Q2", "2021-04/2021-06"),
    ("1er trimestre 2021", "2021-01/2021-03"),
    ("2e kwartaal 2021", "2021-04/2021-06"),
    ("eerste kwartaal 2021", "2021-01/2021-03"),
    ("third quarter 2021", "2021-07/2021-09"),
    ("2ème semestre 2020", "2020-07/2020-12"),
    ("S1 2021", "2021-01/2021-06"),
    ("avril-mai 2021", "2021-04/2021-05"),
    ("december 2020 - januari 2021", "2020-12/2021-01"),
    ("2021-04/2021-06", "2021-04/2021-06"),
    ("12/04/2021 - 15/04/2021", "2021-04-12/2021-04-15"),
    (2021, "2021"),
    (2021.0, "2021"),
    (Decimal(2021), "2021"),
    (202104, "2021-04"),
    (date(2021, 4, 12), "2021-04-12"),
    (datetime(2021, 4, 12, 9, 30), "2021-04-12"),
    (PublicationDate.parse_iso("2021-04"), "2021-04"),
]

NOTED: list[tuple[Cell, str]] = [
    ("2020-2021", "2020/2021"),
    ("2020/2021", "2020/2021"),
    ("2020-21", "2020/2021"),
    ("2010-11", "2010-11"),
    ("12/04/21", "2021-04-12"),
    ("31-12-99", "1999-12-31"),
    ("avr-21", "2021-04"),
    ("fin 2021", "2021"),
    ("eind maart 2021", "2021-03"),
    ("mi-avril 2021", "2021-04"),
    (44298.0, "2021-04-12"),
    (44298.75, "2021-04-12"),
    ("44298", "2021-04-12"),
]

FAULTS: list[Cell] = [
    "31/02/2021", "31/04/2021", "32/13/2019", "04/25/2021", "00/2021", "13/2021", "2021-00-10", "1921",
    "2205", "2027", 1949, 99999, "12 avril", "mercredi", "bientôt", "à paraître", "jui 2021", "2021?",
    "ca. 2021", "1 mars 2021 (v2)", "12-15 avril 2021", "T5 2021", "S3 2021", "été 2020-2021",
    "zomer/najaar 2021", "juin 2021 - mai 2021", "2021-2015", "1998-2021", "avril 20211", "1.250", 3.14,
    2021.5, float("nan"), True, time(3), timedelta(days=1),
]  # fmt: skip


def iso(cell: Cell) -> str | None:
    found = read_date(cell, TODAY).value
    return found.isoformat() if found else None


@pytest.mark.parametrize(("cell", "expected"), READ)
def test_a_date_is_read_as_far_as_it_is_written(cell: Cell, expected: str) -> None:
    reading = read_date(cell, TODAY)
    assert reading.value == PublicationDate.parse_iso(expected)
    assert reading.note is None


@pytest.mark.parametrize(("cell", "expected"), NOTED)
def test_a_date_that_is_not_plain_is_read_with_a_note(cell: Cell, expected: str) -> None:
    reading = read_date(cell, TODAY)
    assert reading.value == PublicationDate.parse_iso(expected)
    assert reading.note


@pytest.mark.parametrize("cell", FAULTS)
def test_what_is_no_date_is_a_fault_with_advice(cell: Cell) -> None:
    with pytest.raises(CellFault, match="; write the date as day/month/year"):
        read_date(cell, TODAY)


@pytest.mark.parametrize("cell", [None, "", "-", "inconnu", "onbekend", "n.c."])
def test_an_unknown_date_is_no_fault(cell: Cell) -> None:
    assert read_date(cell, TODAY).value is None


def test_the_month_first_reading_is_proposed_and_not_taken() -> None:
    with pytest.raises(CellFault) as raised:
        read_date("04/25/2021", TODAY)
    assert raised.value.proposals == ("2021-04-25",)


def test_next_year_is_the_last_that_is_believed() -> None:
    assert iso("2026") == "2026"
    with pytest.raises(CellFault, match="1950-2026"):
        read_date("2027", TODAY)


days = st.dates(date(FIRST_YEAR, 1, 1), date(2026, 12, 31))
DAY_STYLES = ["dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d-M-yyyy", "yyyy-MM-dd", "yyyyMMdd"]
WRITTEN = ["d MMMM yyyy", "EEEE d MMMM yyyy", "d MMM yyyy", "dd MMMM yyyy"]
MONTH_STYLES = ["MMMM yyyy", "MMM yyyy", "LLLL yyyy", "MM/yyyy", "yyyy-MM"]
LOCALES = ["fr_BE", "nl_BE", "en_GB"]


@given(days, st.sampled_from(DAY_STYLES))
def test_every_day_survives_writing_in_figures(day: date, style: str) -> None:
    assert iso(format_date(day, style, locale="nl_BE")) == day.isoformat()


@given(days, st.sampled_from(WRITTEN), st.sampled_from(LOCALES))
def test_every_day_survives_writing_in_words(day: date, style: str, locale: str) -> None:
    assert iso(format_date(day, style, locale=locale)) == day.isoformat()


@given(
    days,
    st.sampled_from(["MMMM yyyy", "MMM yyyy", "LLLL yyyy", "MM/yyyy", "yyyy-MM"]),
    st.sampled_from(LOCALES),
)
def test_every_month_survives_and_gains_no_day(day: date, style: str, locale: str) -> None:
    assert iso(format_date(day, style, locale=locale)) == day.isoformat()[:7]


@given(days)
def test_every_day_counted_by_excel_is_found_again(day: date) -> None:
    assert iso(float((day - date(1899, 12, 30)).days)) == day.isoformat()


@given(days)
@settings(max_examples=30)
def test_written_days_are_read_as_another_program_reads_them(day: date) -> None:
    text = format_date(day, "d MMMM yyyy", locale="fr_BE")
    other = dateparser.parse(text, languages=["fr"], settings={"DATE_ORDER": "DMY"})
    assert other
    assert iso(text) == other.date().isoformat()


@given(days, days, st.sampled_from(["day", "month", "year"]))
def test_what_a_publication_date_writes_is_read_back(first: date, last: date, precision: str) -> None:
    length = {"day": 10, "month": 7, "year": 4}[precision]
    parts = [first.isoformat()[:length], last.isoformat()[:length]]
    written = PublicationDate.parse_iso("/".join(sorted(parts)))
    if written.last.year - written.first.year <= 10:
        assert read_date(written.isoformat(), TODAY).value == written


@given(
    st.one_of(st.text(max_size=30), st.text("0123456789/-. aprilmt", max_size=16), st.floats(), st.integers())
)
@settings(max_examples=200, deadline=None)
def test_any_cell_gives_a_date_in_bounds_or_a_fault(cell: str | float) -> None:
    try:
        found = read_date(cell, TODAY).value
    except CellFault:
        return
    assert found is None or FIRST_YEAR <= found.first.year <= found.last.year <= TODAY.year + 1
