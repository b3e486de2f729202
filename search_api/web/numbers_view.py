"""The page of numbers as its template reads it: each table is a chart as well."""

from dataclasses import dataclass
from decimal import Decimal

from corpus.study import Vat
from search_api.describing import API
from search_api.numbers.presenting import (
    NumbersAnswer,
    NumbersRowAnswer,
    NumbersTableAnswer,
    SpendingAnswer,
    TallyAnswer,
)
from search_api.numbers.tables import DIMENSIONS, PLAIN, TableName
from search_api.web.links import Link
from search_api.web.numbers_grid import GridView, grid_view, search_url
from search_api.web.wording import Wording

TABLES = (*PLAIN, TableName.ADMINISTRATIONS_YEARS)
"""What the page shows."""

WIDTH = 100
"""Units of the longest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRowView:
    """A row: its name, its bar, and its figures."""

    label: str
    url: str | None
    """The search for its studies."""
    studies: str
    width: int
    unknown: str
    sums: tuple[str, ...]
    """By the kinds of VAT of the page; empty where nothing was spent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersTableView:
    """A table."""

    id: str
    title: str
    what: str
    """Head of the first column."""
    rows: tuple[NumbersRowView, ...]
    repeated: str | None
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    """The page of numbers."""

    url: str
    summary: tuple[str, ...]
    heads: tuple[str, ...]
    """Heads of the columns of sums, one for each kind of VAT that occurs."""
    tables: tuple[NumbersTableView, ...]
    grid: GridView
    more: tuple[Link, ...]
    """Tables that only a spreadsheet has room for."""


def numbers_view(numbers: NumbersAnswer, words: Wording) -> NumbersView:
    """Return the page of ``TABLES``; a sum never mixes kinds of VAT, and an unknown cost is in none."""
    vats = tuple(vat for vat in Vat if vat in numbers.total.spending)
    heads = {
        Vat.INCLUDED: words.text("Cost, VAT included"),
        Vat.EXCLUDED: words.text("Cost, VAT excluded"),
        Vat.UNKNOWN: words.text("Cost, VAT unknown"),
    }
    return NumbersView(
        url=f"/{words.language}/numbers",
        summary=_summary(numbers.total, vats, words),
        heads=tuple(heads[vat] for vat in vats),
        tables=tuple(_table(name, numbers.tables[name], vats, words) for name in PLAIN),
        grid=grid_view(
            numbers.tables[TableName.ADMINISTRATIONS_YEARS], numbers.tables[TableName.YEARS], words
        ),
        more=tuple(
            Link(_titles(name, words)[0], _csv(name, words)) for name in DIMENSIONS if name not in PLAIN
        ),
    )


def _summary(total: TallyAnswer, vats: tuple[Vat, ...], words: Wording) -> tuple[str, ...]:
    said = [words.plural("%(count)s study in all.", "%(count)s studies in all.", total.studies)]
    for vat in vats:
        said.append(_spent(vat, total.spending[vat], words))
    said.append(
        words.plural(
            "The cost of %(count)s study is unknown: it is in no sum.",
            "The cost of %(count)s studies is unknown: they are in no sum.",
            total.cost_unknown,
        )
    )
    return tuple(said)


def _spent(vat: Vat, spending: SpendingAnswer, words: Wording) -> str:
    amount, count = words.money(Decimal(spending.amount)), spending.studies
    match vat:
        case Vat.INCLUDED:
            return words.plural(
                "%(count)s study cost %(amount)s, VAT included.",
                "%(count)s studies cost %(amount)s together, VAT included.",
                count,
                amount=amount,
            )
        case Vat.EXCLUDED:
            return words.plural(
                "%(count)s study cost %(amount)s, VAT excluded.",
                "%(count)s studies cost %(amount)s together, VAT excluded.",
                count,
                amount=amount,
            )
        case Vat.UNKNOWN:
            return words.plural(
                "%(count)s study cost %(amount)s, with or without VAT: that is not known.",
                "%(count)s studies cost %(amount)s together, with or without VAT: that is not known.",
                count,
                amount=amount,
            )


def _titles(name: TableName, words: Wording) -> tuple[str, str]:
    """Return the title of a table and the head of its first column."""
    return {
        TableName.ADMINISTRATIONS: (words.text("By administration"), words.text("Administration")),
        TableName.YEARS: (words.text("By year of publication"), words.text("Year")),
        TableName.COSTS: (words.text("By cost"), words.text("Cost")),
        TableName.LANGUAGES: (words.text("By language of the files"), words.text("Language")),
        TableName.ADMINISTRATIONS_YEARS: (words.text("By administration and year"), ""),
        TableName.ADMINISTRATIONS_COSTS: (words.text("By administration and cost"), ""),
    }[name]


def _csv(name: TableName, words: Wording) -> str:
    return f"{API}/numbers/{name}.csv?reader={words.language}"


def _table(
    name: TableName, table: NumbersTableAnswer, vats: tuple[Vat, ...], words: Wording
) -> NumbersTableView:
    title, what = _titles(name, words)
    highest = max((row.studies for row in table.rows), default=0)
    repeated = words.plural(
        "%(count)s study counts in more than one row.",
        "%(count)s studies count in more than one row.",
        table.repeated,
    )
    return NumbersTableView(
        id=name,
        title=title,
        what=what,
        rows=tuple(_row(row, highest, vats, words) for row in table.rows),
        repeated=repeated if table.repeated else None,
        csv=_csv(name, words),
    )


def _row(row: NumbersRowAnswer, highest: int, vats: tuple[Vat, ...], words: Wording) -> NumbersRowView:
    sums = (row.spending.get(vat) for vat in vats)
    return NumbersRowView(
        label=", ".join(row.label.values()),
        url=search_url(row, words) if row.studies else None,
        studies=words.number(row.studies),
        width=round(WIDTH * row.studies / highest) if highest else 0,
        unknown=words.number(row.cost_unknown),
        sums=tuple(words.money(Decimal(spent.amount)) if spent else "" for spent in sums),
    )
