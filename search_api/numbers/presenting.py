"""The numbers as readers get them: with names, with the search that each row stands for, and as CSV."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.study import AdministrationId, Vat
from index.bands import UNKNOWN, bounds
from index.bands import label as band_label
from models.language import Language
from search_api.exporting.sheet import Cell, sheet
from search_api.messages import say
from search_api.numbers.tables import Dimension, Key, Numbers, Table, TableName, Tally

if TYPE_CHECKING:
    from corpus.administrations import Registry


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class SpendingAnswer(_Answer):
    """What studies cost whose amounts have the same VAT."""

    studies: int = Field(ge=1, description="How many.")
    amount: str = Field(description="Euros.", pattern=r"^[0-9]+\.[0-9]{2}$", examples=["227000.50"])


class TallyAnswer(_Answer):
    """So many studies, and what they cost."""

    studies: int = Field(ge=0)
    cost_unknown: int = Field(ge=0, description="Studies whose cost is unknown: they are in no sum.")
    spending: dict[Vat, SpendingAnswer] = Field(
        description="By the VAT of the amounts: sums of different VAT cannot be added. A kind that does not "
        "occur is missing."
    )


class NumbersRowAnswer(TallyAnswer):
    """A row of a table."""

    key: dict[Dimension, str | None] = Field(
        description="`null` where it is not known.", examples=[{"administration": "actiris", "year": "2021"}]
    )
    label: dict[Dimension, str] = Field(description="The same for readers, in their language.")
    search: dict[str, list[str]] | None = Field(
        description="Parameters of the search for these studies; `null` where no search can ask for them.",
        examples=[{"administration": ["actiris"], "date_from": ["2021"], "date_to": ["2021"]}],
    )


class NumbersTableAnswer(_Answer):
    """Studies counted by one or two things that they have in common."""

    dimensions: list[Dimension]
    repeated: int = Field(
        ge=0,
        description="Studies that count in more than one row: of several administrations or languages, or "
        "of more than one possible year. The total has them once.",
    )
    rows: list[NumbersRowAnswer]


class NumbersAnswer(_Answer):
    """The library in numbers."""

    total: TallyAnswer
    tables: dict[TableName, NumbersTableAnswer]


def present_numbers(
    numbers: Numbers, names: Iterable[TableName], registry: "Registry", reader: Language
) -> NumbersAnswer:
    """Return these tables with names in the reader's language."""
    tables = {name: present_table(numbers, name, registry, reader) for name in names}
    return NumbersAnswer(total=TallyAnswer(**_tally(numbers.total)), tables=tables)


def present_table(
    numbers: Numbers, name: TableName, registry: "Registry", reader: Language
) -> NumbersTableAnswer:
    """Return one table with names in the reader's language."""
    table = numbers.tables[name]
    rows = [_row(table, key, tally, numbers, registry, reader) for key, tally in table.rows.items()]
    return NumbersTableAnswer(dimensions=list(table.dimensions), repeated=table.repeated, rows=rows)


def as_csv(numbers: Numbers, name: TableName, registry: "Registry", reader: Language) -> str:
    """Return one table for a spreadsheet; a sum of nothing is an empty cell."""
    table = present_table(numbers, name, registry, reader)
    named = [column for dimension in table.dimensions for column in (dimension, f"{dimension}_label")]
    spent = [column for vat in Vat for column in (f"studies_vat_{vat}", f"eur_vat_{vat}")]
    header = [*named, "studies", "cost_unknown", *spent]
    return sheet(header, (tuple(_cells(table, row)) for row in table.rows))


def _cells(table: NumbersTableAnswer, row: NumbersRowAnswer) -> Iterator[Cell]:
    for dimension in table.dimensions:
        yield row.key[dimension]
        yield row.label[dimension]
    yield row.studies
    yield row.cost_unknown
    for vat in Vat:
        spent = row.spending.get(vat)
        yield spent.studies if spent else 0
        yield Decimal(spent.amount) if spent else None


def _row(
    table: Table, key: Key, tally: Tally, numbers: Numbers, registry: "Registry", reader: Language
) -> NumbersRowAnswer:
    pairs = dict(zip(table.dimensions, key, strict=True))
    return NumbersRowAnswer(
        key=pairs,
        label={
            dimension: _label(dimension, value, numbers.unlisted, registry, reader)
            for dimension, value in pairs.items()
        },
        search=_search(pairs),
        **_tally(tally),
    )


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "studies": tally.studies,
        "cost_unknown": tally.cost_unknown,
        "spending": {
            vat: SpendingAnswer(studies=tally.counts[vat], amount=f"{tally.sums[vat]:.2f}")
            for vat in Vat
            if vat in tally.sums
        },
    }


def _label(
    dimension: Dimension,
    value: str | None,
    unlisted: Mapping[AdministrationId, str],
    registry: "Registry",
    reader: Language,
) -> str:
    if value is None:
        return say(f"numbers.no_{dimension}", reader)
    match dimension:
        case Dimension.ADMINISTRATION:
            identity = AdministrationId(value)
            return unlisted.get(identity) or registry.label(identity, reader)
        case Dimension.COST:
            return band_label(value, reader)
        case Dimension.LANGUAGE:
            return say(f"language.{value}", reader)
        case Dimension.YEAR:
            return value


def _search(pairs: Mapping[Dimension, str | None]) -> dict[str, list[str]] | None:
    parameters: dict[str, list[str]] = {}
    for dimension, value in pairs.items():
        if value in (None, UNKNOWN):
            return None
        parameters |= _parameters(dimension, str(value))
    return parameters


def _parameters(dimension: Dimension, value: str) -> dict[str, list[str]]:
    match dimension:
        case Dimension.ADMINISTRATION:
            return {"administration": [value]}
        case Dimension.YEAR:
            return {"date_from": [value], "date_to": [value]}
        case Dimension.LANGUAGE:
            return {"language": [value]}
        case Dimension.COST:
            return _cost_parameters(value)


def _cost_parameters(band: str) -> dict[str, list[str]]:
    low, high = bounds(band) or (None, None)
    known = {"cost_min": low, "cost_max": high}
    return {name: [str(bound)] for name, bound in known.items() if bound is not None}
