"""What studies lack, as tables for a spreadsheet in the language of their reader."""

from collections.abc import Iterable

from models.language import Language
from search_api.exporting.sheet import sheet
from search_api.inventories.lacking import LackingAnswer
from search_api.inventories.year import InventoryAnswer
from search_api.inventories.years import YearsAnswer
from search_api.messages import say

_COUNTED = ("studies", "complete", "without_author", "without_cost", "without_both")


def years_csv(answer: YearsAnswer, reader: Language) -> str:
    """Return the table of all years."""
    rows = (
        (
            say("numbers.no_year", reader) if row.year is None else f"{row.year:04}",
            *(row.studies, row.complete, row.without_author, row.without_cost, row.without_both),
        )
        for row in answer.years
    )
    return sheet(_header(reader, "year", *_COUNTED), rows)


def administrations_csv(answer: InventoryAnswer, reader: Language) -> str:
    """Return the table of the administrations of a year."""
    rows = (
        (
            *(row.id, row.name, row.studies, row.complete),
            *(len(row.without_author), len(row.without_cost), row.without_both),
        )
        for row in answer.administrations
    )
    return sheet(_header(reader, "id", "administration", *_COUNTED), rows)


def lacking_csv(studies: Iterable[LackingAnswer], reader: Language) -> str:
    """Return the list of studies that lack something."""
    rows = (
        (
            study.id,
            study.title,
            "; ".join(study.administrations),
            study.published,
            "; ".join(say(f"inventory.lacks_{fact}", reader) for fact in study.lacks),
        )
        for study in studies
    )
    return sheet(_header(reader, "id", "title", "administrations", "published", "lacks"), rows)


def _header(reader: Language, *columns: str) -> list[str]:
    return [say(f"inventory.{column}", reader) for column in columns]
